package format

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"aeed/internal/npy"
	"aeed/train/skeleton"
)

// OpenNPZ opens the prepared NTU RGB+D of CTR-GCN: an archive with
//
//	x_train, x_test   float (N, T, 150), a frame being [2 bodies][25 joints][x y z]
//	y_train, y_test   one-hot (N, classes), or integers (N)
//
// Bodies are as many as the columns allow. Clips are called train-000000, … and
// test-000000, …; the one split is named after the file: xsub, xview or xset where
// its name has NTU60_CS, NTU60_CV, NTU120_CSet or the like, else official. Clips come
// with all frames of the file, those after the end of the motion zero.
//
// Memory: 4 bytes for each clip, and a clip twice while it is read; a clip of more
// than 64 MiB is refused. An archive written by numpy.savez, as CTR-GCN's is, is read
// at random; one by numpy.savez_compressed is for reading in order, since going back
// unpacks it from its start.
//
// Source: Y. Chen et al., Channel-wise Topology Refinement Graph Convolution for
// Skeleton-Based Action Recognition, ICCV 2021.
func OpenNPZ(path string) (skeleton.Source, error) {
	file, err := openSized(path)
	if err != nil {
		return nil, err
	}
	source, err := newNPZ(file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return source, nil
}

// npz is a skeleton.Source.
type npz struct {
	file        sizedFile
	halves      [2]npzHalf // to train with and to test on
	description skeleton.Description
}

type npzHalf struct {
	name   string
	x      *npy.Array
	labels []int32
}

func newNPZ(file sizedFile) (*npz, error) {
	archive, err := npy.NewArchive(file, file.size)
	if err != nil {
		return nil, arrayFault(err, file.path, "")
	}
	const coordinates, joints = 3, 25
	source := &npz{file: file}
	bodies, classes := 0, 0
	for i, name := range []string{"train", "test"} {
		x, err := archive.Array("x_" + name)
		if err != nil {
			return nil, arrayFault(err, file.path, "")
		}
		y, err := archive.Array("y_" + name)
		if err != nil {
			return nil, arrayFault(err, file.path, "")
		}
		if len(x.Shape) != 3 || x.Shape[2] == 0 || x.Shape[2]%(coordinates*joints) != 0 || x.Shape[1] == 0 || x.FortranOrder || x.DType.Kind != 'f' {
			return nil, source.fault("x_"+name, "floats of shape (N, T, 150), or another multiple of 75", describe(x))
		}
		if x.RowSize() > maxClip {
			return nil, source.fault("x_"+name, fmt.Sprintf("clips of at most %d coordinates", maxClip), describe(x))
		}
		if len(y.Shape) == 0 || y.Rows() != x.Rows() {
			return nil, source.fault("y_"+name, fmt.Sprintf("%d labels", x.Rows()), describe(y))
		}
		labels, room, err := readLabels(y, file.path, "y_"+name)
		if err != nil {
			return nil, err
		}
		source.halves[i] = npzHalf{name, x, labels}
		bodies, classes = max(bodies, x.Shape[2]/coordinates/joints), max(classes, room)
	}
	if source.Len() == 0 {
		return nil, source.fault("x_train", "clips", "none")
	}
	graph := skeleton.NTU25()
	source.description = skeleton.Description{
		Format: "npz", Graph: graph, Channels: coordinates, Bodies: bodies, Classes: classNames(classes, graph),
	}
	return source, nil
}

func (s *npz) fault(place, want, found string) error {
	return &skeleton.FormatError{File: s.file.path, Place: place, Want: want, Found: found,
		Hint: "CTR-GCN's preparation of NTU RGB+D writes such an archive"}
}

func (s *npz) Describe() skeleton.Description { return s.description }

func (s *npz) Len() int { return len(s.halves[0].labels) + len(s.halves[1].labels) }

// place returns the half of clip i and its row there.
func (s *npz) place(i int) (*npzHalf, int) {
	half := &s.halves[0]
	if row := i - len(half.labels); row >= 0 {
		return &s.halves[1], row
	}
	return half, i
}

func (half *npzHalf) clipName(row int) string { return fmt.Sprintf("%s-%06d", half.name, row) }

func (s *npz) Record(i int) skeleton.Record {
	half, row := s.place(i)
	return skeleton.Record{Name: half.clipName(row), Class: int(half.labels[row])}
}

func (s *npz) Clip(i int) (skeleton.Clip, error) {
	half, row := s.place(i)
	record := s.Record(i)
	values := make([]float32, half.x.RowSize())
	if err := npy.Read(half.x, row*len(values), values); err != nil {
		return skeleton.Clip{}, arrayFault(err, s.file.path, "clip "+record.Name)
	}
	channels, joints := s.description.Channels, s.description.Graph.Vertices()
	frames := half.x.Shape[1]
	clip := skeleton.NewClip(record, channels, frames, joints, half.x.Shape[2]/channels/joints)
	for t := range frames {
		for m := range clip.Bodies {
			for v := range joints {
				for c := range channels {
					clip.Set(c, t, v, m, values[0])
					values = values[1:]
				}
			}
		}
	}
	return checked(clip, s.file.path, fmt.Sprintf("x_%s row %d (clip %s)", half.name, row, record.Name))
}

func (s *npz) Splits() []skeleton.Split {
	split := skeleton.Split{Name: npzSplit(s.file.path)}
	for i, names := range []*[]string{&split.Train, &split.Test} {
		for row := range s.halves[i].labels {
			*names = append(*names, s.halves[i].clipName(row))
		}
	}
	return []skeleton.Split{split}
}

// npzSplit returns the name of the split that a file of this name holds. It is one
// of the words of the name, as in NTU120_CSub_aligned.npz.
func npzSplit(path string) string {
	isWord := func(r rune) bool { return r >= 'a' && r <= 'z' }
	name := strings.ToLower(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	words := strings.FieldsFunc(name, func(r rune) bool { return !isWord(r) })
	for _, split := range []struct {
		name  string
		words []string
	}{
		{"xset", []string{"cset", "xset", "csetup"}},
		{"xsub", []string{"cs", "csub", "xsub"}},
		{"xview", []string{"cv", "cview", "xview"}},
	} {
		if slices.ContainsFunc(words, func(word string) bool { return slices.Contains(split.words, word) }) {
			return split.name
		}
	}
	return "official"
}

func (s *npz) Close() error { return s.file.Close() }
