package dynamics

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

var laws = []SmoothLaw{Logistic{}, Anchored{}}

// orbit iterates the unclipped law from weight under drives.
func orbit(law Law, eta, weight float64, drives ...float64) []float64 {
	weights := []float64{weight}
	for _, drive := range drives {
		weight = law.Next(weight, drive, eta, 0.05)
		weights = append(weights, weight)
	}
	return weights
}

func TestPublishedOrbits(t *testing.T) {
	limit := MaxEntropy(60)
	for _, c := range []struct {
		name   string
		eta    float64
		start  float64
		drives []float64
		want   []float64
		digit  float64 // of the published numbers
	}{
		{"η too large turns a weight negative", 3, 1, append([]float64{0}, flows(.9, []float64{limit, limit, 0})...), []float64{1, .85, .7416, -.2518}, .5e-4},
		{"w₀ = 50 leaves at once", .5, 50, make([]float64, 6), []float64{50, -12.5, -16.4, -23.1, -36.5, -69.8, -191.8}, .06},
		{"w₀ = 80 too", .5, 80, make([]float64, 2), []float64{80, -80, -240}, 1e-12},
	} {
		for i, got := range orbit(Logistic{}, c.eta, c.start, c.drives...) {
			near(t, fmt.Sprintf("%s: w_%d", c.name, i), got, c.want[i], c.digit)
		}
	}
	weights := orbit(Logistic{}, .5, 1, make([]float64, 100000)...)
	near(t, "D = 0: w_10", weights[10], .796, .5e-3)
	near(t, "D = 0: w_100", weights[100], .283, .5e-3)
	near(t, "D = 0: w_1000", weights[1000], .038, .5e-3)
	near(t, "D = 0: w_10000", weights[10000], .004, .5e-3)
	near(t, "t·w_t", 1e5*weights[100000], 39.98, .5e-2)
	near(t, "w_{t+1}/w_t", weights[100000]/weights[99999], 1, 1.1e-5)
	negative := orbit(Logistic{}, .5, -.01, make([]float64, 4010)...)
	near(t, "w₀ = −0.01: w_4010", negative[4010], -1844, .5)
}

// At a constant drive δ the logistic law is the logistic map with r = 1 + ηδ.
func TestLogisticUnderAConstantDrive(t *testing.T) {
	const eta, gamma = .5, .05
	settle := func(product float64) (weight, delta float64) {
		weight, delta = 1, product/eta
		for range 20000 {
			weight = Logistic{}.Next(weight, delta, eta, gamma)
		}
		return weight, delta
	}
	weight, delta := settle(1.9)
	near(t, "fixed point below ηδ = 2", weight*gamma/delta, 1, 8*ulp)

	first, delta := settle(2.05)
	second := Logistic{}.Next(first, delta, eta, gamma)
	// The 2-cycle of the map is ηγw = (a ± √(a²−4b))/2 with a = 2+ηδ, b = a, since
	// x + x' = 2 + ηδ and x·x' = 2 + ηδ.
	a := 2 + 2.05
	spread := math.Sqrt(a*a - 4*a)
	near(t, "2-cycle, low", math.Min(first, second)*eta*gamma, (a-spread)/2, 1e-12)
	near(t, "2-cycle, high", math.Max(first, second)*eta*gamma, (a+spread)/2, 1e-12)

	// Chaos at 2.6: two weights a hair apart separate, but stay bounded.
	x, y, apart := 30.0, 30*(1+1e-12), 0.0
	for range 2000 {
		x, y = Logistic{}.Next(x, 2.6/eta, eta, gamma), Logistic{}.Next(y, 2.6/eta, eta, gamma)
		apart = max(apart, math.Abs(x-y))
	}
	_, peak := OneStepPeak(eta, gamma, 2.6/eta)
	if apart < 10 || x <= 0 || x > peak {
		t.Errorf("at ηδ = 2.6: separation %v, weight %v, want chaos in (0, %v]", apart, x, peak)
	}
	// Escape beyond 3.
	escaped := 1.0
	for range 100 {
		escaped = Logistic{}.Next(escaped, 3.05/eta, eta, gamma)
	}
	if !(escaped < 0) {
		t.Errorf("at ηδ = 3.05 the weight is %v, want escape below 0", escaped)
	}
}

