package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestPublishedBounds(t *testing.T) {
	for _, c := range []struct {
		classes                                          int
		positive, monotone, naive, invariant, data, gain float64
		bound, anchored                                  float64
	}{
		{60, 1.641, 1.235, .2329, 1.221, .7245, 7.75, 7.746, 9.189},
		{120, 1.473, 1.138, .2005, 1.044, .6417, 10.95, 9.575, 10.575},
		{400, 1.251, 1.001, .1615, .834, .5384, 20.0, 11.98, 12.983},
	} {
		p := DefaultParameters()
		flow := FlowBound(c.classes, p.Beta)
		bound, margin := WeightBound(c.classes, p)
		anchored, anchoredMargin := AnchoredWeightBound(c.classes, p)
		for _, n := range []struct {
			what             string
			got, want, digit float64
		}{
			{"EtaPositive", EtaPositive(flow, p.Gamma, 4), c.positive, .5e-3},
			{"EtaMonotone", EtaMonotone(flow, p.Gamma, 4), c.monotone, .5e-3},
			{"EtaNaive", EtaNaive(c.classes, p.Gamma, 4), c.naive, .5e-4},
			{"EtaInvariant", EtaInvariant(flow), c.invariant, .6e-3},
			{"EtaDataOnly", EtaDataOnly(c.classes, p.Beta, p.Gamma, 1), c.data, .5e-4},
			{"EtaBounded", EtaBounded(c.classes, p), c.invariant, .6e-3},
			{"TotalGain", TotalGain(c.classes, p.Eta), c.gain, .5e-2},
			{"WeightBound", bound, c.bound, .5e-2},
			{"its margin", margin, 1 - .5*(flow+.05*bound), 4 * ulp},
			{"AnchoredWeightBound", anchored, c.anchored, .5e-2},
			{"its margin", anchoredMargin, 1 - .5*(flow+flow), 16 * ulp},
		} {
			near(t, fmt.Sprintf("C=%d: %s", c.classes, n.what), n.got, n.want, n.digit)
		}
	}
}

// One step from the worst corner of the box shows that the bounds are sharp.
func TestOneStepBoundsAreSharp(t *testing.T) {
	holds(t, "EtaPositive, EtaMonotone", prop.ForAll(func(flow, gamma, high float64) string {
		const off = 1e-6
		step := func(eta, weight float64) float64 { return Logistic{}.Next(weight, -flow, eta, gamma) }
		positive := EtaPositive(flow, gamma, high)
		if step(positive*(1-off), high) <= 0 || step(positive*(1+off), high) >= 0 {
			return fmt.Sprint("EtaPositive ", positive, " is not where the step changes sign")
		}
		monotone := EtaMonotone(flow, gamma, high)
		for _, c := range []struct{ factor, sign float64 }{{1 - off, 1}, {1 + off, -1}} {
			if slope, _ := (Logistic{}).Slopes(high, -flow, monotone*c.factor, gamma); slope*c.sign <= 0 {
				return fmt.Sprint("EtaMonotone ", monotone, " is not where the slope changes sign")
			}
		}
		return ""
	}, logUniform(1e-4, 10), logUniform(1e-4, 1), logUniform(.1, 100)))
}

func TestEtaDataOnlyIsTheRoot(t *testing.T) {
	holds(t, "η(D̄ + γw₀C^η) = 1", prop.ForAll(func(classes int, beta, gamma, weight float64) string {
		eta := EtaDataOnly(classes, beta, gamma, weight)
		excess := func(eta float64) float64 {
			return eta*(FlowBound(classes, beta)+gamma*weight*TotalGain(classes, eta)) - 1
		}
		// The last bit of η moves the excess by up to (1 + η ln C)·ulp, and exp and
		// the products round as much again.
		if tolerance := (8 + 4*eta*MaxEntropy(classes)) * ulp; !(math.Abs(excess(eta)) <= tolerance) {
			return fmt.Sprint(eta, " leaves ", excess(eta))
		}
		return ""
	}, gen.IntRange(2, 1000), gen.Float64Range(0, .99), logUniform(1e-6, 1), logUniform(1e-3, 10)))
	for _, extreme := range [][3]float64{
		{1 - 1e-15, .05, 1}, {.9, math.SmallestNonzeroFloat64, 1e-300}, {0, 1e300, 1e300}, {.9, math.SmallestNonzeroFloat64, .1},
	} {
		if eta := EtaDataOnly(60, extreme[0], extreme[1], extreme[2]); !(eta >= 0 && eta <= 1/FlowBound(60, extreme[0])) {
			t.Errorf("EtaDataOnly at β, γ, w₀ = %v: %v", extreme, eta)
		}
	}
}

