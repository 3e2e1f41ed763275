package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestPublishedInvariantIntervals(t *testing.T) {
	for classes, want := range map[int][2]float64{60: {8.19, 31.81}, 120: {9.57, 30.43}, 400: {11.98, 28.02}} {
		smallest, limit, ok := InvariantInterval(.5, .05, FlowBound(classes, .9))
		near(t, "smallest", smallest, want[0], .6e-2)
		near(t, "limit", limit, want[1], .5e-2)
		if !ok {
			t.Errorf("C=%d: no invariant interval", classes)
		}
	}
	if _, _, ok := InvariantInterval(EtaInvariant(.4094), .05, .4094); ok {
		t.Error("at ηD̄ = ½ the interval is empty")
	}
}

// (0, W] is invariant under all flows in the box exactly for smallest ≤ W < limit.
func TestInvariantIntervalIsSharp(t *testing.T) {
	holds(t, "both directions", prop.ForAll(func(eta, gamma, flow, place, at, drive float64) string {
		smallest, limit, ok := InvariantInterval(eta, gamma, flow)
		next := func(weight, drive float64) float64 { return Logistic{}.Next(weight, drive, eta, gamma) }
		if ok {
			w := smallest + place*(limit-smallest)
			if got := next(at*w, drive*flow); !(got > 0 && got <= w*(1+4*ulp)) {
				return fmt.Sprintf("(0, %v] is left to %v", w, got)
			}
		}
		if below := smallest * (1 - 1e-6); eta*flow <= 1 && !(next(below, flow) > below) {
			return "a W below the smallest holds"
		}
		if above := limit * (1 + 1e-6); above > 0 && !(next(above, -flow) < 0) {
			return "a W above the limit holds"
		}
		return ""
	}, logUniform(.01, 10), logUniform(1e-3, 1), logUniform(1e-3, 1),
		gen.Float64Range(0, .999), gen.Float64Range(1e-9, 1), gen.Float64Range(-1, 1)))
}

func TestOneStepPeakIsTheMaximum(t *testing.T) {
	holds(t, "peak", prop.ForAll(func(eta, gamma, flow, factor float64) string {
		weight, peak := OneStepPeak(eta, gamma, flow)
		tolerance := 16 * ulp * peak
		if got := (Logistic{}).Next(weight, flow, eta, gamma); !(math.Abs(got-peak) <= tolerance) {
			return fmt.Sprintf("from %v to %v, want %v", weight, got, peak)
		}
		if got := (Logistic{}).Next(weight*factor, flow, eta, gamma); !(got <= peak+tolerance) {
			return fmt.Sprintf("%v exceeds %v", got, peak)
		}
		return ""
	}, logUniform(.01, 2), logUniform(1e-3, 1), gen.Float64Range(-.45, 2), gen.Float64Range(0, 3)))
}

func TestClippedAttractor(t *testing.T) {
	clip := DefaultParameters().Clip
	for _, c := range []struct {
		eta, drive, want float64
		ok               bool
	}{
		{.5, .1, 2, true}, {.5, .21, 4, true}, {.5, .3, 4, true}, {.5, .001, .1, true}, {.5, 0, .1, true},
		{.5, -3, .1, true}, {1e6, -3, .1, true}, {20, .15, 3, false}, {.5, 4, 4, false}, {.5, math.MaxFloat64, 4, false},
	} {
		got, ok := ClippedAttractor(c.eta, .05, c.drive, clip)
		near(t, "attractor", got, c.want, 4*ulp)
		if ok != c.ok {
			t.Errorf("η=%v δ=%v: ok = %v", c.eta, c.drive, ok)
		}
	}
	holds(t, "every weight comes to the attractor", prop.ForAll(func(eta, product, start float64) string {
		p := DefaultParameters()
		p.Eta = eta
		drive := product / eta
		want, ok := ClippedAttractor(p.Eta, p.Gamma, drive, p.Clip)
		if !ok {
			return "ok must be true below ηδ = 2"
		}
		weight := p.Clip.Apply(start)
		for range 4000 {
			_, weight = Step(&p, weight, drive)
		}
		// The slowest multiplier, ±.99, contracts 4000 steps to 1e-17; a step rounds
		// by 3 ulp, a hundred of which remain.
		if !(math.Abs(weight-want) <= 300*ulp*want) {
			return fmt.Sprintf("weight %v, want %v", weight, want)
		}
		return ""
	}, logUniform(.05, 100), gen.Float64Range(.01, 1.99), gen.Float64Range(.1, 4)))
	// Beyond, cycles: η = 60, δ = 0.1 gives 3.34, 0.1, 0.67.
	p := DefaultParameters()
	p.Eta = 60
	weight := 1.0
	for range 3000 {
		_, weight = Step(&p, weight, .1)
	}
	for weight != .1 {
		_, weight = Step(&p, weight, .1)
	}
	_, second := Step(&p, weight, .1)
	_, third := Step(&p, second, .1)
	near(t, "second of the 3-cycle", second, .67, .5e-2)
	near(t, "third", third, 3.34, .5e-2)
	if _, back := Step(&p, third, .1); back != .1 {
		t.Errorf("the 3-cycle goes on to %v", back)
	}
}
