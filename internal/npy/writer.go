package npy

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strings"
)

// A Writer writes the elements of one array as they come. Its first error stays.
type Writer struct {
	w     io.Writer
	dtype DType
	left  int // elements to come
	err   error
}

// NewWriter writes the header of an array and returns what writes its elements,
// the last index the fastest. The type must be Float32, Float64 or Int64. It panics
// if the shape has a negative extent or more elements than an int counts.
func NewWriter(w io.Writer, shape []int, dtype DType) (*Writer, error) {
	length, err := count(shape, dtype.Size)
	if err != nil || dtype != Float32 && dtype != Float64 && dtype != Int64 {
		panic(fmt.Sprintf("npy: no array of shape %v and type %v is written", shape, dtype))
	}
	_, err = w.Write(encodeHeader(shape, dtype))
	return &Writer{w: w, dtype: dtype, left: length}, err
}

// encodeHeader returns a header of format version 1, padded so that the elements
// begin at a multiple of 64 bytes.
func encodeHeader(shape []int, dtype DType) []byte {
	var extents strings.Builder
	for _, n := range shape {
		fmt.Fprintf(&extents, "%d, ", n)
	}
	tuple := extents.String()
	if len(shape) != 1 {
		tuple = strings.TrimSuffix(tuple, ", ")
	}
	text := fmt.Sprintf("{'descr': '%v', 'fortran_order': False, 'shape': (%s), }", dtype, strings.TrimSuffix(tuple, " "))
	start := len(magic) + 4
	text += strings.Repeat(" ", 63-(start+len(text))%64) + "\n"
	header := append([]byte(magic), 1, 0)
	header = binary.LittleEndian.AppendUint16(header, uint16(len(text)))
	return append(header, text...)
}

// Write writes the next elements. It panics if there are more than the shape has.
func Write[T Number](w *Writer, values []T) error {
	if len(values) > w.left {
		panic(fmt.Sprintf("npy: %d elements where %d are left of the shape", len(values), w.left))
	}
	var buffer bytes.Buffer
	for len(values) > 0 && w.err == nil {
		part := min(len(values), Chunk/w.dtype.Size)
		buffer.Reset()
		encode(w.dtype, &buffer, values[:part])
		_, w.err = w.w.Write(buffer.Bytes())
		w.left -= part
		values = values[part:]
	}
	return w.err
}

func encode[T Number](d DType, buffer *bytes.Buffer, values []T) {
	bytes := buffer.AvailableBuffer()
	for _, x := range values {
		switch d {
		case Float32:
			bytes = binary.LittleEndian.AppendUint32(bytes, math.Float32bits(float32(x)))
		case Float64:
			bytes = binary.LittleEndian.AppendUint64(bytes, math.Float64bits(float64(x)))
		default:
			bytes = binary.LittleEndian.AppendUint64(bytes, uint64(int64(x)))
		}
	}
	buffer.Write(bytes)
}

// Close returns the error of the writer, or one that says that elements are
// missing. It does not close what it wrote to.
func (w *Writer) Close() error {
	if w.err == nil && w.left > 0 {
		w.err = fmt.Errorf("npy: %d elements of the array are missing", w.left)
	}
	return w.err
}

// An ArchiveWriter writes a .npz file of stored entries, zip64 where needed.
type ArchiveWriter struct{ zip *zip.Writer }

// NewArchiveWriter returns a writer of an archive to w.
func NewArchiveWriter(w io.Writer) *ArchiveWriter { return &ArchiveWriter{zip.NewWriter(w)} }

// Create begins the next array; the one before is complete. Its arguments are
// those of NewWriter.
func (z *ArchiveWriter) Create(name string, shape []int, dtype DType) (*Writer, error) {
	w, err := z.zip.CreateHeader(&zip.FileHeader{Name: name + ".npy", Method: zip.Store})
	if err != nil {
		return nil, err
	}
	return NewWriter(w, shape, dtype)
}

// Close completes the archive. It does not close what it was written to.
func (z *ArchiveWriter) Close() error { return z.zip.Close() }