func TestEtaBoundedIsWhereTheMarginEnds(t *testing.T) {
	holds(t, "margin > 0 below EtaBounded alone", prop.ForAll(func(classes int, p Parameters) string {
		limit := EtaBounded(classes, p)
		for _, factor := range []float64{.1, .5, 1 - 1e-9, 1 + 1e-9, 2} {
			p.Eta = limit * factor
			if _, margin := WeightBound(classes, p); (margin > 0) != (factor < 1) {
				return fmt.Sprintf("margin %v at %v·EtaBounded", margin, factor)
			}
		}
		return ""
	}, gen.IntRange(2, 1000), anyParameters()))
}

// Theorem 1′ and its anchored sister: 0 < w ≤ W wherever the margin is positive.
func TestWeightBoundsHold(t *testing.T) {
	for _, c := range []struct {
		law   Law
		bound func(int, Parameters) (float64, float64)
	}{{Logistic{}, WeightBound}, {Anchored{}, AnchoredWeightBound}} {
		applied := 0
		holds(t, c.law.Name(), prop.ForAll(func(classes int, p Parameters, fractions []float64) string {
			bound, margin := c.bound(classes, p)
			if margin <= 0 {
				return ""
			}
			applied++
			weight := p.InitialWeight
			for i, flow := range flows(p.Beta, scaled(fractions, MaxEntropy(classes))) {
				// A step rounds w by 3 ulp at most.
				if weight = c.law.Next(weight, flow, p.Eta, p.Gamma); !(weight > 0 && weight <= bound*(1+float64(3*i+3)*ulp)) {
					return fmt.Sprintf("epoch %d: weight %v outside (0, %v]", i, weight, bound)
				}
			}
			return ""
		}, gen.IntRange(2, 400), anyParameters(), anyEntropies(80)))
		if applied < 500 {
			t.Errorf("%s: only %d trials within the theorem", c.law.Name(), applied)
		}
	}
}

func scaled(fractions []float64, by float64) []float64 {
	out := make([]float64, len(fractions))
	for i, f := range fractions {
		out[i] = f * by
	}
	return out
}

func TestInputToStateBound(t *testing.T) {
	p := DefaultParameters()
	if got := InputToStateBound(p, -.1, .5, 0); got != 1 {
		t.Errorf("without a positive drive, at t = 0: %v, want w₀", got)
	}
	holds(t, "w ≤ InputToStateBound", prop.ForAll(func(p Parameters, drives []float64, sup, bottom, epsilon float64) string {
		flowBound := math.Max(sup, bottom)
		if _, limit, ok := InvariantInterval(p.Eta, p.Gamma, flowBound); !ok || p.InitialWeight >= limit {
			return ""
		}
		weight := p.InitialWeight
		for i, u := range drives {
			weight = Logistic{}.Next(weight, u*(sup+bottom)-bottom, p.Eta, p.Gamma)
			if bound := InputToStateBound(p, sup, epsilon, i+1); !(weight <= bound*(1+float64(8+3*i)*ulp)) {
				return fmt.Sprintf("epoch %d: %v > %v", i, weight, bound)
			}
		}
		return ""
	}, anyParameters(), anyEntropies(80), gen.Float64Range(0, .5), gen.Float64Range(0, .5), logUniform(.01, 10)))

	// The gain 1/γ is sharp: a constant drive δ holds the weight at δ/γ.
	weight := 1.0
	for range 5000 {
		weight = Logistic{}.Next(weight, .1, p.Eta, p.Gamma)
	}
	// A step rounds w = 2 by up to 3 ulp, and 1/(ηδ) = 20 steps of that remain.
	near(t, "weight under a constant drive", weight, .1/p.Gamma, 60*ulp)
	near(t, "bound", InputToStateBound(p, .1, 1e-9, math.MaxInt), .1/p.Gamma, 1e-8)
}
