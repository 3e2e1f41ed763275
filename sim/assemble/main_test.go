package main

import (
	"os"
	"path/filepath"
	"testing"
)

// The files of package sim are those that the command writes.
func TestKernelsAreUpToDate(t *testing.T) {
	directory := t.TempDir()
	written := []string{filepath.Join(directory, "advance_amd64.s"), filepath.Join(directory, "advance_stubs_amd64.go")}
	if err := write(written[0], written[1]); err != nil {
		t.Fatal(err)
	}
	for _, name := range written {
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", filepath.Base(name)))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s is out of date; hint: go generate ./sim", filepath.Base(name))
		}
	}
}

func TestWriteNeedsAFolder(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing", "file")
	if err := write(missing, missing); err == nil {
		t.Error("no error")
	}
}
