package train

import (
	"context"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"aeed/train/device/cpu"
)

// The last checkpoint must be as good as the run says; an ensemble of a run with
// itself is the run, and so is one where the other counts nothing.
func TestEvaluate(t *testing.T) {
	dir, other := filepath.Join(t.TempDir(), "run"), filepath.Join(t.TempDir(), "other")
	c := brief()
	last := mustRun(t, c, dir)
	c.Training.Seed = 1
	c.Objective.Adapt = false
	mustRun(t, c, other)
	evaluate := func(checkpoint string, weights []float64, dirs ...string) Evaluation {
		t.Helper()
		e, err := Evaluate(context.Background(), dirs, checkpoint, weights, cpu.New(1))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	alone := evaluate("last", nil, dir)
	if float64(alone.Overall) != last.Accuracy || alone.Macro != last.Macro || len(alone.Classes) != 3 {
		t.Errorf("evaluated %+v, the run says %+v", alone, last)
	}
	if best, err := BestAccuracy(dir); err != nil || float64(evaluate("best", nil, dir).Overall) != best {
		t.Errorf("the best checkpoint does not have the best accuracy %g, %v", best, err)
	}
	for _, e := range []Evaluation{
		evaluate("last", nil, dir, dir), evaluate("last", []float64{1, 0}, dir, other),
		evaluate(filepath.Join(dir, "checkpoints", "epoch-00003.safetensors"), nil, dir),
	} {
		if math.Abs(float64(e.Overall-alone.Overall)) > 0 {
			t.Errorf("overall %g, want %g", e.Overall, alone.Overall)
		}
	}
}

func TestEvaluateRefuses(t *testing.T) {
	dir, other := filepath.Join(t.TempDir(), "run"), filepath.Join(t.TempDir(), "other")
	c := brief()
	c.Training.Epochs = 1
	mustRun(t, c, dir)
	c.Data.Synthetic.Test = 5
	mustRun(t, c, other)
	for name, e := range map[string]struct {
		dirs       []string
		checkpoint string
		weights    []float64
		want       string
	}{
		"no run":        {nil, "best", nil, "hint: give a weight for each run"},
		"weights":       {[]string{dir}, "best", []float64{1, 2}, "1 runs and 2 weights"},
		"other clips":   {[]string{dir, other}, "best", nil, "other test clips"},
		"no folder":     {[]string{t.TempDir()}, "best", nil, "config.yaml"},
		"no checkpoint": {[]string{dir}, "none.pt", nil, "none.pt"},
	} {
		if _, err := Evaluate(context.Background(), e.dirs, e.checkpoint, e.weights, cpu.New(1)); err == nil || !strings.Contains(err.Error(), e.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, e.want)
		}
	}
	if _, err := checkpointPath(t.TempDir(), "last"); err == nil || !strings.Contains(err.Error(), "hint: ") {
		t.Errorf("error %v", err)
	}
}
