package train

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/internal/tfevents"
	"aeed/proofs/monitor"
	"aeed/train/device/cpu"
	"aeed/train/device/ref"
	"aeed/train/mixing"
	"aeed/train/objective"
)

// brief returns a run of seconds.
func brief() Config {
	c := DefaultConfig()
	c.Data.Synthetic = SyntheticConfig{Classes: 3, Train: 12, Imbalance: 3, Test: 3, Difficulty: 0.3}
	c.Data.Window = 8
	c.Training.Epochs, c.Training.Batch, c.Training.WarmUp, c.Training.Steps = 4, 8, 1, []int{3}
	return c
}

func options() Options { return Options{Device: cpu.New(2), Version: "test"} }

// files returns the content of everything in a run's folder that must not depend
// on the clock.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	content := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == runFile || strings.HasPrefix(d.Name(), tfevents.Prefix) {
			return err
		}
		text, err := os.ReadFile(path)
		content[strings.TrimPrefix(path, dir)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func same(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s differs", name)
		}
	}
	for name := range got {
		if _, there := want[name]; !there {
			t.Errorf("%s is too much", name)
		}
	}
}

func mustRun(t *testing.T, c Config, dir string) Metrics {
	t.Helper()
	m, err := Run(context.Background(), c, dir, options())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A run that was stopped after any number of batches, again and again, ends in the
// bytes of one that was not: by its context, which saves the epoch under way, or by
// an error, which goes on from what was last on disk.
func TestResumedRunsAreTheSame(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	last := mustRun(t, brief(), whole)
	want := files(t, whole)
	stopped := errors.New("stopped")
	for patience := 1; patience <= 5; patience += 2 {
		for _, saveEvery := range []time.Duration{0, 1} {
			broken := filepath.Join(t.TempDir(), "broken")
			var m Metrics
			for attempts := 0; ; attempts++ {
				ctx, cancel := context.WithCancel(context.Background())
				o, batches := options(), 0
				o.SaveEvery = saveEvery
				o.Hooks = []Hook{{Name: "impatience", AfterBatch: func(Progress) error {
					switch batches++; {
					case batches != patience+4*attempts%7:
						return nil
					case saveEvery == 0:
						cancel()
						return nil
					}
					return stopped
				}}}
				var err error
				if m, err = Run(ctx, brief(), broken, o); err == nil {
					break
				}
				if !errors.Is(err, context.Canceled) && !errors.Is(err, stopped) {
					t.Fatal(err)
				}
				if attempts > 100 {
					t.Fatal("the run does not get on")
				}
			}
			same(t, files(t, broken), want)
			if fmt.Sprint(m) != fmt.Sprint(last) {
				t.Errorf("the metrics are %v, want %v", m, last)
			}
		}
	}
	again := mustRun(t, brief(), whole) // a finished run is left as it is
	same(t, files(t, whole), want)
	if fmt.Sprint(again) != fmt.Sprint(last) {
		t.Errorf("a finished run returns %v, want %v", again, last)
	}
}

// A process may be killed between any two of the files of an epoch.
func TestRunsGoOnFromAnyState(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "whole")
	mustRun(t, brief(), whole)
	want := files(t, whole)
	remove := func(names ...string) func(dir string) error {
		return func(dir string) error {
			var errs []error
			for _, name := range names {
				errs = append(errs, os.Remove(filepath.Join(dir, checkpoints, name)))
			}
			return errors.Join(errs...)
		}
	}
	for name, spoil := range map[string]func(dir string) error{
		"no last state":       remove("epoch-00003.state"),
		"no last checkpoint":  remove("epoch-00003.state", "epoch-00003.safetensors"),
		"a leftover":          func(dir string) error { return os.WriteFile(filepath.Join(dir, checkpoints, ".x.1.tmp"), nil, 0o644) },
		"torn last metrics":   tear(metricsFile, remove("epoch-00003.state")),
		"torn last epoch":     tear(trajectoryFile, remove("epoch-00003.state")),
		"no record of a time": func(dir string) error { return os.Remove(filepath.Join(dir, runFile)) },
	} {
		dir := filepath.Join(t.TempDir(), "run")
		if err := errors.Join(os.CopyFS(dir, os.DirFS(whole)), spoil(dir)); err != nil {
			t.Fatal(err)
		}
		mustRun(t, brief(), dir)
		t.Run(name, func(t *testing.T) { same(t, files(t, dir), want) })
	}
}