// H = 0, L, 0, L, …: the unclipped weight still collapses, the clipped one
// oscillates.
func TestAlternatingEntropies(t *testing.T) {
	p := DefaultParameters()
	limit, free, held, flow := MaxEntropy(60), 1.0, 1.0, 0.0
	low, high := math.Inf(1), 0.0
	for t := range 20000 {
		entropy, previous := limit*float64((t+1)%2), limit*float64(t%2)
		flow = Flow(p.Beta, entropy, previous, flow)
		free = Logistic{}.Next(free, flow, p.Eta, p.Gamma)
		_, held = Step(&p, held, flow)
		if t > 19000 {
			low, high = min(low, held), max(high, held)
		}
	}
	if free > 1e-26 {
		t.Errorf("unclipped weight %v, want below 1e-26", free)
	}
	near(t, "clipped, low", low, .1, 0)
	near(t, "clipped, high", high, .1105, .5e-4)
}

func TestFixedPointsStayAndAreAscending(t *testing.T) {
	for _, c := range []struct {
		law   SmoothLaw
		drive float64
		want  []float64
	}{
		{Logistic{}, 0, []float64{0}}, {Logistic{}, .1, []float64{0, 2}}, {Logistic{}, -.1, []float64{-2, 0}},
		{Anchored{}, 0, []float64{0, 1}}, {Anchored{}, .05, []float64{0, 2}}, {Anchored{}, -.05, []float64{0}}, {Anchored{}, -.1, []float64{-1, 0}},
	} {
		got := c.law.FixedPoints(c.drive, .05)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s at D = %v: %v, want %v", c.law.Name(), c.drive, got, c.want)
		}
		for _, weight := range got {
			if next := c.law.Next(weight, c.drive, .5, .05); math.Abs(next-weight) > ulp {
				t.Errorf("%s at D = %v moves %v to %v", c.law.Name(), c.drive, weight, next)
			}
		}
	}
}

func TestSlopesAreDerivatives(t *testing.T) {
	holds(t, "slopes", prop.ForAll(func(weight, drive, eta, gamma float64) string {
		for _, law := range laws {
			byWeight, byDrive := law.Slopes(weight, drive, eta, gamma)
			// The laws are quadratic, for which a central difference is exact up to
			// rounding: terms of at most 1 + ηw(|D| + γw + γ), over a step of 2⁻¹⁰.
			const h = 0x1p-10
			w := (law.Next(weight+h, drive, eta, gamma) - law.Next(weight-h, drive, eta, gamma)) / (2 * h)
			d := (law.Next(weight, drive+h, eta, gamma) - law.Next(weight, drive-h, eta, gamma)) / (2 * h)
			size := (math.Abs(weight) + 1) * (1 + eta*(math.Abs(drive)+gamma*(math.Abs(weight)+2)))
			tolerance := 8 * ulp * size / h
			if !(math.Abs(w-byWeight) <= tolerance) || !(math.Abs(d-byDrive) <= tolerance) {
				return fmt.Sprintf("%s: (%v, %v), differences (%v, %v) ± %v", law.Name(), byWeight, byDrive, w, d, tolerance)
			}
		}
		return ""
	}, gen.Float64Range(-5, 5), gen.Float64Range(-1, 1), gen.Float64Range(0, 5), gen.Float64Range(0, .5)))
}

func TestAnchoredIsLogisticUnderAShiftedDrive(t *testing.T) {
	holds(t, "anchored(D) = logistic(D+γ)", prop.ForAll(func(weight, drive, eta, gamma float64) string {
		anchored, logistic := Anchored{}.Next(weight, drive, eta, gamma), Logistic{}.Next(weight, drive+gamma, eta, gamma)
		size := math.Abs(weight) * (1 + eta*(math.Abs(drive)+gamma*(math.Abs(weight)+2)))
		if !(math.Abs(anchored-logistic) <= 4*ulp*size) {
			return fmt.Sprint(anchored, " ", logistic)
		}
		return ""
	}, gen.Float64Range(-5, 5), gen.Float64Range(-1, 1), gen.Float64Range(0, 5), gen.Float64Range(0, .5)))
}

func TestLawByName(t *testing.T) {
	for _, law := range laws {
		if got, err := LawByName(law.Name()); got != Law(law) || err != nil {
			t.Errorf("LawByName(%q) = %v, %v", law.Name(), got, err)
		}
	}
	_, err := LawByName("Logistic")
	var wrong *ParameterError
	if !errors.As(err, &wrong) || err.Error() != `law = "Logistic": want "logistic" or "anchored"; hint: the paper's is logistic` {
		t.Errorf("unknown law: %v", err)
	}
}

func BenchmarkStep(b *testing.B) {
	p := DefaultParameters()
	b.ReportAllocs()
	weight := 1.0
	for b.Loop() {
		_, weight = Step(&p, weight, .01)
	}
}
