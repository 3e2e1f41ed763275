package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// briefStudy are flags of a study of seconds.
var briefStudy = []string{"study", "--trials", "10", "--set", "data.synthetic={classes: 3, train: 9, imbalance: 3, test: 2, difficulty: 0.2, mutual: 0}",
	"--set", "data.window=8", "--set", "training.epochs=7"}

func TestStudy(t *testing.T) {
	out := filepath.Join(t.TempDir(), "study")
	code, stdout, stderr := execute(append(briefStudy, "--out", out)...)
	page := filepath.Join(out, "index.html")
	if code != 0 || stdout != page+"\n" || stderr != "" {
		t.Fatalf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	content, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"3 classes, 7 epochs", "aeed " + version} {
		if !strings.Contains(string(content), want) {
			t.Errorf("no %q on the page", want)
		}
	}
	// The configuration that it leaves makes the same study.
	again := filepath.Join(t.TempDir(), "again")
	if code, _, stderr := execute("study", filepath.Join(out, "study.yaml"), "--out", again); code != 0 {
		t.Fatal(stderr)
	}
	same, err := os.ReadFile(filepath.Join(again, "index.html"))
	if err != nil || string(same) != string(content) {
		t.Errorf("the configuration of a study makes another one: %v", err)
	}
	code, shown, _ := execute(append(briefStudy, "--show")...)
	if kept, err := os.ReadFile(filepath.Join(out, "study.yaml")); code != 0 || err != nil || shown != string(kept) {
		t.Errorf("--show prints another configuration: %v", err)
	}
}

func TestStudyErrors(t *testing.T) {
	for _, args := range []string{"--set controller.beta=1", "--trials 0", "--set x", "--data nowhere", "--workers -1", "--out /dev/null/study", "none.yaml", "a b"} {
		code, stdout, stderr := execute(append([]string{"study", "--out", filepath.Join(t.TempDir(), "study")}, strings.Fields(args)...)...)
		if code != exitBadInput || stdout != "" || !strings.Contains(stderr, "hint: ") {
			t.Errorf("study %s: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}
