package sim_test

import (
	"math"
	"path/filepath"
	"slices"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// same reports whether two records are equal to the bit, NaN being itself.
func same(a, b trajectory.Record) bool {
	bits := func(r trajectory.Record) [8]uint64 {
		return [8]uint64{uint64(r.Count), math.Float64bits(r.Entropy), math.Float64bits(r.Flow), math.Float64bits(r.Weight),
			math.Float64bits(r.NextWeightRaw), math.Float64bits(r.NextWeight), math.Float64bits(r.LossWeight), math.Float64bits(r.Accuracy)}
	}
	return bits(a) == bits(b)
}

// flickering shows each class in its own epochs only: the third first in epoch 2,
// the last never.
type flickering struct{ sim.Hill }

func (f flickering) Start(sizes []int) sim.Process {
	return &flickeringProcess{Process: f.Hill.Start(sizes)}
}

type flickeringProcess struct {
	sim.Process
	epoch int
}

func (p *flickeringProcess) Next(weights, entropies []float64) {
	p.Process.Next(weights, entropies)
	last := len(entropies) - 1
	for c := range entropies {
		if c == last || c == 2 && p.epoch < 2 || c > 2 && (p.epoch+c)%3 == 0 {
			entropies[c] = sim.NotShown
		}
	}
	p.epoch++
}

// A replay repeats a run to the bit, through a file too, and hides what the run
// didn't show.
func TestReplayIsExact(t *testing.T) {
	s := sim.DefaultScenario()
	s.Source, s.Noise, s.Epochs = flickering{sim.DefaultHill()}, .7, 150
	p := dynamics.DefaultParameters()
	p.Eta = 1.3
	want := record(t, s, p)

	path := filepath.Join(t.TempDir(), "trajectory.jsonl")
	w, err := trajectory.Create(path, sim.Header(&s, p))
	if err != nil {
		t.Fatal(err)
	}
	for _, epoch := range want {
		if err := w.Append(epoch); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	header, epochs, err := trajectory.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	parameters, err := header.Parameters()
	if err != nil {
		t.Fatal(err)
	}
	replay := sim.Replay(header, epochs)
	hidden := 0
	for i, epoch := range record(t, replay, parameters) {
		for class, r := range epoch.Classes {
			if !same(r, want[i].Classes[class]) {
				t.Fatalf("epoch %d, class %d: %+v, want %+v", i, class, r, want[i].Classes[class])
			}
			if r.Count == 0 {
				hidden++
			}
		}
	}
	if hidden < 150 {
		t.Errorf("only %d records of classes not shown", hidden)
	}
	// The engine agrees about classes that are not shown.
	summaries := make([]sim.Summary, 1)
	if err := sim.Summarise(&replay, []dynamics.Parameters{parameters}, summaries, 1); err != nil {
		t.Fatal(err)
	}
	lowest := math.Inf(1)
	for _, r := range want[149].Classes {
		lowest = min(lowest, r.NextWeight)
	}
	if summaries[0].FinalMin != lowest {
		t.Errorf("Summarise ends at %v, Run at %v", summaries[0].FinalMin, lowest)
	}
}

// A trainer's means need not be the quotient of a sum by the class size, and its
// class sizes need not be known.
func TestReplayOfForeignMeans(t *testing.T) {
	h := trajectory.NewHeader(2, dynamics.DefaultParameters())
	var epochs []trajectory.Epoch
	for i := range 3 {
		e := trajectory.Epoch{Number: i, Classes: make([]trajectory.Record, 2)}
		for c := range e.Classes {
			entropy := math.Nextafter(.1*float64(1+i+c), 1)
			e.Classes[c].ClassEpoch = dynamics.ClassEpoch{Count: 49 + i, Entropy: entropy}
		}
		epochs = append(epochs, e)
	}
	s := sim.Replay(h, epochs)
	if !slices.Equal(s.Sizes, []int{51, 51}) || s.Epochs != 3 {
		t.Errorf("scenario %+v", s)
	}
	for i, e := range record(t, s, dynamics.DefaultParameters()) {
		for c, r := range e.Classes {
			if r.Entropy != epochs[i].Classes[c].Entropy {
				t.Errorf("epoch %d, class %d: entropy %v, want %v", i, c, r.Entropy, epochs[i].Classes[c].Entropy)
			}
		}
	}
	h.ClassSizes = []int{60, 0}
	if s := sim.Replay(h, epochs); !slices.Equal(s.Sizes, []int{60, 51}) {
		t.Errorf("sizes %v: a class that was shown has samples", s.Sizes)
	}
}

// After the record every class keeps what was measured of it last.
func TestMeasuredGoesOn(t *testing.T) {
	shown := func(entropies ...float64) trajectory.Epoch {
		var e trajectory.Epoch
		for _, entropy := range entropies {
			e.Classes = append(e.Classes, trajectory.Record{ClassEpoch: dynamics.ClassEpoch{Entropy: entropy}})
		}
		return e
	}
	m := sim.NewMeasured(3, []trajectory.Epoch{shown(.1, .2, math.NaN()), shown(math.NaN(), .3, math.NaN())})
	process, got := m.Start(nil), make([]float64, 3)
	for i, want := range [][]float64{{.1, .2, sim.NotShown}, {sim.NotShown, .3, sim.NotShown}, {.1, .3, sim.NotShown}, {.1, .3, sim.NotShown}} {
		if process.Next(nil, got); !slices.Equal(got, want) {
			t.Errorf("epoch %d: %v, want %v", i, got, want)
		}
	}
	if m.Epochs() != 2 {
		t.Errorf("%d epochs", m.Epochs())
	}
	if err := m.Validate([]int{1, 1}); err == nil {
		t.Error("a record of three classes plays for two")
	}
}
