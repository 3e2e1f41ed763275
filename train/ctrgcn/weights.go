package ctrgcn

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"aeed/internal/safetensors"
	"aeed/internal/tensor"
	"aeed/internal/torchfile"
	"aeed/internal/wholefile"
)

// Weights are what a network has learned.
type Weights struct {
	Parameters, Running []float64 // in the order of the layout
	Batches             int64     // training batches that data_bn has seen
}

// batchesName is the end of the name of a batch norm's count of batches.
const batchesName = ".num_batches_tracked"

// Import reads weights with the official names, of any floating-point type, from a
// file of PyTorch (either format; a state_dict, alone or under "state_dict" or
// "model") or of safetensors, whichever its content is. A file that has not exactly
// the tensors of a is a *MismatchError, one that is damaged or asks for functions to
// be run an error that says where, and so is one with numbers that are not finite. It
// panics if a.Check refuses a.
func (a Architecture) Import(path string) (Weights, error) {
	var w Weights
	err := withTensors(path, func(tensors []*tensor.Tensor, _ map[string]string) (err error) {
		w, err = a.load(tensors)
		return err
	})
	return w, err
}

// withTensors lets use read from the tensors and the metadata of a file.
func withTensors(path string, use func([]*tensor.Tensor, map[string]string) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	tensors, metadata, err := open(file, info.Size())
	if err == nil {
		err = use(tensors, metadata)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// open opens the tensors of a file by its content: the header of safetensors begins
// behind its length, and no file of PyTorch has a brace there.
func open(r io.ReaderAt, size int64) ([]*tensor.Tensor, map[string]string, error) {
	var brace [1]byte
	if n, _ := r.ReadAt(brace[:], 8); n == 1 && brace[0] == '{' {
		file, err := safetensors.Read(r, size)
		if err != nil {
			return nil, nil, err
		}
		return file.Tensors, file.Metadata, nil
	}
	tensors, err := torchfile.Read(r, size)
	return tensors, nil, err
}

// load reads weights, if the tensors are those of the network.
func (a Architecture) load(tensors []*tensor.Tensor) (Weights, error) {
	l := a.Layout()
	named, err := l.match(tensors)
	if err != nil {
		return Weights{}, err
	}
	w := Weights{Parameters: make([]float64, l.ParameterCount), Running: make([]float64, l.RunningCount)}
	for _, part := range []struct {
		tensors []Tensor
		vector  []float64
	}{{l.Parameters, w.Parameters}, {l.Running, w.Running}} {
		for _, t := range part.tensors {
			values := part.vector[t.Offset : t.Offset+t.Size]
			if err := named[t.Name].Values(values); err != nil {
				return Weights{}, fmt.Errorf("tensor %q: %w", t.Name, err)
			}
			if i := notFinite(values); i >= 0 {
				return Weights{}, &tensor.FormatError{Place: fmt.Sprintf("tensor %q, element %d", t.Name, i),
					Want: "a finite number", Found: fmt.Sprint(values[i]), Hint: "the training diverged before these weights were saved"}
			}
		}
	}
	var batches [1]float64
	err = named["data_bn"+batchesName].Values(batches[:])
	w.Batches = int64(batches[0])
	return w, err
}

// notFinite returns the place of the first number that is not finite, or −1.
func notFinite(values []float64) int {
	for i, v := range values {
		if math.IsInf(v, 0) || math.IsNaN(v) {
			return i
		}
	}
	return -1
}

// Export writes weights with the official names, rounded to float32, to a file for
// safetensors if its name ends in .safetensors, with the architecture as metadata, or
// for PyTorch if it ends in .pt or .pth. The file is there as a whole or not at all.
// It panics if a.Check refuses a or the weights are of another network.
func (a Architecture) Export(path string, w Weights) error {
	tensors := a.encode(w)
	switch extension := filepath.Ext(path); extension {
	case ".safetensors":
		metadata := a.metadata()
		return wholefile.Write(path, func(out io.Writer) error { return safetensors.Write(out, tensors, metadata) })
	case ".pt", ".pth":
		return wholefile.Write(path, func(out io.Writer) error { return torchfile.Write(out, tensors) })
	default:
		return fmt.Errorf("%s: no format of weights is called %q; hint: name it .safetensors or .pt", path, extension)
	}
}

// encode returns the state_dict: every tensor of the layout, and the batches that
// each norm has seen.
func (a Architecture) encode(w Weights) []tensor.Encoded {
	l := a.Layout()
	if len(w.Parameters) != l.ParameterCount || len(w.Running) != l.RunningCount {
		panic(fmt.Sprintf("ctrgcn: %d parameters and %d running statistics for a network of %d and %d",
			len(w.Parameters), len(w.Running), l.ParameterCount, l.RunningCount))
	}
	var tensors []tensor.Encoded
	add := func(t Tensor, vector []float64) {
		values := make([]float32, t.Size)
		for i := range values {
			values[i] = float32(vector[t.Offset+i])
		}
		tensors = append(tensors, tensor.Encode(t.Name, t.Shape, values))
	}
	for _, t := range l.Parameters {
		add(t, w.Parameters)
	}
	for _, t := range l.Running {
		add(t, w.Running)
		if norm, last := strings.CutSuffix(t.Name, ".running_var"); last {
			tensors = append(tensors, tensor.Encode(norm+batchesName, nil, []int64{w.Batches}))
		}
	}
	return tensors
}
