package train

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics/trajectory"
	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/program"
)

// A teller is a device that claims to take steps by itself: it keeps what it is asked, and
// tells of every clip that nothing is known.
type teller struct {
	device.Device
	steps   []device.Step
	batches []device.Batch
	clips   int
	failure error // of Load
}

type telling struct {
	device.State
	*teller
}

func newTeller() *teller { return &teller{Device: cpu.New(1)} }

func (d *teller) NewState(parameters, running int) device.State {
	return &telling{d.Device.NewState(parameters, running), d}
}

func (s *telling) Load(c device.Clips) error {
	for _, i := range c.Places {
		if _, err := c.Clip(i); err != nil {
			return err
		}
		s.clips++
	}
	return s.failure
}

func (s *telling) Train(p device.Preparation, steps []device.Step) (outcomes []device.Outcome) {
	if !p.Train {
		panic("steps of training on clips for testing")
	}
	s.steps = append(s.steps, steps...)
	for _, step := range steps {
		step.Check()
		n, classes := step.Program.Clips, step.Program.Output.Columns
		unknown := math.Log(float64(classes))
		o := device.Outcome{LogPosterior: slices.Repeat([]float64{-unknown}, n*classes), Terms: slices.Repeat([]float64{unknown, unknown, 1, 1, 0, 0}, n)}
		if step.Mixed != nil {
			o.Features, o.MixedFeatures = make([]float64, n), make([]float64, n)
			o.MixedTerms = slices.Repeat([]float64{unknown, unknown, 1, 0.5, 0, 0}, n)
		}
		outcomes = append(outcomes, o)
	}
	return outcomes
}

func (s *telling) Infer(p device.Preparation, batches []device.Batch) (logits [][]float64) {
	if p.Train {
		panic("tests on clips for training")
	}
	s.batches = append(s.batches, batches...)
	for _, b := range batches {
		logits = append(logits, make([]float64, b.Program.Clips*b.Program.Output.Columns))
	}
	return logits
}

// batchesOf returns the label of each clip of each step, and which steps have a mixed pass.
func batchesOf(steps []device.Step) (all []string) {
	for _, s := range steps {
		text := fmt.Sprint(s.Epoch, s.Places, s.Mixed != nil)
		for i := 0; i < len(s.Pairs); i += program.PairColumns {
			text += fmt.Sprint(" ", s.Pairs[i])
		}
		all = append(all, text)
	}
	return all
}

// A device that takes steps by itself is given the batches of the run, and what it tells of
// them goes where the host's own results go. A run that was interrupted asks for no step
// twice.
func TestRunOnATrainer(t *testing.T) {
	for _, mixing := range []string{"cs-mix", "cutmix-parts"} {
		c := brief()
		c.Objective.Mixing, c.Training.Epochs = mixing, 2
		whole, parts := newTeller(), newTeller()
		dir := filepath.Join(t.TempDir(), "run")
		last, err := Run(context.Background(), c, dir, Options{Device: whole})
		if err != nil {
			t.Fatal(err)
		}
		about, err := os.ReadFile(filepath.Join(dir, runFile))
		if err != nil || !strings.Contains(string(about), `"batches": "device"`) {
			t.Errorf("%s, %v", about, err)
		}
		if most := math.Log(3); math.Abs(last.Loss-most) > most || last.Epoch != 1 || len(whole.batches) != 2*2 {
			t.Errorf("%+v of %d test batches", last, len(whole.batches))
		}
		_, epochs, err := trajectory.ReadFile(filepath.Join(dir, trajectoryFile))
		if err != nil || math.Abs(epochs[1].Classes[0].Entropy-math.Log(3)) > 1e-12 {
			t.Errorf("entropy %v, %v", epochs[1].Classes[0].Entropy, err)
		}
		if !slices.ContainsFunc(whole.steps, func(s device.Step) bool { return s.Mixed != nil && (s.Mixed.Cut != nil) == (mixing == "cutmix-parts") }) {
			t.Errorf("no step is mixed by %s", mixing)
		}
		broken := filepath.Join(t.TempDir(), "broken")
		for attempt := 0; ; attempt++ {
			ctx, cancel := context.WithCancel(context.Background())
			_, err := Run(ctx, c, broken, Options{Device: parts, Hooks: []Hook{{Name: "end", AfterBatch: func(Progress) error { cancel(); return nil }}}})
			cancel()
			if err == nil {
				break
			}
			if !errors.Is(err, context.Canceled) || attempt > 3 {
				t.Fatal(err)
			}
		}
		if got, want := batchesOf(parts.steps), batchesOf(whole.steps); !slices.Equal(got, want) {
			t.Errorf("in parts\n%q, want\n%q", got, want)
		}
		same(t, files(t, broken), files(t, dir))
	}
}

// Where the clips have no room the host makes the batches, and so it does for a loss that
// the device doesn't know.
func TestRunBesideATrainer(t *testing.T) {
	for what, change := range map[string]func(c *Config, d *teller){
		"no room": func(_ *Config, d *teller) { d.failure = fmt.Errorf("%w: of 3", device.ErrNoRoom) },
		"focal":   func(c *Config, _ *teller) { c.Objective.Loss = "focal" },
	} {
		c, d := brief(), newTeller()
		c.Training.Epochs = 1
		change(&c, d)
		dir := filepath.Join(t.TempDir(), "run")
		if _, err := Run(context.Background(), c, dir, Options{Device: d}); err != nil {
			t.Fatal(err)
		}
		about, err := os.ReadFile(filepath.Join(dir, runFile))
		if err != nil || !strings.Contains(string(about), `"batches": "host"`) || len(d.steps) > 0 {
			t.Errorf("%s: %s, %v", what, about, err)
		}
	}
	d := newTeller()
	d.failure = errors.New("a clip is damaged")
	if _, err := Run(context.Background(), brief(), filepath.Join(t.TempDir(), "run"), Options{Device: d}); !errors.Is(err, d.failure) {
		t.Errorf("error %v", err)
	}
}
