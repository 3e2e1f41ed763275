package wholefile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func onlyFile(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || entries[0].Name() != filepath.Base(path) {
		t.Errorf("the folder holds %v, want %s alone", entries, filepath.Base(path))
	}
}

func TestWriteReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, text := range []string{"a longer text", "new", ""} {
		if err := WriteBytes(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != text {
			t.Errorf("%q, want %q", got, text)
		}
		onlyFile(t, path)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// A half-written file, a failed sync or a panic must leave what was there.
func TestWriteLeavesTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := WriteBytes(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	half := errors.New("half")
	err := Write(path, func(w io.Writer) error {
		fmt.Fprint(w, "ne")
		return half
	})
	if !errors.Is(err, half) {
		t.Errorf("error %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = Write(path, func(w io.Writer) error {
			fmt.Fprint(w, "ne")
			panic("in the middle")
		})
	}()
	if got := content(t, path); got != "old" {
		t.Errorf("%q is left, want old", got)
	}
	onlyFile(t, path)
}

func TestWriteErrors(t *testing.T) {
	folder := t.TempDir()
	if err := WriteBytes(filepath.Join(folder, "none", "file"), nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a folder: %v", err)
	}
	taken := filepath.Join(folder, "taken")
	if err := os.MkdirAll(filepath.Join(taken, "inside"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := WriteBytes(taken, nil); err == nil {
		t.Error("a folder was replaced by a file")
	}
	onlyFile(t, taken)
}

func ExampleWriteBytes() {
	path := filepath.Join(os.TempDir(), "wholefile-example")
	defer os.Remove(path)
	fmt.Println(WriteBytes(path, []byte("all of it")))
	// Output: <nil>
}
