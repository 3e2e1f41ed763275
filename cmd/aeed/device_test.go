package main

import (
	"path/filepath"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver/standin"
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

// A card and an arithmetic are refused for the CPU, whatever they are, and so are those
// that there are not, before anything else happens.
func TestCardAndArithmetic(t *testing.T) {
	t.Setenv("AEED_LIBCUDA", "/nowhere/libcuda.so.1")
	out := filepath.Join(t.TempDir(), "run")
	for _, command := range [][]string{{"train", "--out", out}, {"study", "--out", out}, {"ablate", "--out", out}, {"eval", out}} {
		for flags, want := range map[string]string{
			"--arithmetic bf16":                 "aeed: --arithmetic is for a GPU, and --device is cpu; hint: ",
			"--arithmetic float32 --device cpu": "aeed: --arithmetic is for a GPU, and --device is cpu; hint: ",
			"--card 0":                          "aeed: --card is for a GPU, and --device is cpu; hint: ",
			"--card -1 --device cuda":           "aeed: --card -1: want 0 or more; hint: ",
			"--arithmetic fp8 --device auto":    `aeed: --arithmetic: no arithmetic is called "fp8"; hint: there are [float32 tf32 bf16]`,
		} {
			code, stdout, stderr := execute(append(command, strings.Fields(flags)...)...)
			if code != exitBadInput || stdout != "" || !strings.HasPrefix(stderr, want) {
				t.Errorf("%s %s: exit %d, stdout %q, stderr %q, want %q", command[0], flags, code, stdout, stderr, want)
			}
		}
	}
	if matches, _ := filepath.Glob(out); len(matches) > 0 {
		t.Error("a run without its device leaves a folder")
	}
}

// The card is the one that --card says: of two there is no third.
func TestCard(t *testing.T) {
	standin.Start(t).Set(t, standin.Cards, 2)
	code, _, stderr := execute("train", "--device", "cuda", "--card", "2", "--arithmetic", "tf32", "--out", filepath.Join(t.TempDir(), "run"))
	if code != exitUnavailable || !strings.Contains(stderr, "there is no card 2, of 2 from 0; hint: ") {
		t.Errorf("exit %d, stderr %q", code, stderr)
	}
}
