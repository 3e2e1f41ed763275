package sim_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"aeed/sim"
)

func TestSignals(t *testing.T) {
	sizes := []int{800, 100, 0}
	for _, c := range []struct {
		signal sim.Signal
		class  int
		want   map[int]float64 // level by epoch
	}{
		{sim.Constant{Level: .3}, 0, map[int]float64{0: .3, 99: .3}},
		{sim.Learning{Start: 1, Floor: .2, Tau: 10}, 0, map[int]float64{0: 1, 10: .2 + .8/math.E, 1e9: .2}},
		{sim.Learning{Start: 0, Floor: 1, Tau: 10}, 0, map[int]float64{0: 0, 10: 1 - 1/math.E, 1e9: 1}},
		{sim.Plateau{Start: .9, Floor: .2, Tau: 10, Until: 5}, 0, map[int]float64{0: .9, 5: .9, 15: .2 + .7/math.E, 1e9: .2}},
		{sim.Plateau{Start: 1, Floor: 0, Tau: 10, Until: 5.5}, 0, map[int]float64{5: 1, 6: math.Exp(-.05)}},
		{sim.Step{From: .1, To: .7, When: 3}, 0, map[int]float64{0: .1, 2: .1, 3: .7, 1e9: .7}},
		{sim.Step{From: .1, To: .7}, 0, map[int]float64{0: .7}},
		{sim.Sinusoid{Mean: .5, Amplitude: .25, Period: 8}, 0, map[int]float64{0: .5, 1: .5 + .25*math.Sqrt2/2, 2: .75, 4: .5, 6: .25, 8: .5, 802: .75}},
		{sim.Sinusoid{Mean: .9, Amplitude: .3, Period: 8}, 0, map[int]float64{2: 1, 6: .6}},
		{sim.Sinusoid{Mean: .1, Amplitude: .3, Period: 8}, 0, map[int]float64{6: 0}},
		{sim.BangBang{}, 0, map[int]float64{0: 0, 1: 1, 2: 1, 1e9: 1}},
		{sim.BangBang{Hold: 1}, 0, map[int]float64{0: 0, 1: 1, 2: 0, 3: 1, 4: 0}},
		{sim.BangBang{Hold: 3}, 0, map[int]float64{0: 0, 1: 1, 3: 1, 4: 0, 6: 0, 7: 1, 9: 1, 10: 0}},
		{sim.BySize{Start: 1, Floor: .1, Tau: 10, Slower: .5, Higher: 1. / 3}, 0, map[int]float64{0: 1, 10: .1 + .9/math.E, 1e9: .1}},
		{sim.BySize{Start: 1, Floor: .1, Tau: 10, Slower: .5, Higher: 1. / 3}, 1, map[int]float64{0: 1, 20: .2 + .8*math.Exp(-math.Sqrt(.5)), 1e9: .2}},
		{sim.BySize{Start: 1, Floor: .1, Tau: 10, Slower: .5, Higher: 9}, 1, map[int]float64{0: 1, 20: 1, 1e9: 1}},
		{sim.BySize{Start: .5, Floor: .4, Tau: 10, Higher: 1}, 1, map[int]float64{0: .5, 20: .5, 1e9: .5}},
		{sim.BySize{Start: .9, Floor: .1, Tau: 10}, 2, map[int]float64{0: .9, 1e9: .9}},
	} {
		for epoch, want := range c.want {
			within(t, c.signal.Name()+" level", c.signal.At(sizes, c.class, epoch), want, 1e-12)
		}
	}
}

// corners are the values of a constant at the ends of its range and between them.
func corners(info sim.ConstantInfo, r *rand.Rand) []float64 {
	switch info.Range {
	case "a level in [0, 1]":
		return []float64{0, math.SmallestNonzeroFloat64, .1, r.Float64(), math.Nextafter(1, 0), 1}
	case "a number in (0, 1]":
		return []float64{math.SmallestNonzeroFloat64, r.Float64() + 1e-9, 1}
	case "a finite number > 0":
		return []float64{math.SmallestNonzeroFloat64, 1e-3, 40 * r.Float64(), 1e9, math.MaxFloat64}
	case "a finite number ≥ 0":
		return []float64{0, math.SmallestNonzeroFloat64, 40 * r.Float64(), math.MaxFloat64}
	case "an exponent in [0, 10]":
		return []float64{0, math.SmallestNonzeroFloat64, r.Float64(), 10}
	case "an integer from 0 to 1000":
		return []float64{0, 1, float64(r.IntN(50)), 1000}
	}
	panic("a range without corners: " + info.Range)
}

// randomSource draws valid constants for a kind of source.
func randomSource(t *testing.T, kind sim.SourceInfo, r *rand.Rand) sim.Source {
	t.Helper()
	source, err := sim.Parse(kind.Name)
	for _, constant := range kind.Constants {
		if err == nil {
			values := corners(constant, r)
			source, err = sim.With(source, constant.Name, values[r.IntN(len(values))])
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// Whatever valid constants a source has, its entropies stay within [0, ln C], up to
// a rounding error.
func TestSourcesStayInRange(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	sizes := []int{math.MaxInt, 600, 7, 1, 0}
	limit := math.Log(5)
	for _, kind := range sim.Sources() {
		for range 400 {
			source := randomSource(t, kind, r)
			if err := source.Validate(sizes); err != nil {
				t.Fatalf("%s: %v", sim.Format(source), err)
			}
			process := source.Start(sizes)
			weights, entropies := []float64{1, 4, .1, 1, 1}, make([]float64, 5)
			for epoch := range 60 {
				process.Next(weights, entropies)
				for class, entropy := range entropies {
					if !(entropy >= 0 && entropy <= limit*(1+1e-15)) {
						t.Fatalf("%s: entropy %g of class %d in epoch %d", sim.Format(source), entropy, class, epoch)
					}
				}
			}
		}
	}
}

// The prototypes of Parse are what the constructors of the package promise.
func TestDefaults(t *testing.T) {
	hill, err := sim.Parse("hill")
	if err != nil || !reflect.DeepEqual(hill, sim.Source(sim.DefaultHill())) {
		t.Errorf("hill is %+v, DefaultHill %+v; %v", hill, sim.DefaultHill(), err)
	}
	for _, kind := range sim.Sources() {
		source, err := sim.Parse(kind.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, open := source.(sim.Open); open == kind.Plant || kind.Help == "" {
			t.Errorf("%s is described as %+v", kind.Name, kind)
		}
		if err := source.Validate([]int{3, 2}); err != nil {
			t.Errorf("%s: %v", kind.Name, err)
		}
	}
}
