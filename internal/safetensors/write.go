package safetensors

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"aeed/internal/tensor"
)

// alignment of the first element in a file, in bytes.
const alignment = 8

// Write writes tensors and metadata, which may be nil. Tensors with larger elements
// come first, so that every element is aligned to its size; among equals the order
// stays. It panics if two tensors have the same name, or one a name that the format
// keeps for itself.
func Write(w io.Writer, tensors []tensor.Encoded, metadata map[string]string) error {
	sorted := slices.Clone(tensors)
	slices.SortStableFunc(sorted, func(a, b tensor.Encoded) int { return cmp.Compare(b.Element.Size(), a.Element.Size()) })
	if _, err := w.Write(encodeHeader(sorted, metadata)); err != nil {
		return err
	}
	for _, t := range sorted {
		if _, err := w.Write(t.Bytes); err != nil {
			return err
		}
	}
	return nil
}

// encodeHeader returns the header of tensors in the order of their elements, after
// its length.
func encodeHeader(tensors []tensor.Encoded, metadata map[string]string) []byte {
	names := map[tensor.Element]string{}
	for name, element := range elements {
		names[element] = name
	}
	header := bytes.NewBuffer(make([]byte, 8))
	header.WriteByte('{')
	separator := ""
	entry := func(key string, value any) {
		fmt.Fprintf(header, "%s%s:%s", separator, encode(key), encode(value))
		separator = ","
	}
	if len(metadata) > 0 {
		entry(metadataKey, metadata)
	}
	at := 0
	seen := map[string]bool{metadataKey: true}
	for _, t := range tensors {
		if seen[t.Name] {
			panic(fmt.Sprintf("safetensors: a second tensor with the name %q", t.Name))
		}
		seen[t.Name] = true
		entry(t.Name, struct {
			Type    string `json:"dtype"`
			Shape   []int  `json:"shape"`
			Offsets [2]int `json:"data_offsets"`
		}{names[t.Element], append([]int{}, t.Shape...), [2]int{at, at + len(t.Bytes)}})
		at += len(t.Bytes)
	}
	header.WriteByte('}')
	for header.Len()%alignment != 0 {
		header.WriteByte(' ')
	}
	binary.LittleEndian.PutUint64(header.Bytes(), uint64(header.Len()-8))
	return header.Bytes()
}

// encode returns the JSON of texts and numbers, keys sorted.
func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic("safetensors: " + err.Error()) // texts and numbers have JSON
	}
	return text
}
