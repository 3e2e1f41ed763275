package torchfile

import (
	"fmt"
	"io"

	"aeed/internal/pickle"
	"aeed/internal/tensor"
)

// wrappers are the keys under which checkpoints keep a state_dict.
var wrappers = []string{"state_dict", "model"}

// stateDict finds the state_dict in what was saved.
func stateDict(value pickle.Value) (*pickle.Dict, error) {
	dict, ok := pickle.AsDict(value)
	if !ok {
		return nil, unexpected("a state_dict", value)
	}
	for _, key := range wrappers {
		if inner, wrapped := dict.Get(key); wrapped {
			if dict, ok = pickle.AsDict(inner); !ok {
				return nil, unexpected(fmt.Sprintf("a state_dict under %q", key), inner)
			}
			break
		}
	}
	return dict, nil
}

func unexpected(want string, found pickle.Value) error {
	return &tensor.FormatError{Want: want, Found: pickle.Kind(found),
		Hint: "save model.state_dict(), alone or in a dict under \"state_dict\", with torch.save"}
}

// A loader opens the tensors of a state_dict.
type loader struct {
	// open returns the bytes of a storage, of which the file has as many as it says.
	open   func(storage) (io.ReaderAt, error)
	opened map[string]opened // by key: tensors may share one
}

type opened struct {
	storage
	data io.ReaderAt
}

func newLoader(open func(storage) (io.ReaderAt, error)) *loader {
	return &loader{open, map[string]opened{}}
}

func (l *loader) tensors(dict *pickle.Dict) ([]*tensor.Tensor, error) {
	var tensors []*tensor.Tensor
	for i, key := range dict.Keys {
		name, ok := pickle.String(key)
		if !ok {
			return nil, unexpected("a name for every tensor", key)
		}
		t, err := l.tensor(name, dict.Values[i])
		if err != nil {
			return nil, err
		}
		tensors = append(tensors, t)
	}
	return tensors, nil
}

// tensor opens _rebuild_tensor_v2(storage, offset, shape, strides, …), which may be
// the first argument of _rebuild_parameter.
func (l *loader) tensor(name string, value pickle.Value) (*tensor.Tensor, error) {
	if parameter, ok := pickle.Is(value, rebuildParameter.Module, rebuildParameter.Name); ok && len(parameter.Args) > 0 {
		value = parameter.Args[0]
	}
	want := fmt.Sprintf("a tensor under %q", tensor.Excerpt(name))
	object, ok := pickle.Is(value, rebuildTensor.Module, rebuildTensor.Name)
	if !ok || len(object.Args) < 4 {
		return nil, unexpected(want, value)
	}
	id, isStorage := object.Args[0].(pickle.PersistentID)
	offset, hasOffset := object.Args[1].(int64)
	shape, hasShape := ints(object.Args[2])
	strides, hasStrides := ints(object.Args[3])
	if !isStorage || !hasOffset || !hasShape || !hasStrides {
		return nil, unexpected(want+" with storage, offset, shape and strides", object.Args)
	}
	found, err := l.storage(id)
	if err != nil {
		return nil, err
	}
	return tensor.New(name, found.element, shape, strides, int(offset), found.data, found.bytes())
}

func (l *loader) storage(id pickle.PersistentID) (opened, error) {
	described, err := parseStorage(id)
	if err != nil {
		return opened{}, err
	}
	found, again := l.opened[described.key]
	if again {
		if found.storage != described {
			return opened{}, unexpected(fmt.Sprintf("storage %q to be the same for all its tensors", tensor.Excerpt(described.key)), id.ID)
		}
		return found, nil
	}
	data, err := l.open(described)
	if err != nil {
		return opened{}, err
	}
	l.opened[described.key] = opened{described, data}
	return l.opened[described.key], nil
}

// maxAxes bounds the axes of a tensor, as PyTorch does.
const maxAxes = 64

// ints returns the integers of a tuple.
func ints(v pickle.Value) ([]int, bool) {
	tuple, ok := v.(pickle.Tuple)
	if !ok || len(tuple) > maxAxes {
		return nil, false
	}
	values := make([]int, len(tuple))
	for i, item := range tuple {
		n, ok := item.(int64)
		if !ok {
			return nil, false
		}
		values[i] = int(n)
	}
	return values, true
}
