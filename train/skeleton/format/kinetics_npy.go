package format

import (
	"errors"
	"fmt"
	"path/filepath"

	"aeed/internal/npy"
	"aeed/internal/pickle"
	"aeed/train/skeleton"
)

// OpenKineticsNPY opens what ST-GCN prepares of Kinetics-skeleton and of NTU RGB+D:
// a folder with
//
//	train_data.npy, val_data.npy     float (N, 3, T, V, M)
//	train_label.pkl, val_label.pkl   (names, classes), a list of each
//
// The joints V say which graph it is, 18 of OpenPose or 25 of NTU RGB+D. The one
// split is official. Names are as in the file, unique over both halves; where they
// are names of NTU RGB+D they give performer, camera and set-up. Clips come with all
// frames and bodies of the file.
//
// Memory: the names and classes, and a clip while it is read; one of more than
// 64 MiB is refused.
//
// Source: S. Yan, Y. Xiong and D. Lin, Spatial Temporal Graph Convolutional Networks
// for Skeleton-Based Action Recognition, AAAI 2018.
func OpenKineticsNPY(folder string) (skeleton.Source, error) {
	source := &kineticsNPY{folder: folder}
	if err := source.open(); err != nil {
		return nil, errors.Join(err, source.Close())
	}
	return source, nil
}

// kineticsNPY is a skeleton.Source.
type kineticsNPY struct {
	folder      string
	files       []sizedFile
	halves      [2]kineticsHalf // to train with and to validate on
	description skeleton.Description
}

type kineticsHalf struct {
	path    string
	data    *npy.Array
	records []skeleton.Record
}

func (s *kineticsNPY) open() error {
	for i, name := range []string{"train", "val"} {
		data, err := openSized(filepath.Join(s.folder, name+"_data.npy"))
		if err != nil {
			return err
		}
		s.files = append(s.files, data)
		labels, err := openSized(filepath.Join(s.folder, name+"_label.pkl"))
		if err != nil {
			return err
		}
		s.halves[i], err = newKineticsHalf(data, labels)
		if err := errors.Join(err, labels.Close()); err != nil {
			return err
		}
	}
	return s.describe()
}

// newKineticsHalf returns the half whose data and labels are these files.
func newKineticsHalf(data sizedFile, labels sizedFile) (kineticsHalf, error) {
	half := kineticsHalf{path: data.path}
	var err error
	if half.data, err = npy.ReadArray(data, data.size); err != nil {
		return half, arrayFault(err, data.path, "")
	}
	value, _, err := pickle.Read(labels, labels.size, pickle.NumPy)
	if err != nil {
		return half, arrayFault(err, labels.path, "")
	}
	half.records, err = labelRecords(value, half.data, labels.path)
	return half, err
}

// describe checks that the halves fit together, and finds what they have in common.
func (s *kineticsNPY) describe() error {
	classes, graph, bodies := 0, skeleton.Graph{}, 0
	seen := map[string]bool{}
	for i := range s.halves {
		half := &s.halves[i]
		x := half.data
		known := false
		if len(x.Shape) == 5 {
			graph, known = graphOf(x.Shape[3])
		}
		if !known || x.Shape[1] != 3 || x.Shape[2] == 0 || x.Shape[4] == 0 || x.FortranOrder || x.DType.Kind != 'f' ||
			x.Shape[3] != s.halves[0].data.Shape[3] {
			return &skeleton.FormatError{File: half.path, Want: "floats of shape (N, 3, T, V, M) with V the joints of a known graph, the same for train and val", Found: describe(x),
				Hint: "18 joints are OpenPose's, 25 those of NTU RGB+D"}
		}
		if x.RowSize() > maxClip {
			return &skeleton.FormatError{File: half.path, Want: fmt.Sprintf("clips of at most %d coordinates", maxClip), Found: describe(x),
				Hint: "real ones have 300 frames"}
		}
		bodies = max(bodies, x.Shape[4])
		for _, record := range half.records {
			if seen[record.Name] {
				return &skeleton.FormatError{File: half.path, Place: "clip " + record.Name, Want: "each name once", Found: "it twice",
					Hint: "the label files of train and val may be the same file"}
			}
			seen[record.Name] = true
			classes = max(classes, record.Class+1)
		}
	}
	if s.Len() == 0 {
		return &skeleton.FormatError{File: s.folder, Want: "clips", Found: "none", Hint: "both halves are empty"}
	}
	s.description = skeleton.Description{Format: "kinetics-npy", Graph: graph, Channels: 3, Bodies: bodies, Classes: classNames(classes, graph)}
	return nil
}

func (s *kineticsNPY) Describe() skeleton.Description { return s.description }

func (s *kineticsNPY) Len() int { return len(s.halves[0].records) + len(s.halves[1].records) }

// place returns the half of clip i and its row there.
func (s *kineticsNPY) place(i int) (*kineticsHalf, int) {
	if row := i - len(s.halves[0].records); row >= 0 {
		return &s.halves[1], row
	}
	return &s.halves[0], i
}

func (s *kineticsNPY) Record(i int) skeleton.Record {
	half, row := s.place(i)
	return half.records[row]
}

func (s *kineticsNPY) Clip(i int) (skeleton.Clip, error) {
	half, row := s.place(i)
	shape := half.data.Shape
	clip := skeleton.NewClip(half.records[row], shape[1], shape[2], shape[3], shape[4])
	if err := npy.Read(half.data, row*len(clip.X), clip.X); err != nil {
		return skeleton.Clip{}, arrayFault(err, half.path, "clip "+clip.Name)
	}
	return checked(clip, half.path, fmt.Sprintf("row %d (clip %s)", row, clip.Name))
}

func (s *kineticsNPY) Splits() []skeleton.Split {
	split := skeleton.Split{Name: "official"}
	for i, names := range []*[]string{&split.Train, &split.Test} {
		for _, record := range s.halves[i].records {
			*names = append(*names, record.Name)
		}
	}
	return []skeleton.Split{split}
}

func (s *kineticsNPY) Close() error {
	var err error
	for _, file := range s.files {
		err = errors.Join(err, file.Close())
	}
	return err
}
