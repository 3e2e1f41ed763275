// Package tensor has what the formats of network weights have in common: a
// [Tensor] is a named array in a file, which is read when it is asked for; an
// [Encoded] one is about to be written; and a [FormatError] says what a file should
// have held.
package tensor

import (
	"fmt"
	"io"
	"math"
	"slices"

	"aeed/internal/npy"
)

// A Tensor is a named array of numbers in a file. It is safe for concurrent use.
type Tensor struct {
	Name    string
	Element Element
	Shape   []int // without axes for a single number

	strides []int      // in elements, of every axis
	offset  int        // of the first element in the storage
	count   int        // elements
	storage *npy.Array // one axis
}

// New returns the tensor whose element i, j, … is number
// offset + i·strides[0] + j·strides[1] + … of the size bytes of data. Nil strides
// are those of the order in which the last index is the fastest, without gaps. An
// element outside of data, a negative extent, stride or offset, or more elements
// than an int can count are a FormatError.
func New(name string, element Element, shape, strides []int, offset int, data io.ReaderAt, size int64) (*Tensor, error) {
	t := &Tensor{Name: name, Element: element, Shape: slices.Clone(shape), strides: slices.Clone(strides), offset: offset}
	length := size / int64(element.Size())
	fault := func(want string) error {
		return &FormatError{Place: fmt.Sprintf("tensor %q", Excerpt(name)), Want: want,
			Found: fmt.Sprintf("shape %v, strides %v, offset %d and %d elements of %v", shape, strides, offset, length, element),
			Hint:  "the file is damaged; fetch or write it again"}
	}
	var ok bool
	if t.count, ok = Count(shape); !ok {
		return nil, fault("extents that are not negative and can be counted")
	}
	if strides == nil {
		t.strides = RowMajor(shape)
	} else if len(strides) != len(shape) || slices.ContainsFunc(strides, func(s int) bool { return s < 0 }) {
		return nil, fault("a stride for each extent, and none negative")
	}
	if last, ok := t.last(length); offset < 0 || !ok || int64(last) >= length && t.count > 0 {
		return nil, fault("elements within the storage")
	}
	storage, err := npy.NewArray([]int{int(length)}, element.dtype(), false, data, length*int64(element.Size()))
	t.storage = storage
	return t, err
}

// Count returns the number of elements of a shape, and whether it is one.
func Count(shape []int) (count int, ok bool) {
	count = 1
	for _, n := range shape {
		if n < 0 {
			return 0, false
		}
		if n > 0 && count > math.MaxInt/n {
			return 0, slices.Min(shape) == 0
		}
		count *= n
	}
	return count, true
}

// RowMajor returns the strides, in elements, of an array without gaps whose last
// index is the fastest.
func RowMajor(shape []int) []int {
	strides, next := make([]int, len(shape)), 1
	for axis := len(shape) - 1; axis >= 0; axis-- {
		strides[axis] = next
		next *= max(shape[axis], 1)
	}
	return strides
}

// last returns the place of the last element, or of the first if there is none; it
// is not ok if that is beyond length.
func (t *Tensor) last(length int64) (last int, ok bool) {
	last = t.offset
	for axis, n := range t.Shape {
		if steps := n - 1; t.count > 0 && steps > 0 {
			if int64(t.strides[axis]) > (length-int64(last))/int64(steps) {
				return 0, false
			}
			last += steps * t.strides[axis]
		}
	}
	return last, int64(last) <= length
}

// Count returns the number of elements.
func (t *Tensor) Count() int { return t.count }

// Values reads all elements into dst, the last index the fastest. An integer of
// more than 53 bits is rounded. Besides dst it takes memory for the part of the file
// that the elements are spread over. It panics if dst has another length than
// Count; a file that has changed since it was opened, or a fault of the disk, is an
// error.
func (t *Tensor) Values(dst []float64) error {
	if len(dst) != t.count {
		panic(fmt.Sprintf("tensor: %d numbers for %d elements of %q", len(dst), t.count, t.Name))
	}
	if t.count == 0 {
		return nil
	}
	spread := dst
	contiguous := slices.Equal(t.strides, RowMajor(t.Shape))
	if !contiguous {
		last, _ := t.last(int64(t.storage.Len())) // New has checked it
		spread = make([]float64, last-t.offset+1)
	}
	if err := npy.Read(t.storage, t.offset, spread); err != nil {
		return err
	}
	if !contiguous {
		t.gather(dst, spread)
	}
	if t.Element == BFloat16 {
		for i, bits := range dst {
			dst[i] = float64(math.Float32frombits(uint32(bits) << 16))
		}
	}
	return nil
}

// gather picks the elements out of the stretch of the storage that holds them.
func (t *Tensor) gather(dst, spread []float64) {
	index, place := make([]int, len(t.Shape)), 0
	for i := range dst {
		dst[i] = spread[place]
		for axis := len(index) - 1; axis >= 0; axis-- {
			if index[axis]++; index[axis] < t.Shape[axis] {
				place += t.strides[axis]
				break
			}
			place -= (t.Shape[axis] - 1) * t.strides[axis]
			index[axis] = 0
		}
	}
}
