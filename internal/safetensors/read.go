package safetensors

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"aeed/internal/tensor"
)

// maxHeader bounds a header, as the format's description does.
const maxHeader = 100_000_000

// metadataKey is the entry of a header that is no tensor.
const metadataKey = "__metadata__"

// elements are the types of elements by their names in headers.
var elements = map[string]tensor.Element{
	"F64": tensor.Float64, "F32": tensor.Float32, "F16": tensor.Float16, "BF16": tensor.BFloat16,
	"I64": tensor.Int64, "I32": tensor.Int32, "I16": tensor.Int16, "I8": tensor.Int8, "U8": tensor.Uint8, "BOOL": tensor.Bool,
}

// A File is what a safetensors file holds.
type File struct {
	Tensors  []*tensor.Tensor // in the order of their elements in the file
	Metadata map[string]string
}

// Read opens the tensors of a file of size bytes. Anything but a header whose
// tensors have different names and fill the file without gaps or overlaps is a
// tensor.FormatError, as is an element type that the package tensor lacks.
func Read(r io.ReaderAt, size int64) (*File, error) {
	header, err := readHeader(r, size)
	if err != nil {
		return nil, err
	}
	file := &File{Metadata: map[string]string{}}
	entries, err := parseHeader(header, file.Metadata)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.begin, b.begin), cmp.Compare(a.end, b.end)) })
	start := 8 + int64(len(header))
	at := int64(0)
	for _, e := range entries {
		if e.begin != at || e.end < e.begin || e.end > size-start {
			return nil, e.fault(fmt.Sprintf("elements from byte %d on, up to byte %d at most", at, size-start), fmt.Sprintf("bytes %d to %d", e.begin, e.end))
		}
		element, known := elements[e.dtype]
		if !known {
			return nil, e.fault("elements that are plain numbers, such as F32", fmt.Sprintf("type %q", tensor.Excerpt(e.dtype)))
		}
		if count, ok := tensor.Count(e.shape); !ok || int64(count) != (e.end-e.begin)/int64(element.Size()) || (e.end-e.begin)%int64(element.Size()) != 0 {
			return nil, e.fault("as many bytes as its elements take", fmt.Sprintf("%d for shape %v and type %s", e.end-e.begin, e.shape, e.dtype))
		}
		t, err := tensor.New(e.name, element, e.shape, nil, 0, io.NewSectionReader(r, start+e.begin, e.end-e.begin), e.end-e.begin)
		if err != nil {
			return nil, err
		}
		file.Tensors = append(file.Tensors, t)
		at = e.end
	}
	if at != size-start {
		return nil, headerFault(fmt.Sprintf("tensors that fill the %d bytes after the header", size-start), fmt.Sprintf("%d bytes of tensors", at))
	}
	return file, nil
}

// readHeader returns the header, which it checks to be text.
func readHeader(r io.ReaderAt, size int64) ([]byte, error) {
	var length [8]byte
	if size < int64(len(length)) {
		return nil, headerFault("the eight bytes of a header's length", fmt.Sprintf("a file of %d bytes", size))
	}
	if n, err := r.ReadAt(length[:], 0); n < len(length) {
		return nil, err
	}
	n := binary.LittleEndian.Uint64(length[:])
	if limit := min(size-8, maxHeader); n > uint64(limit) {
		return nil, headerFault(fmt.Sprintf("a header of at most %d bytes", limit), fmt.Sprint(n))
	}
	header := make([]byte, n)
	if read, err := r.ReadAt(header, 8); read < len(header) {
		return nil, err
	}
	if len(header) == 0 || header[0] != '{' || !utf8.Valid(header) {
		return nil, headerFault("a header that is a JSON object in UTF-8", fmt.Sprintf("%q", tensor.Excerpt(string(header))))
	}
	return header, nil
}

func headerFault(want, found string) error {
	return &tensor.FormatError{Place: "header", Want: want, Found: found,
		Hint: "the file is truncated, damaged or no safetensors file; fetch or write it again"}
}
