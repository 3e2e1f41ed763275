package npy

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// A DType is the type of an array's elements.
type DType struct {
	Kind      byte // 'f' float, 'i' signed, 'u' unsigned integer, 'b' boolean
	Size      int  // bytes of an element: 1, 2, 4 or 8
	BigEndian bool // for elements of several bytes
}

// The types in which the project's own arrays are written.
var (
	Float32 = DType{Kind: 'f', Size: 4}
	Float64 = DType{Kind: 'f', Size: 8}
	Int64   = DType{Kind: 'i', Size: 8}
)

// ParseDType returns the type of a description such as "<f4", ">i8", "|b1" or,
// little-endian, "f2".
func ParseDType(description string) (DType, error) {
	kind := description
	bigEndian := false
	if kind != "" {
		switch kind[0] {
		case '>':
			bigEndian = true
			fallthrough
		case '<', '|', '=':
			kind = kind[1:]
		}
	}
	switch kind {
	case "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1":
		size := int(kind[1] - '0')
		return DType{Kind: kind[0], Size: size, BigEndian: bigEndian && size > 1}, nil
	}
	return DType{}, &FormatError{
		Want:  "elements that are numbers or booleans, such as <f4",
		Found: fmt.Sprintf("type %q", excerpt(description)),
		Hint:  "arrays of objects, text and structures are not read; convert with array.astype(numpy.float32)",
	}
}

// String returns the description that ParseDType reads.
func (d DType) String() string {
	order := "<"
	switch {
	case d.Size == 1:
		order = "|"
	case d.BigEndian:
		order = ">"
	}
	return fmt.Sprintf("%s%c%d", order, d.Kind, d.Size)
}

// A Number is what elements are converted to and from. A conversion rounds or
// wraps as Go's does; NaN becomes an unspecified integer.
type Number interface{ float32 | float64 | int64 }

// decode converts the elements of src to dst, one for each of dst. It may change
// src.
func decode[T Number](d DType, dst []T, src []byte) {
	if d.BigEndian {
		for element := range slices.Chunk(src, d.Size) {
			slices.Reverse(element)
		}
	}
	little := binary.LittleEndian
	switch (DType{Kind: d.Kind, Size: d.Size}) {
	case DType{Kind: 'f', Size: 2}:
		for i := range dst {
			dst[i] = T(half(little.Uint16(src[2*i:])))
		}
	case Float32:
		for i := range dst {
			dst[i] = T(math.Float32frombits(little.Uint32(src[4*i:])))
		}
	case Float64:
		for i := range dst {
			dst[i] = T(math.Float64frombits(little.Uint64(src[8*i:])))
		}
	case DType{Kind: 'b', Size: 1}:
		for i := range dst {
			dst[i] = T(int64(min(1, src[i])))
		}
	default:
		for i := range dst {
			dst[i] = integer[T](d, src[i*d.Size:])
		}
	}
}

// integer returns the little-endian integer at the start of src.
func integer[T Number](d DType, src []byte) T {
	bits := uint64(0)
	for i := range d.Size {
		bits |= uint64(src[i]) << (8 * i)
	}
	if d.Kind == 'u' {
		return T(bits)
	}
	unused := 64 - 8*d.Size
	return T(int64(bits<<unused) >> unused)
}

// half returns the value of an IEEE 754 binary16 number, which float32 holds
// exactly.
func half(bits uint16) float32 {
	sign := uint32(bits>>15) << 31
	exponent := uint32(bits >> 10 & 0x1f)
	fraction := uint32(bits & 0x3ff)
	switch exponent {
	case 0: // zero and subnormal numbers: fraction · 2⁻²⁴
		return math.Float32frombits(sign | math.Float32bits(float32(fraction)*0x1p-24))
	case 0x1f: // infinity and NaN
		return math.Float32frombits(sign | 0xff<<23 | fraction<<13)
	default:
		return math.Float32frombits(sign | (exponent+127-15)<<23 | fraction<<13)
	}
}
