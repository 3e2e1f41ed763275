package format

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"aeed/train/skeleton"
)

// OpenKineticsJSON opens Kinetics-skeleton as OpenPose's estimates were published: a
// folder with
//
//	kinetics_train/ID.json   kinetics_train_label.json
//	kinetics_val/ID.json     kinetics_val_label.json
//
// A clip is {"data", "label", "label_index"} with data an array of frames
// {"frame_index", "skeleton"}: frame_index counts from 1 and skeleton is an array of
// bodies {"pose", "score"}, which are x, y of 18 joints in [0, 1] of the image and 18
// scores. A label file is {ID: {"has_skeleton", "label", "label_index"}}.
//
// The clips come in the order of their IDs, those to train with first. Their
// coordinates are x − ½, y − ½ and the score, all zero where the score is zero. Of a
// frame's first five bodies the two with the highest mean score are taken, so who
// comes first may change from frame to frame. The last frame is the greatest
// frame_index, which is at most 300 or the number of frames in the file. The class is
// label_index; one that no clip has is called by its number. The one split is official,
// that of the folders. A clip whose has_skeleton is false is skeleton.ErrNobody.
//
// What the label files list stays in memory; they have at most 64 MiB each. Clip
// holds one file, of at most 4 MiB, and what JSON makes of it: a few times as much,
// and 0.5 GB for the worst file.
//
// Source: S. Yan, Y. Xiong and D. Lin, Spatial Temporal Graph Convolutional Networks
// for Skeleton-Based Action Recognition, AAAI 2018.
func OpenKineticsJSON(folder string) (skeleton.Source, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	labels := kineticsLabels{classes: map[int]string{}, ids: map[string]bool{}}
	k := &kineticsJSON{}
	for _, part := range []string{"kinetics_train", "kinetics_val"} {
		if err := k.open(root, part, &labels); err != nil {
			k.Close()
			return nil, err
		}
	}
	k.classes = labels.names()
	return k, nil
}

type kineticsJSON struct {
	parts   []kineticsPart
	classes []string
}

// A kineticsPart is one of the folders of clips.
type kineticsPart struct {
	root  *os.Root
	clips []kineticsClip
}

// open adds a part.
func (k *kineticsJSON) open(root *os.Root, part string, labels *kineticsLabels) error {
	clips, err := labels.readJSON(root, part+"_label.json")
	if err != nil {
		return err
	}
	folder, err := os.OpenRoot(filepath.Join(root.Name(), part)) // which may be a link to another disk
	if err != nil {
		return err
	}
	k.parts = append(k.parts, kineticsPart{folder, clips})
	return nil
}

// at returns the part and the place in it of clip i.
func (k *kineticsJSON) at(i int) (*kineticsPart, *kineticsClip) {
	part := &k.parts[0]
	if n := len(part.clips); i >= n {
		part, i = &k.parts[1], i-n
	}
	return part, &part.clips[i]
}

func (k *kineticsJSON) Describe() skeleton.Description {
	return skeleton.Description{Format: "kinetics-json", Graph: skeleton.OpenPose18(), Channels: 3, Bodies: kineticsBodies, Classes: k.classes}
}

func (k *kineticsJSON) Len() int { return len(k.parts[0].clips) + len(k.parts[1].clips) }

func (k *kineticsJSON) Record(i int) skeleton.Record {
	_, clip := k.at(i)
	return skeleton.Record{Name: clip.id, Class: clip.class}
}

func (k *kineticsJSON) Splits() []skeleton.Split {
	split := skeleton.Split{Name: "official"}
	for _, clip := range k.parts[0].clips {
		split.Train = append(split.Train, clip.id)
	}
	for _, clip := range k.parts[1].clips {
		split.Test = append(split.Test, clip.id)
	}
	return []skeleton.Split{split}
}

func (k *kineticsJSON) Clip(i int) (skeleton.Clip, error) {
	part, clip := k.at(i)
	file := filepath.Join(part.root.Name(), clip.id+".json")
	if !clip.hasSkeleton {
		return skeleton.Clip{}, fmt.Errorf("%s: %w: has_skeleton is false", file, skeleton.ErrNobody)
	}
	text, err := readJSON(part.root, clip.id+".json")
	if err != nil {
		return skeleton.Clip{}, err
	}
	return parseKinetics(file, k.Record(i), k.classes[clip.class], text)
}

func (k *kineticsJSON) Close() error {
	var errs []error
	for _, part := range k.parts {
		errs = append(errs, part.root.Close())
	}
	return errors.Join(errs...)
}
