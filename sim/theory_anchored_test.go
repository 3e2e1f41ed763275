package sim_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"aeed/dynamics"
	"aeed/sim"
)

// histories is a signal of one's own: a history for each class.
type histories [][]float64

func (histories) Name() string         { return "histories" }
func (histories) Validate([]int) error { return nil }
func (h histories) At(_ []int, class, epoch int) float64 {
	return h[class][epoch]
}

// restless draws histories that jump between 0 and ln C, each after its own random
// times, the kind that goes furthest.
func restless(r *rand.Rand, classes, epochs int) histories {
	h := make(histories, classes)
	for c := range h {
		level, jumps := float64(r.IntN(2)), 1/(1+30*r.Float64())
		for range epochs {
			if r.Float64() < jumps {
				level = 1 - level
			}
			h[c] = append(h[c], level)
		}
	}
	return h
}

func anchored() dynamics.Parameters {
	p := unclipped()
	p.Law = dynamics.Anchored{}
	return p
}

// Theory 4, remedy: under constant entropies the anchored law returns to 1 by the
// factor 1 − ηγ an epoch, from either side, where the paper's goes to 0.
func TestTheoryAnchoredReturns(t *testing.T) {
	for _, from := range []float64{.1, 3} {
		p := anchored()
		p.InitialWeight = from
		weights := play(t, 60, sim.Constant{Level: .5}, 1001, p)
		within(t, "anchored law after 1000 epochs", weights[1001], 1, 1e-9)
		within(t, "factor", (weights[601]-1)/(weights[600]-1), 1-.5*.05, 1e-6)

		p.Law = dynamics.Logistic{}
		within(t, "the paper's after 1000 epochs", play(t, 60, sim.Constant{Level: .5}, 1001, p)[1001], 1/(1/from+25), .002)
	}
}

// Theory 4, remedy: in random tests with C = 60 the anchored law stays in
// [.20, 2.97]. The two ends are those of entropies that jump once; the paper's law
// falls below any such range.
func TestTheoryAnchoredRange(t *testing.T) {
	low := slices.Min(play(t, 60, sim.Step{From: 1, When: 1}, 200, anchored()))
	high := slices.Max(play(t, 60, sim.BangBang{}, 200, anchored()))
	within(t, "low", low, .20, .005)
	within(t, "high", high, 2.97, .005)

	r := rand.New(rand.NewPCG(1, 2))
	least, most, paper := 1.0, 1.0, 1.0
	for range 40 {
		s := sim.Scenario{Sizes: alike(60, 1), Source: sim.Open{Signal: restless(r, 60, 200)}, Epochs: 200}
		for _, e := range record(t, s, anchored()) {
			for _, c := range e.Classes {
				least, most = min(least, c.NextWeight), max(most, c.NextWeight)
			}
		}
		for _, c := range record(t, s, unclipped())[199].Classes {
			paper = min(paper, c.NextWeight)
		}
	}
	if least < low-1e-12 || most > high+1e-12 || least > low+.05 || most < high-.3 {
		t.Errorf("2400 random histories reach [%.4f, %.4f], want nearly all of [%.4f, %.4f]", least, most, low, high)
	}
	if paper > .1 {
		t.Errorf("the paper's law ends no lower than %g", paper)
	}
}
