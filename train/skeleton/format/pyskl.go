package format

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"aeed/internal/pickle"
	"aeed/train/skeleton"
)

// OpenPyskl opens an annotation file of PYSKL: a pickle of
//
//	split        {name: [frame_dir, …]}
//	annotations  [{frame_dir, label, total_frames, keypoint, keypoint_score, img_shape}, …]
//
// A clip has keypoint (M, T, V, C), of 3 coordinates, or of 2 with keypoint_score
// (M, T, V) and the image's img_shape (height, width). The number of joints V says
// which graph it is.
//
// Clips of 3 coordinates come in the units of the file. Those of 2 have the channels
// x, y and score, with x and y from −1 at the left and top edge of the image to 1 at
// the right and bottom one; a point of score 0 was not seen and is zero.
//
// # Kinetics-400
//
// Its annotations have, instead of keypoint, the path raw_file of another pickle,
// relative to the folder of this one, which is {frame_dir: {keypoint: (N, V, 3)}} with
// a row for each person that was found: x, y and score. The annotation says which
// frame each row belongs to, in frame_inds, and how sure its box is, in box_score. Of
// each frame the two persons of the highest box_score are taken (as they come without
// a box_score); frames in which nobody was found are left out, as PYSKL does. A raw_file
// is looked for at its path and at what is left of it without its first folders, so
// the files may lie anywhere below the folder, but never outside of it.
//
// # Splits
//
// Lists are paired by their names: xsub_train and xsub_val are the split xsub, train
// and val official, train1 and test1 split1. A list without a partner or with none of
// these words in its name is left out, and so is an identifier that has no annotation.
// Names of clips that are names of NTU RGB+D give performer, camera and set-up.
//
// Memory: about 1,600 bytes a clip while the file is opened, then 400, and a clip
// twice while it is read; one of more than 64 MiB is refused. A raw_file costs the
// same for each of its clips once one of them has been read.
//
// Source: H. Duan, J. Wang, K. Chen and D. Lin, PYSKL: Towards Good Practices for
// Skeleton Action Recognition, ACM Multimedia 2022, and its documentation of the data.
func OpenPyskl(path string) (skeleton.Source, error) {
	file, err := openSized(path)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	source, err := newPyskl(file, root)
	if err != nil {
		return nil, errors.Join(err, file.Close(), root.Close())
	}
	return source, nil
}

// pyskl is a skeleton.Source.
type pyskl struct {
	file        sizedFile
	root        *os.Root // the folder of the file
	clips       []pysklClip
	splits      []skeleton.Split
	description skeleton.Description
	kpfiles     kpfiles
}

func newPyskl(file sizedFile, root *os.Root) (*pyskl, error) {
	path := file.path
	value, _, err := pickle.Read(file, file.size, pickle.NumPy)
	if err != nil {
		return nil, arrayFault(err, path, "")
	}
	source := &pyskl{file: file, root: root}
	fault := func(want string, found pickle.Value) error {
		return &skeleton.FormatError{File: path, Want: want, Found: pickle.Kind(found), Hint: "PYSKL's tools/data describes the file"}
	}
	dict, ok := pickle.AsDict(value)
	if !ok {
		return nil, fault("a dict of split and annotations", value)
	}
	annotations, _ := dict.Get("annotations")
	items, ok := pickle.Items(annotations)
	if !ok || len(items) == 0 {
		return nil, fault("annotations, a list of clips", annotations)
	}
	names := make(map[string]bool, len(items))
	for i, item := range items {
		clip, err := parseAnnotation(item)
		if err != nil {
			return nil, arrayFault(err, path, fmt.Sprintf("annotation %d", i))
		}
		if names[clip.Name] {
			return nil, arrayFault(wrong("frame_dir", "each name once", clip.Name+" twice"), path, fmt.Sprintf("annotation %d", i))
		}
		names[clip.Name] = true
		source.clips = append(source.clips, clip)
	}
	if err := source.describe(); err != nil {
		return nil, err
	}
	splits, _ := dict.Get("split")
	lists, ok := pickle.AsDict(splits)
	if !ok {
		return nil, fault("split, a dict of lists of names", splits)
	}
	source.splits, err = pysklSplits(lists, names)
	return source, arrayFault(err, path, "split")
}

// describe finds what the clips have in common.
func (s *pyskl) describe() error {
	joints, bodies, classes := 0, 0, 0
	for i := range s.clips {
		clip := &s.clips[i]
		classes = max(classes, clip.Class+1)
		if clip.rawFile != "" {
			bodies = max(bodies, rawBodies)
			continue
		}
		bodies = max(bodies, clip.keypoint.Shape[0])
		if joints == 0 {
			joints = clip.keypoint.Shape[2]
		}
		if clip.keypoint.Shape[2] != joints {
			return arrayFault(wrong("keypoint", fmt.Sprintf("%d joints as the clips before", joints), describe(clip.keypoint)), s.file.path, "clip "+clip.Name)
		}
	}
	if joints == 0 { // only raw files, which have the key points of COCO
		joints = skeleton.COCO17().Vertices()
	}
	graph, ok := graphOf(joints)
	if !ok {
		return &skeleton.FormatError{File: s.file.path, Want: "17, 18, 20 or 25 joints", Found: fmt.Sprint(joints), Hint: "there is no graph for others"}
	}
	s.description = skeleton.Description{Format: "pyskl", Graph: graph, Channels: 3, Bodies: bodies, Classes: classNames(classes, graph)}
	return nil
}

func (s *pyskl) Describe() skeleton.Description { return s.description }

func (s *pyskl) Len() int { return len(s.clips) }

func (s *pyskl) Record(i int) skeleton.Record { return s.clips[i].Record }

func (s *pyskl) Clip(i int) (skeleton.Clip, error) {
	annotated := &s.clips[i]
	place := "clip " + annotated.Name
	read := annotated.read
	if annotated.rawFile != "" {
		read = func() (skeleton.Clip, error) { return s.readRaw(annotated) }
	}
	clip, err := read()
	if err != nil {
		return skeleton.Clip{}, arrayFault(err, s.file.path, place)
	}
	return checked(clip, s.file.path, place)
}

func (s *pyskl) Splits() []skeleton.Split { return s.splits }

func (s *pyskl) Close() error { return errors.Join(s.file.Close(), s.root.Close()) }
