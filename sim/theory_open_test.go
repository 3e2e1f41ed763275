package sim_test

import (
	"math"
	"slices"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/proofs"
	"aeed/sim"
)

// levels is a signal of one's own: any history, the last level for ever.
type levels []float64

func (levels) Name() string         { return "levels" }
func (levels) Validate([]int) error { return nil }
func (l levels) At(_ []int, _, epoch int) float64 {
	return l[min(epoch, len(l)-1)]
}

// Theory 1(f): the largest weight from 1 is attained by entropies that jump from
// 0 to ln C, at t = 12.
func TestTheorySupremum(t *testing.T) {
	for classes, want := range map[int]float64{60: 2.385, 120: 2.798, 400: 3.608} {
		weights := play(t, classes, sim.BangBang{}, 200, unclipped())
		peak := slices.Max(weights)
		within(t, "sup w", peak, want, 0.0005)
		if at := slices.Index(weights, peak) - 1; at != 12 {
			t.Errorf("C = %d: the peak is at t = %d, want 12", classes, at)
		}
		if clipped := play(t, classes, sim.BangBang{}, 200, dynamics.DefaultParameters()); !slices.Equal(clipped[:30], weights[:30]) {
			t.Errorf("C = %d: the upper clip is not dead code", classes)
		}
	}
}

// Theory 1(f): from the lower end of the clip a weight reaches .499/.639/.951,
// and no more than the certified .52/.67/1.01. Those histories come from a
// search; the engine must follow them, clip and all.
func TestTheorySupremumFromLowerClip(t *testing.T) {
	p := dynamics.DefaultParameters()
	p.InitialWeight = p.Clip.Low
	for classes, bounds := range map[int][2]float64{60: {.499, .52}, 120: {.639, .67}, 400: {.951, 1.01}} {
		found := proofs.SearchSupremum(classes, p)
		peak := slices.Max(play(t, classes, levels(found.Trial.Levels), len(found.Trial.Levels), p))
		if peak < bounds[0]-.0005 || peak > bounds[1] {
			t.Errorf("C = %d: reached %.4f, want %.3f to %.2f", classes, peak, bounds[0], bounds[1])
		}
		within(t, "peak of the search", peak, found.Weight, 1e-12)
	}
}

// Theory 1(d), 1(f): epochs until the lower clip. The page's ΔH̄₀ is 0, that is,
// its entropies still stand in t = 0 and fall from t = 1 on: our epoch 2.
func TestTheoryHittingTimes(t *testing.T) {
	classes := []int{60, 120, 400}
	nats := func(c int, h float64) float64 { return h / dynamics.MaxEntropy(c) }
	for _, c := range []struct {
		name   string
		signal func(classes int) sim.Signal
		from   float64
		want   [3]int
	}{
		{"H: ln C → 0 at once", func(int) sim.Signal { return sim.Step{From: 1, When: 2} }, 1, [3]int{31, 18, 11}},
		{"τ = 10 to .3", func(c int) sim.Signal { return sim.Plateau{Start: 1, Floor: nats(c, .3), Tau: 10, Until: 1} }, 1, [3]int{53, 34, 24}},
		{"τ = 15 to 1.5", func(c int) sim.Signal { return sim.Plateau{Start: 1, Floor: nats(c, 1.5), Tau: 15, Until: 1} }, 1, [3]int{193, 103, 40}}, // the page: not within 100, 100, 40
		{"constant", func(int) sim.Signal { return sim.Constant{Level: 1} }, 1, [3]int{358, 358, 358}},
		{"constant", func(int) sim.Signal { return sim.Constant{Level: .2} }, 4, [3]int{387, 387, 387}},
	} {
		p := dynamics.DefaultParameters()
		p.InitialWeight = c.from
		for i, classes := range classes {
			weights := play(t, classes, c.signal(classes), 500, p)
			if hit := slices.Index(weights, p.Clip.Low) - 1; hit != c.want[i] {
				t.Errorf("%s from %g, C = %d: after %d epochs, want %d", c.name, c.from, classes, hit, c.want[i])
			}
			for epoch, weight := range weights[c.want[i]+1:] {
				if weight != p.Clip.Low {
					t.Fatalf("%s, C = %d: escapes %d epochs after the hit", c.name, classes, epoch)
				}
			}
		}
	}
}

// Theory 1(e), 3: constant entropies, whatever they are: w_10, w_100, w_1000,
// w_1e4, and t·w_t → 1/(ηγ) = 40.
func TestTheoryHarmonicDecay(t *testing.T) {
	weights := play(t, 2, sim.Constant{Level: 1}, 100_001, unclipped())
	for at, want := range map[int]float64{10: .796, 100: .283, 1000: .038, 10_000: .004} {
		within(t, "w", weights[at+1], want, .0005)
	}
	within(t, "1e5·w", 1e5*weights[100_001], 39.98, .005)
	if w := weights[100_000]; weights[100_001]/w < 1-1e-4 {
		t.Error("the decay is exponential")
	}
}

// Theory 3: the counterexamples to the paper's theorems.
func TestTheoryCounterexamples(t *testing.T) {
	p := unclipped()
	p.Eta = 3 // Theorem 1, η too large
	for i, want := range []float64{1, .85, .7416, -.2518} {
		// The page's H = (L, L, 0) with ΔH̄₀ = 0: three epochs after the recorded one.
		within(t, "w", play(t, 60, levels{1, 1, 1, 0}, 4, p)[i+1], want, .00005)
	}
	p = unclipped()
	p.InitialWeight = 50 // Theorem 2, outside the basin
	weights := play(t, 60, sim.Constant{Level: 1}, 7, p)
	within(t, "w_1", weights[2], -12.5, .05)
	within(t, "w_2", weights[3], -16.4, .05)
	within(t, "w_6", weights[7], -191.8, .05)

	// Theorem 2 with moving entropies: neither the flow nor the clipped weight settles.
	moving := sim.Scenario{Sizes: alike(60, 1), Source: sim.Open{Signal: sim.BangBang{Hold: 1}}, Epochs: 10_001}
	last := func(epochs []trajectory.Epoch) trajectory.Record { return epochs[len(epochs)-1].Classes[0] }
	free, clipped := last(record(t, moving, unclipped())), record(t, moving, dynamics.DefaultParameters())
	within(t, "|ΔH̄|", math.Abs(free.Flow), .2155, .00005)
	within(t, "|ΔH̄|", math.Abs(free.Flow), .1*dynamics.MaxEntropy(60)/1.9, 1e-12)
	within(t, "order of the unclipped weight", math.Log10(free.NextWeight), -26, .5)
	ends := []float64{last(clipped).NextWeight, last(clipped).Weight}
	within(t, "low", slices.Min(ends), .1000, .00005)
	within(t, "high", slices.Max(ends), .1105, .00005)
}
