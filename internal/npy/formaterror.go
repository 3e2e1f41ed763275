package npy

import (
	"archive/zip"
	"compress/flate"
	"errors"
	"io"
)

// A FormatError is a file that is not what NumPy writes, or holds what this
// package refuses. Place and Found may be empty.
type FormatError struct {
	Place string // "header", "array x_train"
	Want  string
	Found string
	Hint  string
}

func (e *FormatError) Error() string {
	text := "npy: "
	if e.Place != "" {
		text += e.Place + ": "
	}
	text += "want " + e.Want
	if e.Found != "" {
		text += ", found " + e.Found
	}
	return text + "; hint: " + e.Hint
}

// locate puts place before the place of a FormatError.
func locate(err error, place string) error {
	if e, ok := err.(*FormatError); ok {
		located := *e
		if e.Place != "" {
			place += ": " + e.Place
		}
		located.Place = place
		return &located
	}
	return err
}

// damage returns err, or a FormatError if err says that the file ends too early or
// can't be unpacked.
func damage(err error, want string) error {
	var corrupt flate.CorruptInputError
	isDamage := errors.As(err, &corrupt)
	for _, sign := range []error{io.EOF, io.ErrUnexpectedEOF, zip.ErrFormat, zip.ErrChecksum} {
		isDamage = isDamage || errors.Is(err, sign)
	}
	if isDamage {
		return &FormatError{
			Want: want, Found: err.Error(),
			Hint: "the file is truncated, empty or damaged; fetch or write it again",
		}
	}
	return err
}

// excerpt returns the beginning of text, short enough for a message.
func excerpt(text string) string {
	const limit = 40
	if len(text) > limit {
		return text[:limit] + "…"
	}
	return text
}
