package tensor

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// An Encoded is a tensor to write: its elements in little-endian order, the last
// index the fastest.
type Encoded struct {
	Name    string
	Element Element
	Shape   []int
	Bytes   []byte
}

// Encode returns a tensor of values, the last index the fastest, as Float32 or
// Int64. It panics if the shape has another number of elements.
func Encode[T float32 | int64](name string, shape []int, values []T) Encoded {
	if count, ok := Count(shape); !ok || count != len(values) {
		panic(fmt.Sprintf("tensor: %d values for %q of shape %v", len(values), name, shape))
	}
	e := Encoded{Name: name, Shape: slices.Clone(shape)}
	switch values := any(values).(type) {
	case []float32:
		e.Element = Float32
		for _, v := range values {
			e.Bytes = binary.LittleEndian.AppendUint32(e.Bytes, math.Float32bits(v))
		}
	case []int64:
		e.Element = Int64
		for _, v := range values {
			e.Bytes = binary.LittleEndian.AppendUint64(e.Bytes, uint64(v))
		}
	}
	return e
}
