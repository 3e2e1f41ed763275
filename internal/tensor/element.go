package tensor

import "aeed/internal/npy"

// An Element is the type of a tensor's numbers, which files hold in little-endian
// order.
type Element int

// The types of elements.
const (
	Float64 Element = iota
	Float32
	Float16  // IEEE 754 binary16
	BFloat16 // the upper half of a Float32
	Int64
	Int32
	Int16
	Int8
	Uint8
	Bool
)

var elements = [...]struct {
	name  string
	dtype npy.DType // of BFloat16, its bits
}{
	Float64:  {"float64", npy.Float64},
	Float32:  {"float32", npy.Float32},
	Float16:  {"float16", npy.DType{Kind: 'f', Size: 2}},
	BFloat16: {"bfloat16", npy.DType{Kind: 'u', Size: 2}},
	Int64:    {"int64", npy.Int64},
	Int32:    {"int32", npy.DType{Kind: 'i', Size: 4}},
	Int16:    {"int16", npy.DType{Kind: 'i', Size: 2}},
	Int8:     {"int8", npy.DType{Kind: 'i', Size: 1}},
	Uint8:    {"uint8", npy.DType{Kind: 'u', Size: 1}},
	Bool:     {"bool", npy.DType{Kind: 'b', Size: 1}},
}

func (e Element) dtype() npy.DType { return elements[e].dtype }

// Size returns the bytes of an element.
func (e Element) Size() int { return elements[e].dtype.Size }

// String returns PyTorch's name of the type.
func (e Element) String() string { return elements[e].name }
