package train

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What somebody changed in a run's folder must be told, with the file's name, and
// nothing else in the folder may change.
func TestDamagedFolders(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	c := brief()
	c.Training.Epochs = 2
	mustRun(t, c, whole)
	write := func(name, text string) func(dir string) error {
		return func(dir string) error { return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644) }
	}
	remove := func(name string) func(dir string) error {
		return func(dir string) error { return os.Remove(filepath.Join(dir, name)) }
	}
	const state, weights = "checkpoints/epoch-00001.state", "checkpoints/epoch-00001.safetensors"
	for name, damage := range map[string]struct {
		spoil func(dir string) error
		want  string
	}{
		"run.json":        {write(runFile, "{"), "run.json"},
		"configuration":   {write(configFile, "training: {}"), "config.yaml is of a run with another configuration"},
		"metrics":         {write(metricsFile, "{\"epoch\":4}\n"), "metrics.jsonl: line 1: want the metrics of epoch 0"},
		"no metrics":      {remove(metricsFile), "the metrics 0; hint: "},
		"trajectory":      {write(trajectoryFile, "{}\n{}\n"), "trajectory.jsonl"},
		"no trajectory":   {remove(trajectoryFile), "the trajectory has 0 epochs"},
		"state":           {write(state, "state"), "epoch-00001.state"},
		"weights":         {write(weights, "weights"), "epoch-00001.safetensors"},
		"state of nobody": {func(dir string) error { return copyFile(dir, weights, state) }, "262 tensors, want 1"},
		"a folder for a file": {func(dir string) error {
			return errors.Join(remove(metricsFile)(dir), os.Mkdir(filepath.Join(dir, metricsFile), 0o755))
		}, "metrics.jsonl"},
		"state under way of nobody": {func(dir string) error { return copyFile(dir, weights, "checkpoints/under-way.state") }, "under-way.state"},
		"whole epoch under way":     {func(dir string) error { return copyFile(dir, state, "checkpoints/under-way.state") }, "under-way.state"},
		"no checkpoints": {func(dir string) error {
			return errors.Join(remove(state)(dir), remove("checkpoints/epoch-00000.state")(dir))
		}, "no checkpoint; hint: "},
	} {
		dir := filepath.Join(t.TempDir(), "run")
		if err := errors.Join(os.CopyFS(dir, os.DirFS(whole)), damage.spoil(dir)); err != nil {
			t.Fatal(err)
		}
		longer := c
		if _, err := Run(context.Background(), longer, dir, options()); err == nil || !strings.Contains(err.Error(), damage.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, damage.want)
		}
	}
}

func copyFile(dir, from, to string) error {
	content, err := os.ReadFile(filepath.Join(dir, from))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, to), content, 0o644)
}

// A folder that can't be written must end in an error, and what was there go on
// once it can.
func TestAFolderThatCannotBeWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), brief(), dir, options()); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("error %v", err)
	}
	dir = filepath.Join(t.TempDir(), "run")
	blocked := filepath.Join(dir, checkpoints, "epoch-00001.safetensors")
	if err := os.MkdirAll(filepath.Join(blocked, "in the way"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), brief(), dir, options()); err == nil || !strings.Contains(err.Error(), "epoch-00001") {
		t.Errorf("error %v", err)
	}
	if err := os.RemoveAll(blocked); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(t.TempDir(), "whole")
	mustRun(t, brief(), whole)
	mustRun(t, brief(), dir)
	same(t, files(t, dir), files(t, whole))
}

// The official blocks at another width, on clips of several people and with a
// joint graph's parts, must train.
func TestOfficialBlocksAtAnotherWidth(t *testing.T) {
	c := brief()
	c.Network = NetworkConfig{Blocks: "official", Width: 16}
	c.Data.Synthetic.Mutual, c.Data.Bodies, c.Training.Epochs = 0.5, 2, 1
	if m := mustRun(t, c, filepath.Join(t.TempDir(), "run")); !(m.Loss > 0) {
		t.Errorf("metrics %+v", m)
	}
}
