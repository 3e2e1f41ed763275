package pickle

import (
	"fmt"
	"io"
)

// Bytes is a payload that stays where it is: in the file, or in memory if it is
// short. It is safe for concurrent use.
type Bytes struct {
	data   io.ReaderAt
	offset int64
	length int64
}

// Text is a str of more than MaxString bytes, in UTF-8.
type Text struct{ Bytes }

// Len returns the number of bytes.
func (b Bytes) Len() int64 { return b.length }

// ReadAt implements io.ReaderAt.
func (b Bytes) ReadAt(p []byte, offset int64) (int, error) {
	return io.NewSectionReader(b.data, b.offset, b.length).ReadAt(p, offset)
}

// Load returns the bytes, if there are at most limit.
func (b Bytes) Load(limit int64) ([]byte, error) {
	if b.length > limit {
		return nil, &FormatError{
			Want: fmt.Sprintf("at most %d bytes", limit), Found: fmt.Sprint(b.length),
			Hint: "a payload of this size is not what belongs here",
		}
	}
	content := make([]byte, b.length)
	if n, err := b.ReadAt(content, 0); n < len(content) {
		return nil, err
	}
	return content, nil
}
