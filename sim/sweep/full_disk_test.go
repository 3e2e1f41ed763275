//go:build unix

package sweep

import (
	"context"
	"errors"
	"os/signal"
	"strings"
	"syscall"
	"testing"
)

// limitFileSize makes the kernel refuse bytes beyond size, as a full disk does:
// a write that crosses the limit stops in the middle.
func limitFileSize(t *testing.T, size uint64) (lift func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Fatal(err)
	}
	limited := before
	limited.Cur = size
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limited); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
			t.Fatal(err)
		}
	}
}

// The disk fills up at several places: in the spec, in the journal, in the table.
// With space again, the sweep ends as if nothing had happened.
func TestFullDisk(t *testing.T) {
	spec := mustSpec(t, small...)
	want := mustRun(t, spec)
	table := uint64(len(filesIn(t, want)[tableName]))
	dir := t.TempDir()
	space, err := spec.Space()
	if err != nil {
		t.Fatal(err)
	}
	journal := uint64(int64(recordBytes)*space.Len() + 4*space.chunks() + 90)
	for _, size := range []uint64{100, 1000, 5000, 20_000, table - 100, journal - 100} {
		lift := limitFileSize(t, size)
		_, err = Run(context.Background(), spec, dir, Options{})
		lift()
		if !errors.Is(err, syscall.EFBIG) || !strings.Contains(err.Error(), "hint: check the space") {
			t.Errorf("with %d bytes: %v", size, err)
		}
		for name := range filesIn(t, dir) {
			if strings.HasSuffix(name, ".tmp") {
				t.Errorf("with %d bytes: %s is left", size, name)
			}
		}
	}
	r, err := Run(context.Background(), spec, dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	sameFolders(t, dir, want)
}
