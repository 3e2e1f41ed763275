package npy

import (
	"bytes"
	"errors"
	"os"
	"testing"
)

// FuzzNPY holds ReadArray to this: a FormatError, or an array no greater than the
// file, whose elements can all be read.
func FuzzNPY(f *testing.F) {
	for _, name := range []string{"little-f2.npy", "big-f4.npy", "fortran.npy", "scalar.npy", "empty.npy", "version3.npy", "object.npy", "byte-b1.npy"} {
		content, err := os.ReadFile(testdata(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		array, err := readBytes(content)
		if err != nil {
			wantFault(t, err)
			return
		}
		readWhole(t, array, len(content))
	})
}

// FuzzArchive holds NewArchive and its arrays to the same; a deflated array may
// have 1,032 times the size of its file.
func FuzzArchive(f *testing.F) {
	for _, name := range []string{"stored.npz", "deflated.npz"} {
		content, err := os.ReadFile(testdata(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		archive, err := NewArchive(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			wantFault(t, err)
			return
		}
		for _, name := range archive.Names() {
			array, err := archive.Array(name)
			if err != nil {
				wantFault(t, err)
				continue
			}
			readWhole(t, array, (maxExpansion+1)*len(content))
		}
	})
}

func readWhole(t *testing.T, array *Array, size int) {
	t.Helper()
	if array.Len()*array.DType.Size > size {
		t.Fatalf("%d elements in %d bytes", array.Len(), size)
	}
	all, err := All[float64](array, array.Len())
	var fault *FormatError
	if err != nil && !errors.As(err, &fault) {
		t.Fatalf("error %v", err)
	}
	if err == nil && len(all) != array.Len() {
		t.Fatalf("%d of %d elements", len(all), array.Len())
	}
}
