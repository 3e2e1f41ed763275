package npy

import (
	"bytes"
	"errors"
	"io"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// ramp is the formula of testdata: element i of an array.
func ramp(i int) float64 { return float64(i%97-48) / 8 }

func testdata(name string) string { return filepath.Join("testdata", name) }

// wantFault fails unless err is a FormatError that says all of parts and has a hint.
func wantFault(t *testing.T, err error, parts ...string) {
	t.Helper()
	var fault *FormatError
	if !errors.As(err, &fault) {
		t.Fatalf("error %v, want a FormatError", err)
	}
	if fault.Want == "" || fault.Hint == "" {
		t.Errorf("%q lacks what is wanted or a hint", err)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
}

// must returns value and fails if there is an error.
func must[T any](t *testing.T) func(value T, err error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func sameFloats[T float32 | float64](t *testing.T, got []T, want func(i int) T) {
	t.Helper()
	for i, x := range got {
		if w := want(i); x != w && !(math.IsNaN(float64(x)) && math.IsNaN(float64(w))) {
			t.Fatalf("element %d is %g, want %g", i, x, w)
		}
	}
}

// file returns a .npy file with this header literal and n bytes of elements.
func file(literal string, n int) []byte {
	text := literal + strings.Repeat(" ", 8) + "\n"
	out := []byte(magic + "\x01\x00" + string([]byte{byte(len(text)), byte(len(text) >> 8)}) + text)
	return append(out, make([]byte, n)...)
}

func readBytes(content []byte) (*Array, error) {
	return ReadArray(bytes.NewReader(content), int64(len(content)))
}

var _ io.ReaderAt = (*Forward)(nil)
