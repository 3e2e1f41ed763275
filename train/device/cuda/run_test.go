package cuda

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"

	"aeed/internal/tfevents"
	"aeed/train"
	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/network"
	"aeed/train/skeleton"
	"aeed/train/skeleton/feed"
)

// brief is a run of seconds on the emulator: two epochs of four steps.
func brief() train.Config {
	c := train.DefaultConfig()
	c.Data.Synthetic = train.SyntheticConfig{Classes: 3, Train: 8, Imbalance: 2, Test: 2, Difficulty: 0.3}
	c.Data.Window = 8
	c.Training.Epochs, c.Training.Batch, c.Training.WarmUp, c.Training.Steps, c.Training.LearningRate = 2, 4, 1, nil, 0.01
	c.Objective.MixShare = 0.5
	return c
}

// goOn trains on a device, from where the folder is, until so many batches are done.
func goOn(t *testing.T, dir string, on device.Device, batches int) (finished bool) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_, err := train.Run(ctx, brief(), dir, train.Options{Device: on, Hooks: []train.Hook{{Name: "end", AfterBatch: func(train.Progress) error {
		if batches--; batches == 0 {
			cancel()
		}
		return nil
	}}}})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	return err == nil
}

// files returns the content of everything in a run's folder that must not depend on the
// clock or the device.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	content := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "run.json" || strings.HasPrefix(d.Name(), tfevents.Prefix) {
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

// A run on a card that was interrupted goes on with the very same numbers.
func TestRunsGoOn(t *testing.T) {
	d := start(t)
	whole, broken := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "broken")
	if !goOn(t, whole, d, 0) {
		t.Fatal("the run doesn't end")
	}
	if about, err := os.ReadFile(filepath.Join(whole, "run.json")); err != nil || !strings.Contains(string(about), `"batches": "device"`) {
		t.Errorf("%s, %v", about, err)
	}
	for parts := 1; !goOn(t, broken, d, 2); parts++ {
		if parts > 4 {
			t.Fatal("the run doesn't get on")
		}
	}
	want, got := files(t, whole), files(t, broken)
	if !maps.Equal(got, want) {
		for name, text := range want {
			if got[name] != text {
				t.Errorf("%s is another one", name)
			}
		}
	}
}

// A run that began on the processor goes on on a card, in the middle of an epoch, and back,
// with what both make but for rounding.
func TestRunsMoveBetweenDevices(t *testing.T) {
	d := start(t)
	whole, moved := filepath.Join(t.TempDir(), "whole"), filepath.Join(t.TempDir(), "moved")
	goOn(t, whole, cpu.New(1), 0)
	for i, part := range []struct {
		on      device.Device
		batches int
	}{{cpu.New(1), 2}, {d, 2}, {cpu.New(1), 0}} {
		if finished := goOn(t, moved, part.on, part.batches); finished != (i == 2) {
			t.Fatalf("part %d: the run has ended: %t", i, finished)
		}
	}
	logits := func(dir string) []float64 {
		inferred, err := train.Infer(context.Background(), dir, "last", cpu.New(1))
		if err != nil {
			t.Fatal(err)
		}
		return inferred.Logits
	}
	got, want := logits(moved), logits(whole)
	t.Logf("logits are %.2g of their norm apart", floats.Distance(got, want, 2)/floats.Norm(want, 2))
	if apart := floats.Distance(got, want, 2); !(apart <= 1e-4*floats.Norm(want, 2)) || apart == 0 {
		t.Errorf("logits are %g of %g apart", apart, floats.Norm(want, 2))
	}
}

// Clips that no batch has needn't be sound, and are not there.
func TestOnlyNeededClipsAreLoaded(t *testing.T) {
	d := start(t)
	c := newCourse(t, 1, feed.NTU, "none")
	clear(c.source.clips[7].X) // which shows nobody
	n := c.network(d)
	defer n.Close()
	trainer, _ := n.Trainer()
	if err := trainer.Load(c.feeder.Clips([]int{0, 7})); !errors.Is(err, skeleton.ErrNobody) {
		t.Errorf("error %v", err)
	}
	if err := trainer.Load(c.feeder.Clips([]int{0, 3, 4, 2})); err != nil {
		t.Fatal(err)
	}
	c.mixed[0] = false
	s, _ := c.step(0)
	if o := n.TakeResident(trainer, c.feeder.Preparation(), []network.ResidentStep{s}); !(o[0].Clean.Mean > 0) {
		t.Errorf("a loss of %g", o[0].Clean.Mean)
	}
	defer func() {
		if said := recover(); said != "cuda: the clip at place 16 is not on the card" {
			t.Errorf("%v", said)
		}
	}()
	s.Places = []int{0, 3, 16, 2}
	n.TakeResident(trainer, c.feeder.Preparation(), []network.ResidentStep{s})
}

// Clips that are too many for the card are sent there batch by batch.
func TestRunWithoutRoom(t *testing.T) {
	d, library := standIn(t, Options{})
	c := newCourse(t, 1, feed.NTU, "none")
	n := c.network(d)
	defer n.Close()
	trainer, _ := n.Trainer()
	library.Set(t, standin.Memory, 40000)
	if err := trainer.Load(c.feeder.Clips(c.places())); !errors.Is(err, device.ErrNoRoom) {
		t.Errorf("error %v", err)
	}
	defer func() {
		if said := recover(); said != "cuda: a step, and no clips on the card" {
			t.Errorf("%v", said)
		}
	}()
	s, _ := c.step(1)
	n.TakeResident(trainer, c.feeder.Preparation(), []network.ResidentStep{s})
}
