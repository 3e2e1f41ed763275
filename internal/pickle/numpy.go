package pickle

import (
	"fmt"
	"io"
	"strings"

	"aeed/internal/npy"
)

// NumPy is the list of what a pickle of plain data and NumPy arrays refers to, in
// any release of NumPy and Python.
func NumPy(g Global) bool {
	switch g.Canonical() {
	case Global{"numpy", "ndarray"}, Global{"numpy", "dtype"},
		Global{"numpy.core.multiarray", "_reconstruct"}, Global{"numpy.core.multiarray", "scalar"},
		Global{"numpy.core.numeric", "_frombuffer"},
		Global{"_codecs", "encode"}, Global{"builtins", "bytes"},
		Global{"collections", "OrderedDict"}:
		return true
	}
	return false
}

// Array returns the NumPy array that v stands for. Its elements stay in the file.
// Anything else, and an array of objects, is a FormatError of this package or npy.
func Array(v Value) (*npy.Array, error) {
	if object, ok := Is(v, "numpy.core.multiarray", "_reconstruct"); ok {
		// (version, shape, type, whether in Fortran order, elements)
		if state, ok := object.State.(Tuple); ok && len(state) == 5 {
			fortran, isBool := state[3].(bool)
			if number, isInt := state[3].(int64); isInt {
				fortran, isBool = number != 0, true
			}
			if isBool {
				return array(state[1], state[2], fortran, state[4])
			}
		}
	}
	if object, ok := Is(v, "numpy.core.numeric", "_frombuffer"); ok && len(object.Args) == 4 {
		if order, ok := String(object.Args[3]); ok && (order == "C" || order == "F") {
			return array(object.Args[2], object.Args[1], order == "F", object.Args[0])
		}
	}
	return nil, unexpected("a NumPy array", v)
}

func unexpected(want string, v Value) error {
	return &FormatError{Want: want, Found: Kind(v), Hint: "write the file again with a released NumPy, or look at it in Python"}
}

func array(shape, dtype Value, fortran bool, elements Value) (*npy.Array, error) {
	extents, ok := shape.(Tuple)
	if !ok {
		return nil, unexpected("a shape", shape)
	}
	ints := make([]int, len(extents))
	for i, extent := range extents {
		n, ok := extent.(int64)
		if !ok {
			return nil, unexpected("an extent", extent)
		}
		ints[i] = int(n)
	}
	d, err := elementType(dtype)
	if err != nil {
		return nil, err
	}
	if encoded, ok := Is(elements, "_codecs", "encode"); ok {
		return latin1Array(ints, d, fortran, encoded)
	}
	payload, err := payloadOf(elements)
	if err != nil {
		return nil, err
	}
	return npy.NewArray(ints, d, fortran, payload, payload.Len())
}

// elementType returns the type that a numpy.dtype object describes: its arguments
// give kind and size, its state the byte order.
func elementType(v Value) (npy.DType, error) {
	object, ok := Is(v, "numpy", "dtype")
	if !ok || len(object.Args) == 0 {
		return npy.DType{}, unexpected("a numpy.dtype", v)
	}
	description, ok := String(object.Args[0])
	if !ok {
		return npy.DType{}, unexpected("the description of a type", object.Args[0])
	}
	order := "<"
	if state, ok := object.State.(Tuple); ok {
		if len(state) < 5 || state[2] != nil || state[3] != nil || state[4] != nil {
			return npy.DType{}, unexpected("a type of plain numbers", v)
		}
		if order, ok = String(state[1]); !ok {
			return npy.DType{}, unexpected("a byte order", state[1])
		}
	}
	return npy.ParseDType(order + description)
}

// payloadOf returns bytes, or the empty bytes as protocols 0 to 2 write them.
func payloadOf(v Value) (Bytes, error) {
	if payload, ok := v.(Bytes); ok {
		return payload, nil
	}
	if object, ok := Is(v, "builtins", "bytes"); ok && len(object.Args) == 0 {
		return Bytes{data: strings.NewReader("")}, nil
	}
	return Bytes{}, unexpected("the elements of an array", v)
}

// latin1Array is an array of protocols 0 to 2 of Python 3, which know no bytes and
// write each as a character, so that a byte from 0x80 on takes two.
func latin1Array(shape []int, d npy.DType, fortran bool, encoded *Object) (*npy.Array, error) {
	if len(encoded.Args) != 2 {
		return nil, unexpected("two arguments of _codecs.encode", encoded)
	}
	codec, _ := String(encoded.Args[1])
	var utf8 Bytes
	switch text := encoded.Args[0].(type) {
	case Text:
		utf8 = text.Bytes
	case string:
		utf8 = Bytes{strings.NewReader(text), 0, int64(len(text))}
	default:
		return nil, unexpected("a string of bytes", text)
	}
	if codec != "latin1" && codec != "latin-1" {
		return nil, unexpected("the codec latin1", encoded.Args[1])
	}
	size := int64(d.Size)
	for _, n := range shape {
		if n < 0 || n > 0 && size > utf8.Len()/int64(n) {
			size = utf8.Len() + 1 // more than there can be
			break
		}
		size *= int64(n)
	}
	if size > utf8.Len() || size < (utf8.Len()+1)/2 {
		return nil, &FormatError{
			Want:  fmt.Sprintf("the elements of an array of shape %v and type %v", shape, d),
			Found: fmt.Sprintf("a string of %d bytes", utf8.Len()),
			Hint:  "the file is truncated or damaged; fetch or write it again",
		}
	}
	data := npy.NewForward(size, func() (io.ReadCloser, error) { return newLatin1(utf8), nil })
	return npy.NewArray(shape, d, fortran, data, size)
}
