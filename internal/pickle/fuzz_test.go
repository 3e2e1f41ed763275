package pickle

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"aeed/internal/npy"
)

// FuzzPickle holds Read to this: a FormatError, or a value, of whose parts each
// that is an array can be read or is a FormatError.
func FuzzPickle(f *testing.F) {
	names, err := filepath.Glob("testdata/*.pkl")
	if err != nil || len(names) == 0 {
		f.Fatal("no files in testdata")
	}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("cposix\nsystem\n(S'echo hurt'\ntR."))
	f.Fuzz(func(t *testing.T, content []byte) {
		value, err := readBytes(string(content))
		if err != nil {
			wantFault(t, err)
			return
		}
		values := []Value{value}
		if dict, ok := AsDict(value); ok {
			values = dict.Values
		}
		if items, ok := Items(value); ok {
			values = items
		}
		for _, v := range values {
			Kind(v)
			String(v)
			Int(v)
			array, err := Array(v)
			if err != nil {
				wantEitherFault(t, err)
				continue
			}
			if array.Len()*array.DType.Size > len(content) {
				t.Fatalf("%d elements in %d bytes", array.Len(), len(content))
			}
			if _, err := npy.All[float32](array, array.Len()); err != nil {
				wantEitherFault(t, err)
			}
		}
	})
}

func wantEitherFault(t *testing.T, err error) {
	t.Helper()
	var fault *npy.FormatError
	if !errors.As(err, &fault) {
		wantFault(t, err)
	}
}