func tear(file string, also func(dir string) error) func(dir string) error {
	return func(dir string) error {
		path := filepath.Join(dir, file)
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return errors.Join(os.WriteFile(path, content[:len(content)-20], 0o644), also(dir))
	}
}

// What trained must obey the theorems, and a replay of Eqs. 3 and 4 must give it.
func TestTheMonitorAgrees(t *testing.T) {
	for _, change := range []func(*Config){
		func(*Config) {},
		func(c *Config) { c.Objective.Normalisation = trajectory.NormaliseMeanOne },
		func(c *Config) { c.Objective.Normalisation = trajectory.NormaliseSum },
		func(c *Config) { c.Controller.Driver, c.Controller.Clip = dynamics.DriveEntropy, nil },
	} {
		c := brief()
		change(&c)
		dir := filepath.Join(t.TempDir(), "run")
		mustRun(t, c, dir)
		report, err := monitor.CheckFile(filepath.Join(dir, trajectoryFile))
		if err != nil {
			t.Fatal(err)
		}
		if !report.OK() || report.Epochs != c.Training.Epochs {
			t.Errorf("the monitor says\n%s", report)
		}
	}
}

// The CPU must train as the reference does, but for rounding.
func TestDevicesAgree(t *testing.T) {
	c := brief()
	c.Training.Epochs = 1
	var losses []float64
	for _, o := range []Options{{Device: ref.New()}, {Device: cpu.New(1)}} {
		m, err := Run(context.Background(), c, filepath.Join(t.TempDir(), "run"), o)
		if err != nil {
			t.Fatal(err)
		}
		losses = append(losses, m.Loss)
	}
	if math.Abs(losses[0]-losses[1]) > 1e-3*losses[0] {
		t.Errorf("losses %g", losses)
	}
}

// Golden weights: two classes of 3 and 1 clips with widths 2 and 0.4 have the mean
// (3·2 + 0.4)/4 = 1.6.
func TestLossWeights(t *testing.T) {
	w, sizes := []float64{2, 0.4}, []int{3, 1}
	for n, want := range map[trajectory.Normalisation][]float64{
		trajectory.NormaliseNone: {2, 0.4}, trajectory.NormaliseSum: {2, 0.4}, trajectory.NormaliseMeanOne: {1.25, 0.25},
	} {
		got := lossWeights(n, w, sizes)
		for c := range got {
			if math.Abs(got[c]-want[c]) > 1e-15 {
				t.Errorf("%s: %g, want %g", n, got, want)
			}
		}
	}
	r := &run{config: Config{Objective: ObjectiveConfig{Normalisation: trajectory.NormaliseSum}}, lossWeights: w}
	if got := r.objective(0, []int{0, 0, 1, 1}).Scale; math.Abs(got-4/4.8) > 1e-15 {
		t.Errorf("the share of a batch is %g", got)
	}
}

func TestSchedule(t *testing.T) {
	s := TrainingConfig{LearningRate: 1, WarmUp: 2, Steps: []int{3, 5}, Decay: 0.1}
	for epoch, want := range []float64{0.5, 1, 1, 0.1, 0.1, 0.01} {
		if got := s.rate(epoch); math.Abs(got-want) > 1e-15 {
			t.Errorf("epoch %d: %g, want %g", epoch, got, want)
		}
	}
}

