package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// flows returns the flows of an entropy sequence (nats), the first being the
// record-only epoch M₋₁ = H₋₁.
func flows(beta float64, entropies []float64) []float64 {
	var out []float64
	flow := 0.0
	for t := 1; t < len(entropies); t++ {
		flow = Flow(beta, entropies[t], entropies[t-1], flow)
		out = append(out, flow)
	}
	return out
}

func TestFlowNumbers(t *testing.T) {
	for _, c := range []struct {
		classes         int
		bound, anyStart float64
	}{{60, .4094, .7779}, {120, .4787, .9096}, {400, .5991, 1.1384}} {
		near(t, "flow bound", FlowBound(c.classes, .9), c.bound, .5e-4)
		near(t, "flow bound after the worst first flow", FlowBoundFrom(c.classes, .9, FlowBound(c.classes, .9), 1), c.anyStart, .5e-4)
		near(t, "the same as (1−β²)L", (1-.9*.9)*MaxEntropy(c.classes), c.anyStart, .5e-4)
	}
	mustPanic(t, "dynamics: FlowBoundFrom needs t ≥ 1", func() { FlowBoundFrom(60, .9, .1, 0) })
}

// Entropies 0 then ln C attain the flow bound, in either direction.
func TestFlowBoundIsSharp(t *testing.T) {
	for _, classes := range []int{2, 60, 120, 400} {
		for _, beta := range []float64{0, .5, .9, 1 - 1e-9} {
			limit := MaxEntropy(classes)
			if up, down := Flow(beta, limit, 0, 0), Flow(beta, 0, limit, 0); up != FlowBound(classes, beta) || down != -up {
				t.Errorf("C=%d β=%v: flows %v, %v do not attain %v", classes, beta, up, down, FlowBound(classes, beta))
			}
		}
	}
}

func TestFlowBoundFromIsSharp(t *testing.T) {
	const beta, first = .9, .3
	limit := MaxEntropy(60)
	for epochs := 1; epochs <= 50; epochs++ {
		flow := first
		for s := 1; s < epochs; s++ {
			flow = Flow(beta, 0, 0, flow)
		}
		near(t, fmt.Sprint("flow at ", epochs), Flow(beta, limit, 0, flow), FlowBoundFrom(60, beta, -first, epochs), float64(epochs+4)*ulp)
	}
}

func TestFlowSumBoundIsSharp(t *testing.T) {
	limit := MaxEntropy(60)
	for _, beta := range []float64{0, .5, .9, .999} {
		flow, sum := 0.0, 0.0
		for n := 1; n <= 100; n++ {
			previous := limit
			if n == 1 {
				previous = 0
			}
			flow = Flow(beta, limit, previous, flow)
			sum += flow
			near(t, fmt.Sprintf("sum of %d flows at β=%v", n, beta), sum, FlowSumBound(60, beta, n), float64(2*n)*ulp*limit)
		}
	}
	if FlowSumBound(60, .9, 0) != 0 || FlowSumBound(60, 0, 1) != limit {
		t.Error("no epochs must give 0, and β = 0 the whole range at once")
	}
}

func TestFlowIsTheIncrementOfTheSmoothedEntropy(t *testing.T) {
	holds(t, "EMA identity and bounds", prop.ForAll(func(fractions []float64, beta float64, classes int) string {
		limit := MaxEntropy(classes)
		entropies := make([]float64, len(fractions))
		for i, f := range fractions {
			entropies[i] = f * limit
		}
		ema := entropies[0]
		// Each epoch rounds M and D by at most 2 ulp of L; D forgets at the rate β,
		// M's increments do not add up.
		tolerance := 4 * ulp * limit / (1 - beta)
		for i, flow := range flows(beta, entropies) {
			next := SmoothedEntropy(beta, entropies[i+1], ema)
			if d := math.Abs(flow - (next - ema)); !(d <= tolerance) {
				return fmt.Sprintf("epoch %d: D − ΔM = %v > %v", i, d, tolerance)
			}
			if !(next >= 0 && next <= limit*(1+2*ulp)) {
				return fmt.Sprintf("epoch %d: M = %v leaves [0, ln C]", i, next)
			}
			if !(math.Abs(flow) <= FlowBound(classes, beta)+tolerance) {
				return fmt.Sprintf("epoch %d: |D| = %v above the bound", i, flow)
			}
			ema = next
		}
		return ""
	}, anyEntropies(60), gen.Float64Range(0, .99), gen.IntRange(2, 500)))
}

// H = 0, L, 0, L, … : |D| tends to (1−β)L/(1+β), not to 0 (Theorem 2 as printed).
func TestFlowOfAnAlternatingEntropyDoesNotVanish(t *testing.T) {
	const beta = .9
	limit, flow := MaxEntropy(60), 0.0
	for range 200 {
		flow = Flow(beta, limit, 0, flow)
		flow = Flow(beta, 0, limit, flow)
	}
	want := (1 - beta) * limit / (1 + beta)
	near(t, "limit", want, .2155, .5e-4)
	near(t, "|D|", -flow, want, math.Pow(beta, 399)+10*ulp)
}
