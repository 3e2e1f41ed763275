package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestBasinFlowLimit(t *testing.T) {
	near(t, "β = .9", BasinFlowLimit(.9), 2.708, .5e-3)
	near(t, "β = 0", BasinFlowLimit(0), 1, ulp)
	near(t, "β → 1", BasinFlowLimit(math.Nextafter(1, 0)), 3, 4*ulp)
	for _, c := range []struct {
		product float64
		ok      bool
	}{{0, true}, {2.7, true}, {2.75, false}, {-.99, true}, {-1, false}} {
		p := DefaultParameters()
		if _, ok := Basin(p, c.product/p.Eta); ok != c.ok {
			t.Errorf("ηD₀ = %v: ok = %v", c.product, ok)
		}
	}
	if highest, _ := Basin(DefaultParameters(), 0); highest != 40 {
		t.Errorf("basin from D₀ = 0 ends at %v, want 40", highest)
	}
}

// diverges reports whether the autonomous system leaves w ≥ 0 within epochs.
func diverges(p Parameters, state State, epochs int) bool {
	for range epochs {
		if state = Map(Logistic{}, p, state, 0); state.Weight < 0 {
			return true
		}
	}
	return false
}

// Inside the edge the weight stays non-negative and collapses, outside one step
// turns it negative, from which it diverges.
func TestBasinIsSharp(t *testing.T) {
	holds(t, "basin", prop.ForAll(func(p Parameters, place, inside float64) string {
		x := -1 + 1e-6 + place*(BasinFlowLimit(p.Beta)+1-2e-6)
		flow := x / p.Eta
		edge, ok := Basin(p, flow)
		if !ok {
			return fmt.Sprint("ok must be true at ", x)
		}
		for _, factor := range []float64{inside, 1 - 1e-9} {
			if diverges(p, State{edge * factor, flow}, 2000) {
				return fmt.Sprintf("diverges from %v of the edge %v at x = %v", factor, edge, x)
			}
		}
		if !diverges(p, State{edge * (1 + 1e-9), flow}, 1) {
			return fmt.Sprintf("stays beyond the edge %v at x = %v", edge, x)
		}
		return ""
	}, anyParameters(), gen.Float64Range(0, 1), gen.Float64Range(0, 1)))
}

// Slightly beyond x₊(β) the formula fails: the peak of the parabola lands
// outside the next basin. So the limit is sharp.
func TestBasinFailsBeyondTheFlowLimit(t *testing.T) {
	p := DefaultParameters()
	for _, c := range []struct {
		x     float64
		fails bool
	}{{2.70, false}, {2.75, true}, {BasinFlowLimit(p.Beta) - 1e-6, false}, {BasinFlowLimit(p.Beta) + 1e-6, true}} {
		weight, _ := OneStepPeak(p.Eta, p.Gamma, c.x/p.Eta) // half of the edge
		if got := diverges(p, State{weight, c.x / p.Eta}, 1000); got != c.fails {
			t.Errorf("x = %v from w = %v: diverges %v, want %v", c.x, weight, got, c.fails)
		}
	}
}
