package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The files of package gemm are those that the command writes.
func TestKernelsAreUpToDate(t *testing.T) {
	folder := t.TempDir()
	for _, f := range forms() {
		if err := f.write(folder); err != nil {
			t.Fatal(err)
		}
		assembly, stubs := f.files()
		for _, name := range []string{assembly, stubs} {
			want, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join("..", name))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != string(want) {
				t.Errorf("%s is out of date; hint: go generate ./internal/gemm", name)
			}
		}
	}
}

func TestWriteNeedsAFolder(t *testing.T) {
	if err := forms()[0].write(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("no error")
	}
}
