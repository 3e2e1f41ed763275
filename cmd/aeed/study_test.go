package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestStudy(t *testing.T) {
	out := filepath.Join(t.TempDir(), "study")
	code, stdout, stderr := execute("study", "--trials", "10", "--sizes", "90,30,3", "--epochs", "20", "--signal", "learning:tau=5", "--out", out)
	page := filepath.Join(out, "index.html")
	if code != 0 || stdout != page+"\n" || stderr != "" {
		t.Fatalf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"3 classes of 90 to 3 samples, 20 epochs, entropies by learning:start=1,floor=0.1,tau=5", "aeed " + version} {
		if !strings.Contains(string(content), want) {
			t.Errorf("no %q on the page", want)
		}
	}
}

// A study of a recorded run takes classes, epochs and parameters from the record.
func TestStudyOfARecord(t *testing.T) {
	folder := t.TempDir()
	if code, _, stderr := execute("simulate", "--sizes", "90,30,3", "--epochs", "20", "--eta", "0.7", "--out", filepath.Join(folder, "run")); code != 0 {
		t.Fatal(stderr)
	}
	out := filepath.Join(folder, "study")
	if code, _, stderr := execute("study", "--trials", "10", "--replay", filepath.Join(folder, "run", "trajectory.jsonl"), "--out", out); code != 0 {
		t.Fatal(stderr)
	}
	first, err := os.ReadFile(filepath.Join(folder, "run", "trajectory.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(filepath.Join(out, "trajectory.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	_, records, _ := strings.Cut(string(first), "\n")
	header, repeated, _ := strings.Cut(string(again), "\n")
	if repeated != records || !strings.Contains(header, `"eta":0.7`) {
		t.Errorf("the study of a record has other epochs, or another header: %s", header)
	}
}

func TestStudyErrors(t *testing.T) {
	for _, args := range []string{"--beta 1", "--trials 0", "--signal hill", "--replay nowhere.jsonl", "--sizes 3", "--out /dev/null/study", "extra"} {
		code, stdout, stderr := execute(append([]string{"study"}, strings.Fields(args)...)...)
		if code != exitBadInput || stdout != "" || !strings.Contains(stderr, "hint: ") {
			t.Errorf("study %s: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}
