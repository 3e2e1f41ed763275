package ctrgcn

import (
	"encoding/json"
	"fmt"
	"strings"

	"aeed/internal/tensor"
)

// architectureKey is the entry of a safetensors file's metadata that has the
// architecture, in JSON.
const architectureKey = "ctrgcn"

func (a Architecture) metadata() map[string]string {
	text, err := json.Marshal(a)
	if err != nil {
		panic("ctrgcn: an adjacency of numbers that are not finite")
	}
	return map[string]string{architectureKey: string(text)}
}

// ReadArchitecture returns the architecture of the network whose weights Export
// wrote to a safetensors file; it is not there in a file of PyTorch, nor in one that
// another program wrote. An architecture that can't be built, or not the one of the
// file's tensors, is an error.
func ReadArchitecture(path string) (a Architecture, there bool, err error) {
	err = withTensors(path, func(tensors []*tensor.Tensor, metadata map[string]string) error {
		text, found := metadata[architectureKey]
		if !found {
			return nil
		}
		there = true
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		err := d.Decode(&a)
		if err == nil {
			err = a.bounded(len(tensors))
		}
		if err != nil {
			return &tensor.FormatError{Place: "metadata", Want: "an architecture", Found: err.Error(), Hint: "the file is damaged; export it again"}
		}
		_, err = a.Layout().match(tensors)
		return err
	})
	return a, there, err
}

// bounded returns an error unless the network can be built and its layout can be
// compared with so many tensors of a file without more memory than they take.
func (a Architecture) bounded(tensors int) error {
	const most = 1 << 20
	sizes := []int{a.Channels, a.Frames, a.Joints, a.Bodies, a.Classes}
	for _, block := range a.Blocks {
		sizes = append(sizes, block.Width, block.Stride)
	}
	for _, size := range sizes {
		if size < 1 || size > most {
			return fmt.Errorf("a size of %d", size)
		}
	}
	if err := a.Check(); err != nil {
		return err
	}
	if count := len(a.Blocks) * a.subsets(); count > tensors {
		return fmt.Errorf("%d blocks of %d subsets for %d tensors", len(a.Blocks), a.subsets(), tensors)
	}
	return nil
}
