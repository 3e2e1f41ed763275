package npy

import (
	"fmt"
	"io"
	"math"
	"slices"
)

// Chunk is the most bytes that Read holds besides its destination. A stretch of
// fewer bytes is read in one call.
const Chunk = 256 << 10

// An Array is an array of numbers in a file. It is safe for concurrent use.
type Array struct {
	Shape []int
	DType DType
	// FortranOrder says that the first index is the fastest, not the last.
	FortranOrder bool
	data         io.ReaderAt // the elements, from 0
	length       int
}

// NewArray returns the array whose elements are the size bytes of data. A shape
// that takes another number of bytes, or has a negative extent, is a FormatError.
func NewArray(shape []int, dtype DType, fortranOrder bool, data io.ReaderAt, size int64) (*Array, error) {
	length, err := count(shape, dtype.Size)
	if err != nil {
		return nil, err
	}
	if want := int64(length) * int64(dtype.Size); want != size {
		return nil, &FormatError{
			Want:  fmt.Sprintf("%d bytes for the elements of an array of shape %v and type %v", want, shape, dtype),
			Found: fmt.Sprint(size),
			Hint:  "the file is truncated or damaged; fetch or write it again",
		}
	}
	return &Array{Shape: slices.Clone(shape), DType: dtype, FortranOrder: fortranOrder, data: data, length: length}, nil
}

// ReadArray returns the array of a .npy file of size bytes.
func ReadArray(r io.ReaderAt, size int64) (*Array, error) {
	h, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	return NewArray(h.shape, h.dtype, h.fortran, section(r, h.length, size-h.length), size-h.length)
}

// count returns the number of elements of a shape whose elements take size bytes.
func count(shape []int, size int) (int, error) {
	length := 1
	empty := slices.Contains(shape, 0)
	for _, n := range shape {
		if n < 0 || !empty && n > math.MaxInt/size/length {
			return 0, &FormatError{
				Want:  "extents that are not negative and fit into memory",
				Found: fmt.Sprintf("shape %v", shape),
				Hint:  "the header is damaged; save the array again",
			}
		}
		if !empty {
			length *= n
		}
	}
	if empty {
		return 0, nil
	}
	return length, nil
}

// section is a part of a file; a negative size is none.
func section(r io.ReaderAt, offset, size int64) io.ReaderAt {
	return io.NewSectionReader(r, offset, max(size, 0))
}

// Len returns the number of elements.
func (a *Array) Len() int { return a.length }

// Rows returns the extent of the first axis. It panics if the array has no axes.
func (a *Array) Rows() int {
	if len(a.Shape) == 0 {
		panic("npy: an array without axes has no rows")
	}
	return a.Shape[0]
}

// RowSize returns the number of elements for each index of the first axis, so
// that row i begins at element i·RowSize() unless the array is of Fortran order.
func (a *Array) RowSize() int {
	if a.Rows() == 0 {
		return 0
	}
	return a.length / a.Shape[0]
}

// Read converts the elements from first on, in the order in which the file holds
// them, to fill dst. It panics if there are not so many. A file that has changed
// since it was opened, or a fault of the disk, is an error.
func Read[T Number](a *Array, first int, dst []T) error {
	if first < 0 || first > a.length || len(dst) > a.length-first {
		panic(fmt.Sprintf("npy: elements %d to %d of %d", first, first+len(dst), a.length))
	}
	size := a.DType.Size
	buffer := make([]byte, min(len(dst)*size, Chunk))
	for len(dst) > 0 {
		part := min(len(dst), len(buffer)/size)
		bytes := buffer[:part*size]
		if n, err := a.data.ReadAt(bytes, int64(first)*int64(size)); n < len(bytes) {
			return damage(err, fmt.Sprintf("%d elements", a.length))
		}
		decode(a.DType, dst[:part], bytes)
		first += part
		dst = dst[part:]
	}
	return nil
}

// All returns every element, the last index the fastest whatever the order of the
// file. More than limit elements are a FormatError, before anything is allocated.
func All[T Number](a *Array, limit int) ([]T, error) {
	if a.length > limit {
		return nil, &FormatError{
			Want:  fmt.Sprintf("at most %d elements", limit),
			Found: fmt.Sprintf("shape %v", a.Shape),
			Hint:  "an array of this size is not what belongs here",
		}
	}
	stored := make([]T, a.length)
	if err := Read(a, 0, stored); err != nil {
		return nil, err
	}
	if !a.FortranOrder || len(a.Shape) < 2 {
		return stored, nil
	}
	all := make([]T, a.length)
	index := make([]int, len(a.Shape))
	for i := range all {
		place := 0
		for axis := len(index) - 1; axis >= 0; axis-- {
			place = place*a.Shape[axis] + index[axis]
		}
		all[i] = stored[place]
		for axis := len(index) - 1; axis >= 0; axis-- {
			if index[axis]++; index[axis] < a.Shape[axis] {
				break
			}
			index[axis] = 0
		}
	}
	return all, nil
}
