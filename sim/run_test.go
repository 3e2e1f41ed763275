package sim_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/proofs/monitor"
	"aeed/sim"
)

func nothing(trajectory.Epoch) error { return nil }

// What Run records is what the controller's theorems say, for every kind of source.
func TestRunObeysTheMonitor(t *testing.T) {
	for _, kind := range sim.Sources() {
		for _, p := range []dynamics.Parameters{dynamics.DefaultParameters(), unclipped(), anchored()} {
			source, err := sim.Parse(kind.Name)
			if err != nil {
				t.Fatal(err)
			}
			s := sim.DefaultScenario()
			s.Source, s.Noise, s.Epochs, s.Sizes[7] = source, .3, 50, 0
			m := monitor.New(60, p, trajectory.PrecisionFloat64.Tolerance())
			for i, e := range record(t, s, p) {
				if e.Number != i || len(e.Classes) != 60 {
					t.Fatalf("epoch %d has number %d and %d classes", i, e.Number, len(e.Classes))
				}
				var records []dynamics.ClassEpoch
				for c, r := range e.Classes {
					if r.Count != s.Sizes[c] || r.LossWeight != r.Weight || !math.IsNaN(r.Accuracy) {
						t.Fatalf("epoch %d, class %d: %+v", i, c, r)
					}
					records = append(records, r.ClassEpoch)
				}
				m.Observe(records)
			}
			if r := m.Report(); !r.OK() || r.Epochs != 50 {
				t.Errorf("%s: %s", kind.Name, r)
			}
		}
	}
}

func TestRunStopsWithVisit(t *testing.T) {
	s, stop, seen := sim.DefaultScenario(), errors.New("enough"), 0
	err := sim.Run(&s, dynamics.DefaultParameters(), func(trajectory.Epoch) error {
		if seen++; seen == 3 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || seen != 3 {
		t.Errorf("%d epochs, %v", seen, err)
	}
}

// power is a law of one's own: w ← factor·w.
type power struct{ factor float64 }

func (power) Name() string                           { return "power" }
func (l power) Next(weight, _, _, _ float64) float64 { return l.factor * weight }

// flat is a plant of one's own that shows every class the same number.
type flat float64

func (flat) Name() string              { return "flat" }
func (flat) Validate([]int) error      { return nil }
func (f flat) Start([]int) sim.Process { return f }
func (f flat) Next(_, entropies []float64) {
	for c := range entropies {
		entropies[c] = float64(f)
	}
}

// A run that stops being one says in which epoch and class, and what to do.
func TestRunErrors(t *testing.T) {
	wild := unclipped()
	wild.Eta = 40
	outside := unclipped() // of the basin
	outside.InitialWeight = 50
	vanished := dynamics.DefaultParameters()
	vanished.Clip, vanished.Law = dynamics.Unclipped(), power{0}
	overflowing := vanished
	overflowing.Law = power{1e200}
	large := unclipped()
	large.InitialWeight = 1e308
	invalid := dynamics.DefaultParameters()
	invalid.Beta = 1
	for name, c := range map[string]struct {
		source sim.Source
		p      dynamics.Parameters
		want   []string
	}{
		"negative weights": {sim.DefaultHill(), wild, []string{"sim: epoch 2, class 0: the source hill gives the entropy NaN", "no niche width is positive", "lower eta or set a clip"}},
		"diverged":         {sim.Open{Signal: sim.Constant{Level: 1}}, outside, []string{"dynamics: epoch ", "class 0", "lower eta or set a clip"}},
		"vanished":         {sim.DefaultHill(), vanished, []string{"sim: epoch 2, class 0: the source hill gives the entropy NaN", "want nats in [0, ln 60 = 4.0943]", "lower eta or set a clip"}},
		"overflowing":      {sim.DefaultHill(), overflowing, []string{"dynamics: epoch 2, class 0", "lower eta or set a clip"}},
		"too large":        {sim.DefaultHill(), large, []string{"sim: epoch 0, class 0: the source hill gives the entropy NaN", "lower eta or set a clip"}},
		"bits":             {flat(5.9), unclipped(), []string{"sim: epoch 0, class 0: the source flat gives the entropy 5.9", "use natural logarithms"}},
		"negative":         {flat(-.1), unclipped(), []string{"sim: epoch 0, class 0: the source flat gives the entropy -0.1", "NotShown"}},
		"infinite":         {flat(math.Inf(1)), unclipped(), []string{"sim: epoch 0, class 0: the source flat gives the entropy +Inf"}},
		"undefined":        {sim.Open{Signal: levels{math.NaN()}}, unclipped(), []string{"sim: epoch 0, class 0: the source levels gives the entropy NaN"}},
		"parameters":       {sim.DefaultHill(), invalid, []string{"beta = 1"}},
	} {
		s := sim.DefaultScenario()
		s.Source = c.source
		err := sim.Run(&s, c.p, nothing)
		if err == nil || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: no %q in %v", name, want, err)
			}
		}
	}
}

// What rounding puts outside [0, ln C] counts as the nearest end.
func TestRunForgivesRounding(t *testing.T) {
	for entropy, want := range map[sim.Source]float64{flat(-1e-9): 0, flat(math.Log(60) + 1e-9): math.Log(60)} {
		s := sim.Scenario{Sizes: alike(60, 3), Source: entropy, Epochs: 2}
		if got := record(t, s, unclipped())[1].Classes[5].Entropy; got != want {
			t.Errorf("entropy %v, want %v", got, want)
		}
	}
}

// A scenario without any class shown is a run in which nothing moves.
func TestRunOfNothing(t *testing.T) {
	s := sim.Scenario{Sizes: alike(60, 3), Source: flat(sim.NotShown), Epochs: 5}
	for _, e := range record(t, s, unclipped()) {
		for _, r := range e.Classes {
			if r.Count != 0 || !math.IsNaN(r.Entropy) || r.Flow != 0 || r.NextWeight != 1 {
				t.Fatalf("%+v", r)
			}
		}
	}
}

func TestHeader(t *testing.T) {
	s, p := sim.DefaultScenario(), dynamics.DefaultParameters()
	h := sim.Header(&s, p)
	if err := h.Validate(); err != nil {
		t.Fatal(err)
	}
	s.Seed++
	if h.Source != trajectory.SourceSimulation || h.Classes != 60 || h.ClassSizes[59] != 6 || *h.Seed != 1 {
		t.Errorf("header %+v, seed %d", h, *h.Seed)
	}
}
