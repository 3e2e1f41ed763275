package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/train"
)

// shortRun is flags that make a run of seconds.
var shortRun = []string{"--set", "data.synthetic={classes: 3, train: 8, imbalance: 2, test: 2, difficulty: 0.2}", "--set", "data.window=8", "--set", "training.epochs=2"}

func TestTrainEvalAblate(t *testing.T) {
	dir := t.TempDir()
	run := filepath.Join(dir, "run")
	out := succeed(t, append([]string{"train", "--out", run}, shortRun...)...)
	if !strings.HasPrefix(out, "epoch 1: loss ") || !strings.Contains(out, "many –") || !strings.Contains(out, "checks that apply hold in every epoch") {
		t.Errorf("train printed %q", out)
	}
	for _, name := range []string{"niche-widths.png", "niche-widths.svg"} {
		if info, err := os.Stat(filepath.Join(run, "report", name)); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", name, err)
		}
	}
	var m train.Metrics
	decode(t, succeed(t, append([]string{"train", "--out", run, "--json"}, shortRun...)...), &m)
	var e train.Evaluation
	decode(t, succeed(t, "eval", run, "--json"), &e)
	if float64(e.Overall) != m.Accuracy || e.Clips != 6 {
		t.Errorf("eval says %+v, train %+v", e, m)
	}
	if out := succeed(t, "eval", run, run, "--ensemble", "1, 0.5", "--checkpoint", "best", "--confusion"); !strings.Contains(out, "wave") {
		t.Errorf("eval printed %q", out)
	}
	grid := append([]string{"ablate", "--out", filepath.Join(dir, "grid")}, shortRun...)
	if out := succeed(t, grid...); strings.Count(out, "\n") != 6 || !strings.HasSuffix(out, "accuracies.png\n") || !strings.Contains(out, "+E-Adapt") {
		t.Errorf("ablate printed %q", out)
	}
	var results []struct{ Name string }
	decode(t, succeed(t, append(grid, "--json")...), &results)
	if len(results) != 4 {
		t.Errorf("results %v", results)
	}
}

func TestTrainShow(t *testing.T) {
	out := succeed(t, "train", "--show", "--set", "training.epochs=7")
	if !strings.Contains(out, "epochs: 7\n") || !strings.Contains(out, "mixing: cs-mix") {
		t.Errorf("printed %q", out)
	}
}

func TestTrainRefuses(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"train", "--set", "training.epochs"}, "want KEY=VALUE"},
		{[]string{"train", "--set", "training.epoch=1"}, "hint: aeed train --show"},
		{[]string{"train", "--workers", "-1"}, "--workers -1"},
		{[]string{"train", filepath.Join(dir, "none.yaml")}, "none.yaml"},
		{[]string{"eval", dir}, "config.yaml"},
		{[]string{"eval", dir, "--ensemble", "a"}, "--ensemble a: want numbers"},
		{[]string{"ablate", "--table", "6"}, "--table 6: want 4 or 5"},
		{[]string{"ablate", "--workers", "-1"}, "--workers -1"},
		{[]string{"ablate", filepath.Join(dir, "none.yaml")}, "none.yaml"},
	} {
		code, stdout, stderr := execute(c.args...)
		if code != exitBadInput || stdout != "" || !strings.Contains(stderr, c.want) || !strings.Contains(stderr, "hint: ") {
			t.Errorf("%v: exit %d, printed %q, error %q, want one with %q", c.args, code, stdout, stderr, c.want)
		}
	}
}
