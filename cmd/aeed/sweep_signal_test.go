//go:build unix

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Ctrl-C leaves a state from which the same command goes on.
func TestSweepInterrupted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	args := strings.Fields("sweep --design sobol --points 200000 --classes 8 --epochs 50 --heat-map none --out " + dir)
	journal := filepath.Join(dir, "journal")
	go func() { // once a chunk is on disk
		for {
			if info, err := os.Stat(journal); err == nil && info.Size() > 10_000 {
				syscall.Kill(os.Getpid(), syscall.SIGINT)
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	code, stdout, stderr := execute(args...)
	if code != exitFailed || stdout != "" || !regexp.MustCompile(`^aeed: sweep: interrupted after [1-9]\d* of 200000 points; hint: the same command resumes\n$`).MatchString(stderr) {
		t.Fatalf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if !exists(journal) || exists(filepath.Join(dir, "points.parquet")) {
		t.Error("no resumable state")
	}
	if code, stdout, stderr = execute(args...); code != 0 || !strings.HasPrefix(stdout, "200000 points, sobol\n") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}
