package sim_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"aeed/dynamics"
	"aeed/internal/philox"
	"aeed/sim"
)

func TestLongTailed(t *testing.T) {
	sizes := sim.LongTailed(60, 600, 100)
	if len(sizes) != 60 || sizes[0] != 600 || sizes[59] != 6 || !slices.IsSortedFunc(sizes, func(a, b int) int { return b - a }) {
		t.Errorf("sizes %v", sizes)
	}
	for _, c := range []struct {
		classes, largest int
		imbalance        float64
		want             []int
	}{
		{2, 100, 100, []int{100, 1}},
		{3, 100, 100, []int{100, 10, 1}},
		{4, 7, 1, []int{7, 7, 7, 7}},
		{3, 5, 1e9, []int{5, 1, 1}},
		{2, 1, math.Inf(1), []int{1, 1}},
	} {
		if got := sim.LongTailed(c.classes, c.largest, c.imbalance); !slices.Equal(got, c.want) {
			t.Errorf("LongTailed(%d, %d, %g) = %v, want %v", c.classes, c.largest, c.imbalance, got, c.want)
		}
	}
	for _, bad := range []struct {
		classes, largest int
		imbalance        float64
	}{{1, 10, 10}, {2, 0, 10}, {2, 10, .5}, {2, 10, math.NaN()}} {
		func() {
			defer func() {
				if recover() != "sim: LongTailed needs classes ≥ 2, largest ≥ 1, imbalance ≥ 1" {
					t.Errorf("LongTailed(%v) does not say what it needs", bad)
				}
			}()
			sim.LongTailed(bad.classes, bad.largest, bad.imbalance)
		}()
	}
}

func TestScenarioValidate(t *testing.T) {
	if err := new(sim.Scenario).Validate(); err == nil {
		t.Error("nothing is a scenario")
	}
	good := sim.DefaultScenario()
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		spoil func(*sim.Scenario)
		want  string
	}{
		{func(s *sim.Scenario) { s.Sizes = []int{5} },
			`classes = 1: want at least 2 classes; hint: the entropy of a single class is always 0`},
		{func(s *sim.Scenario) { s.Sizes = []int{5, -1} },
			`sizes = -1 for class 1: want numbers of training samples; hint: 0 is a class that is never seen`},
		{func(s *sim.Scenario) { s.Noise = -1 },
			`noise = -1: want a finite deviation σ₁ ≥ 0 (nats); hint: the deviation of a single sample's entropy, 0.5 say`},
		{func(s *sim.Scenario) { s.Noise = math.NaN() },
			`noise = NaN: want a finite deviation σ₁ ≥ 0 (nats); hint: the deviation of a single sample's entropy, 0.5 say`},
		{func(s *sim.Scenario) { s.Noise = math.Inf(1) },
			`noise = +Inf: want a finite deviation σ₁ ≥ 0 (nats); hint: the deviation of a single sample's entropy, 0.5 say`},
		{func(s *sim.Scenario) { s.Epochs = 0 },
			`epochs = 0: want at least 1 epoch; hint: the paper trains for 100`},
		{func(s *sim.Scenario) { s.Source = nil },
			`source = nothing: want a signal or a plant; hint: the Hill plant closes the loop`},
		{func(s *sim.Scenario) { s.Source = sim.Open{} },
			`source = nothing: want a signal or a plant; hint: the Hill plant closes the loop`},
		{func(s *sim.Scenario) { s.Source = sim.Open{Signal: sim.Constant{Level: 2}} },
			`source = constant:level=2: want a level in [0, 1]; hint: level is the level, 1 being ln C; the default is 1`},
		{func(s *sim.Scenario) { s.Source = sim.NewMeasured(60, nil) },
			`replay = 0 epochs of 60 classes: want at least one epoch of 60 classes; hint: take the classes from the trajectory's header`},
	} {
		s := sim.DefaultScenario()
		c.spoil(&s)
		err := s.Validate()
		var parameter *dynamics.ParameterError
		if !errors.As(err, &parameter) || err.Error() != c.want {
			t.Errorf("%v\nwant %s", err, c.want)
		}
		if err := sim.Run(&s, dynamics.DefaultParameters(), nil); err == nil || err.Error() != c.want {
			t.Errorf("Run: %v\nwant %s", err, c.want)
		}
	}
}

// The noise of a class in an epoch depends on seed, class and epoch alone, has the
// deviation σ₁/√n_c, and stays within [0, ln C].
func TestNoise(t *testing.T) {
	s := sim.Scenario{Sizes: []int{400, 100, 25, 0, 1}, Source: sim.Open{Signal: sim.Constant{Level: .5}}, Noise: .1, Epochs: 40, Seed: 1 << 40}
	epochs := record(t, s, dynamics.DefaultParameters())
	for _, e := range epochs {
		for class, r := range e.Classes {
			if s.Sizes[class] == 0 {
				if r.Count != 0 || !math.IsNaN(r.Entropy) || r.NextWeight != 1 {
					t.Fatalf("a class without samples: %+v", r)
				}
				continue
			}
			z := philox.Normal(s.Seed, philox.EntropyNoise, uint32(e.Number), uint32(class))
			want := math.Log(5)/2 + .1/math.Sqrt(float64(s.Sizes[class]))*z
			if !(math.Abs(r.Entropy-want) <= 1e-15) || r.Count != s.Sizes[class] {
				t.Fatalf("epoch %d, class %d: %+v, want entropy %g", e.Number, class, r, want)
			}
		}
	}

	shorter := s
	shorter.Epochs = 20
	for i, e := range record(t, shorter, dynamics.DefaultParameters()) {
		if e.Classes[0].Entropy != epochs[i].Classes[0].Entropy {
			t.Fatalf("epoch %d depends on how many follow", i)
		}
	}

	loud := s
	loud.Noise = 100
	low, high := 0, 0
	for _, e := range record(t, loud, dynamics.DefaultParameters()) {
		switch entropy := e.Classes[4].Entropy; {
		case entropy == 0:
			low++
		case entropy == math.Log(5):
			high++
		case !(entropy > 0 && entropy < math.Log(5)):
			t.Fatalf("entropy %g", entropy)
		}
	}
	if low == 0 || high == 0 {
		t.Errorf("noise of 100 nats is cut off %d times at 0, %d times at ln C", low, high)
	}
}
