//go:build unix

package trajectory

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// limitFileSize makes the kernel refuse bytes beyond size, as a full disk
// does: a write that crosses the limit stops in the middle.
func limitFileSize(t *testing.T, size int) (lift func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	limited := before
	limited.Cur = uint64(size)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limited); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFullDisk(t *testing.T) {
	header, epochs := simulate(50, 3)
	first, whole := encode(t, header, epochs[:1]), encode(t, header, epochs)
	path := inFolder(t, "run.jsonl")
	w := mustCreate(t, path, header, epochs[:1])

	lift := limitFileSize(t, len(first)+1000)
	err := w.Append(epochs[1])
	content := mustRead(t, path)
	lift()
	if !errors.Is(err, syscall.EFBIG) {
		t.Fatalf("error %v", err)
	}
	if !bytes.Equal(content, first) {
		t.Errorf("%d bytes after the failure, want %d", len(content), len(first))
	}
	for _, e := range epochs[1:] {
		if err := w.Append(e); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(mustRead(t, path), whole) {
		t.Error("another file after the failure")
	}
}

func TestFullDiskAtTheBeginning(t *testing.T) {
	header, epochs := simulate(50, 3)
	path, table := inFolder(t, "run.jsonl"), inFolder(t, "run.parquet")
	lift := limitFileSize(t, 100)
	_, err := Create(path, header)
	tableErr := WriteParquet(table, header, epochs)
	lift()
	if !errors.Is(err, syscall.EFBIG) || !errors.Is(tableErr, syscall.EFBIG) {
		t.Errorf("errors %v and %v", err, tableErr)
	}
	for _, path := range []string{path, table} {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left: %v", path, err)
		}
	}
}
