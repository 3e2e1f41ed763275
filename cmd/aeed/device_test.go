package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// Without a driver, cuda ends with exit code 3 and names it, and leaves nothing; auto
// trains on the CPU and says so.
func TestDevices(t *testing.T) {
	t.Setenv("AEED_LIBCUDA", "/nowhere/libcuda.so.1")
	brief := []string{"--set", "data.synthetic={classes: 2, train: 4, imbalance: 1, test: 1, difficulty: 0.2, mutual: 0}", "--set", "data.window=8", "--set", "training.epochs=1"}
	out := filepath.Join(t.TempDir(), "run")
	for _, command := range []string{"train", "study", "ablate"} {
		code, stdout, stderr := execute(append([]string{command, "--device", "cuda", "--out", out}, brief...)...)
		if code != exitUnavailable || stdout != "" || !strings.Contains(stderr, "libcuda") {
			t.Errorf("%s: exit %d, stdout %q, stderr %q", command, code, stdout, stderr)
		}
	}
	if matches, _ := filepath.Glob(out); len(matches) > 0 {
		t.Error("a run without its device leaves a folder")
	}
	code, _, stderr := execute(append([]string{"train", "--device", "auto", "--out", out}, brief...)...)
	if code != 0 || !strings.Contains(stderr, "aeed: on the CPU: no GPU is available") {
		t.Errorf("auto: exit %d, stderr %q", code, stderr)
	}
	if code, _, stderr := execute("eval", out, "--device", "cuda"); code != exitUnavailable || !strings.Contains(stderr, "libcuda") {
		t.Errorf("eval: exit %d, stderr %q", code, stderr)
	}
	if code, _, stderr := execute("train", "--device", "tpu"); code != exitBadInput || !strings.Contains(stderr, "want cpu, cuda or auto; hint: ") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}
