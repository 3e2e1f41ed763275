package study

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/analysis/comparison"
	"aeed/proofs"
	"aeed/train"
	"aeed/train/device/cpu"
)

func smallConfig() Config {
	c := DefaultConfig()
	c.Trials = 10
	c.Training.Data.Synthetic = train.SyntheticConfig{Classes: 4, Train: 12, Imbalance: 4, Test: 3, Difficulty: 0.3}
	c.Training.Data.Window, c.Training.Data.Many, c.Training.Data.Few = 8, 10, 5
	c.Training.Training.Epochs, c.Training.Training.Batch = 8, 8
	return c
}

func options() Options { return Options{Device: cpu.New(2), Version: "test"} }

// study makes a small study once, and returns its folder.
func study(t *testing.T, c Config) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "new", "study")
	if err := Run(context.Background(), c, out, options()); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestStudyLeavesEverything(t *testing.T) {
	out := filepath.Join(t.TempDir(), "study")
	o, steps := options(), []string(nil)
	o.Progress = func(step string, p train.Progress) {
		if p.Batches == 0 {
			steps = append(steps, step)
		}
	}
	if err := Run(context.Background(), smallConfig(), out, o); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(steps, " "); got != "train verify test compare figures report" {
		t.Errorf("steps %s", got)
	}
	var claims proofs.Report
	var compared comparison.Report
	for name, to := range map[string]any{"claims.json": &claims, "comparison.json": &compared} {
		content, err := os.ReadFile(filepath.Join(out, name))
		if err == nil {
			err = json.Unmarshal(content, to)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(claims.Claims) != len(proofs.Claims()) || compared.Epochs != 8 || compared.Bounds.Violations != 0 {
		t.Errorf("%d claims; compared %+v", len(claims.Claims), compared)
	}
	for _, name := range []string{"index.html", "study.yaml", "run/trajectory.jsonl", "figures/trajectories.svg", "figures/safe-region.png", "figures/forecast.png"} {
		if info, err := os.Stat(filepath.Join(out, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A study that was stopped goes on, and one that is done is made again, to the same
// page.
func TestStudyGoesOn(t *testing.T) {
	want, err := os.ReadFile(filepath.Join(study(t, smallConfig()), "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	for attempt := 0; ; attempt++ {
		ctx, cancel := context.WithCancel(context.Background())
		o, batches := options(), 0
		o.Progress = func(step string, p train.Progress) {
			if batches++; attempt < 4 && batches == 3+8*attempt {
				cancel()
			}
		}
		err := Run(ctx, smallConfig(), out, o)
		cancel()
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) || attempt > 4 {
			t.Fatal(err)
		}
	}
	for range 2 {
		got, err := os.ReadFile(filepath.Join(out, "index.html"))
		if err != nil || string(got) != string(want) {
			t.Errorf("another page: %v", err)
		}
		if err := Run(context.Background(), smallConfig(), out, options()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestStudyRefuses(t *testing.T) {
	out := study(t, smallConfig())
	for name, c := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"another configuration": {func(c *Config) { c.Trials++ }, "is of another study; hint: "},
		"no trials":             {func(c *Config) { c.Trials = 0 }, "hint: "},
		"no training":           {func(c *Config) { c.Training.Training.Epochs = 0 }, "training: training.epochs: want 1 or more; hint: "},
		"no controller":         {func(c *Config) { c.Training.Controller.Beta = 1 }, "training: beta = 1"},
		"a fit to everything":   {func(c *Config) { c.FitEpochs = 8 }, "fit_epochs 8: want 0 to 7; hint: "},
	} {
		config := smallConfig()
		c.change(&config)
		if err := Run(context.Background(), config, out, options()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
	if err := Run(context.Background(), smallConfig(), "/dev/null/study", options()); err == nil || !strings.Contains(err.Error(), "hint: --out needs a folder") {
		t.Errorf("error %v", err)
	}
}

func TestLoadConfig(t *testing.T) {
	path := filepath.Join(t.TempDir(), "study.yaml")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := smallConfig().YAML()
	if err != nil {
		t.Fatal(err)
	}
	write(string(text))
	if c, err := LoadConfig(path); err != nil || c.Training.Data.Window != 8 || c.Trials != 10 {
		t.Errorf("%+v, %v", c, err)
	}
	for text, want := range map[string]string{
		"trails: 3":                         "hint: a study has training, trials and fit_epochs",
		"training: {training: {epochs: 0}}": "training.epochs",
		"trials: [":                         "hint: ",
	} {
		write(text)
		if _, err := LoadConfig(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", text, err, want)
		}
	}
	if _, err := LoadConfig(path + ".none"); err == nil {
		t.Error("a file that isn't there was read")
	}
}
