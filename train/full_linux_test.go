package train

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A disk that fills up, at whatever file, must end a run in an error that says so,
// and the run go on once there is room.
func TestAFullDisk(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	mustRun(t, brief(), whole)
	want := files(t, whole)
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a small disk can't be had: %v", err)
	}
	defer syscall.Unmount(disk, syscall.MNT_DETACH)
	filler, dir := filepath.Join(disk, "filler"), filepath.Join(disk, "run")
	for free := 4 << 10; free < 400<<10; free += 44 << 10 {
		if err := errors.Join(os.RemoveAll(dir), os.WriteFile(filler, make([]byte, 1<<20-free), 0o644)); err != nil {
			t.Fatal(err)
		}
		if _, err := Run(context.Background(), brief(), dir, options()); !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), disk) {
			t.Errorf("with %d bytes free: error %v", free, err)
		}
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		mustRun(t, brief(), dir)
		same(t, files(t, dir), want)
	}
}