func TestCosine(t *testing.T) {
	s := TrainingConfig{LearningRate: 2, Epochs: 10, Cosine: true, Steps: []int{1}, Decay: 0.1}
	for epoch, want := range map[int]float64{0: 2, 5: 1.001, 10: 0.002} {
		if got := s.rate(epoch); math.Abs(got-want) > 1e-12 {
			t.Errorf("epoch %d: %g, want %g", epoch, got, want)
		}
	}
}

// Every loss, every way of mixing and of sampling must train.
func TestEveryChoiceTrains(t *testing.T) {
	type choice struct{ loss, mixing, sampling string }
	var choices []choice
	for _, name := range objective.Names() {
		choices = append(choices, choice{name, "cs-mix", "plain"})
	}
	for _, name := range mixing.Names() {
		choices = append(choices, choice{"ce", name, "ros"})
	}
	choices = append(choices, choice{"balanced-softmax", "mixup", "class-balanced"})
	for _, choice := range choices {
		c := brief()
		c.Training.Epochs, c.Training.MaxGradient, c.Objective.MixShare = 1, 0.5, 1
		c.Objective.Loss, c.Objective.Mixing, c.Data.Sampling = choice.loss, choice.mixing, choice.sampling
		m := mustRun(t, c, filepath.Join(t.TempDir(), "run"))
		if !(m.Loss > 0) || m.Accuracy < 0 {
			t.Errorf("%+v: %+v", choice, m)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	mustRun(t, brief(), dir)
	for name, c := range map[string]struct {
		change func(*Config)
		want   string
	}{
		"another configuration": {func(c *Config) { c.Training.Seed = 9 }, "another configuration; hint: "},
		"no epochs":             {func(c *Config) { c.Training.Epochs = 0 }, "training.epochs: want 1 or more; hint: "},
		"no set":                {func(c *Config) { c.Data.Set = dir }, "hint: "},
		"no split":              {func(c *Config) { c.Data.Split = "xsub" }, `no split is called "xsub"; hint: there are synthetic`},
		"no imbalance":          {func(c *Config) { c.Data.Synthetic.Imbalance = math.NaN() }, "hint: an imbalance"},
		"half a clip":           {func(c *Config) { c.Controller.Clip = []float64{1} }, "controller.clip has 1 numbers; hint: "},
		"no law":                {func(c *Config) { c.Controller.Law = "own" }, "controller.law"},
		"a law of its own":      {func(c *Config) { c.Controller.Eta = -1 }, "eta"},
		"too fast":              {func(c *Config) { c.Training.LearningRate = 1e30 }, "another configuration"},
	} {
		config := brief()
		c.change(&config)
		if _, err := Run(context.Background(), config, dir, options()); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, c.want)
		}
	}
}

// A run that diverges must stop with its last checkpoint whole.
func TestDivergence(t *testing.T) {
	c, dir := brief(), filepath.Join(t.TempDir(), "run")
	c.Training.LearningRate, c.Training.WarmUp = 1e30, 0
	_, err := Run(context.Background(), c, dir, options())
	if err == nil || !strings.Contains(err.Error(), "hint: the checkpoint before is whole") {
		t.Errorf("error %v", err)
	}
}

func TestASecondProcessIsKeptOut(t *testing.T) {
	dir := t.TempDir()
	held, err := lock(filepath.Join(dir, lockFile))
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	if _, err := Run(context.Background(), brief(), dir, options()); err == nil || !strings.Contains(err.Error(), "another process works on the run; hint: ") {
		t.Errorf("error %v", err)
	}
}

func ExampleRun() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	config := DefaultConfig()
	config.Data.Synthetic = SyntheticConfig{Classes: 3, Train: 10, Imbalance: 2, Test: 2, Difficulty: 0.2}
	config.Training.Epochs = 2
	metrics, err := Run(context.Background(), config, filepath.Join(dir, "run"), Options{Device: cpu.New(0)})
	fmt.Println(metrics.Epoch, len(metrics.ByClass), err)
	// Output: 1 3 <nil>
}
