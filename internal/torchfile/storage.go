package torchfile

import (
	"aeed/internal/pickle"
	"aeed/internal/tensor"
)

// elements are the types of elements by the classes of their storages.
var elements = map[pickle.Global]tensor.Element{
	{Module: "torch", Name: "DoubleStorage"}:   tensor.Float64,
	{Module: "torch", Name: "FloatStorage"}:    tensor.Float32,
	{Module: "torch", Name: "HalfStorage"}:     tensor.Float16,
	{Module: "torch", Name: "BFloat16Storage"}: tensor.BFloat16,
	{Module: "torch", Name: "LongStorage"}:     tensor.Int64,
	{Module: "torch", Name: "IntStorage"}:      tensor.Int32,
	{Module: "torch", Name: "ShortStorage"}:    tensor.Int16,
	{Module: "torch", Name: "CharStorage"}:     tensor.Int8,
	{Module: "torch", Name: "ByteStorage"}:     tensor.Uint8,
	{Module: "torch", Name: "BoolStorage"}:     tensor.Bool,
}

// The functions that rebuild what a state_dict holds.
var (
	orderedDict      = pickle.Global{Module: "collections", Name: "OrderedDict"}
	rebuildTensor    = pickle.Global{Module: "torch._utils", Name: "_rebuild_tensor_v2"}
	rebuildParameter = pickle.Global{Module: "torch._utils", Name: "_rebuild_parameter"}
)

// allow lists what a pickle may name: what this package understands, and the numbers
// of NumPy that checkpoints have beside a state_dict.
func allow(g pickle.Global) bool {
	_, isStorage := elements[g]
	return isStorage || g == orderedDict || g == rebuildTensor || g == rebuildParameter || pickle.NumPy(g)
}

// A storage is what the persistent identifier in a pickle says about the elements
// of tensors: they have a type and a number, and lie in the file under a key.
type storage struct {
	key     string
	element tensor.Element
	length  int64 // elements
}

// parseStorage reads ("storage", class, key, device, length), behind which the
// older format has a view.
func parseStorage(id pickle.PersistentID) (storage, error) {
	fields, ok := id.ID.(pickle.Tuple)
	if !ok || len(fields) < 5 || len(fields) > 6 {
		return storage{}, unexpected("the description of a storage", id.ID)
	}
	kind, isText := pickle.String(fields[0])
	class, isClass := fields[1].(pickle.Global)
	key, hasKey := pickle.String(fields[2])
	length, hasLength := pickle.Int(fields[4])
	if !isText || kind != "storage" || !isClass || !hasKey || !hasLength || length < 0 {
		return storage{}, unexpected("the description of a storage", id.ID)
	}
	element, known := elements[class]
	if !known {
		return storage{}, unexpected("the class of a storage", class)
	}
	if len(fields) == 6 && fields[5] != nil {
		return storage{}, unexpected("a storage that is no view of another", fields[5])
	}
	return storage{key, element, length}, nil
}

// bytes returns the bytes that the elements take. It is negative if they are more
// than an int64 can count.
func (s storage) bytes() int64 {
	if size := int64(s.element.Size()); s.length <= (1<<63-1)/size {
		return s.length * size
	}
	return -1
}
