package loop

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"aeed/dynamics"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestValidateSaysWhatIsWrong(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	const (
		alpha = ": want a finite steepness α > 0; hint: 1 is mild, 2 is steep"
		lag   = ": want 0 < λ ≤ 1; hint: 1 follows at once, 0.1 closes a tenth of the gap an epoch"
		delay = ": want 0 to 1000 epochs; hint: 0 is the paper's timing"
	)
	for _, c := range []struct {
		plant Plant
		want  string
	}{
		{Plant{0, .3, 0}, "alpha = 0" + alpha}, {Plant{-1, .3, 0}, "alpha = -1" + alpha},
		{Plant{nan, .3, 0}, "alpha = NaN" + alpha}, {Plant{inf, .3, 0}, "alpha = +Inf" + alpha},
		{Plant{2, 0, 0}, "lag = 0" + lag}, {Plant{2, 1.1, 0}, "lag = 1.1" + lag}, {Plant{2, nan, 0}, "lag = NaN" + lag},
		{Plant{2, -inf, 0}, "lag = -Inf" + lag},
		{Plant{2, .3, -1}, "delay = -1" + delay}, {Plant{2, .3, 1001}, "delay = 1001" + delay},
	} {
		err := c.plant.Validate()
		var wrong *dynamics.ParameterError
		if !errors.As(err, &wrong) || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	for _, plant := range []Plant{DefaultPlant(), {1e-300, 1e-300, 0}, {math.MaxFloat64, 1, 1000}} {
		if err := plant.Validate(); err != nil {
			t.Errorf("%+v: %v", plant, err)
		}
	}
}

func TestPublishedSlopes(t *testing.T) {
	near(t, "α = 1", Plant{Alpha: 1}.MaxSlope(60), 1.02, .5e-2)
	near(t, "α = 2", Plant{Alpha: 2}.MaxSlope(60), 2.05, .5e-2)
}

func TestTargetAtTheReferenceIsHalf(t *testing.T) {
	limit := dynamics.MaxEntropy(60)
	for _, alpha := range []float64{.5, 1, 2, 1e300} {
		p := Plant{Alpha: alpha}
		near(t, "half", p.Target(60, .25, .25), limit/2, ulp)
		near(t, "steepest there", p.Slope(60, .25, .25)/p.MaxSlope(60), 1, 4*ulp)
		if p.Target(60, 0, .25) != limit {
			t.Error("a class without a share keeps ln C")
		}
	}
}

// However steep, the slope is finite, non-negative and at most MaxSlope; a share
// far from the reference has none.
func TestSlopeAtExtremes(t *testing.T) {
	for _, alpha := range []float64{1e-300, 1, 2, 1e4, 1e300, math.MaxFloat64} {
		p := Plant{Alpha: alpha}
		for _, ratio := range []float64{0, 1e-300, 1e-3, .999, 1, 1.001, 1e3, 1e300, math.MaxFloat64} {
			slope, target := p.Slope(60, ratio, 1), p.Target(60, ratio, 1)
			if !(slope >= 0 && slope <= p.MaxSlope(60)*(1+4*ulp)) || !(target >= 0 && target <= dynamics.MaxEntropy(60)) {
				t.Errorf("α=%v, p/q=%v: slope %v of at most %v, target %v", alpha, ratio, slope, p.MaxSlope(60), target)
			}
		}
	}
	if steep := (Plant{Alpha: 1e308}).MaxSlope(60); math.IsInf(steep, 1) {
		t.Error("MaxSlope overflows below the largest float64")
	}
}

func TestSlopeIsTheDerivativeOfTheTarget(t *testing.T) {
	holds(t, "slope", 3000, prop.ForAll(func(alpha, log float64, classes int) string {
		p := Plant{Alpha: alpha}
		const h = 1e-4
		at := func(log float64) float64 { return p.Target(classes, math.Exp(log), 1) }
		got, want := p.Slope(classes, math.Exp(log), 1), -(at(log+h)-at(log-h))/(2*h)
		// A central difference errs by h²/6 of the third derivative, at most α³·ln C,
		// and by the rounding of two targets over 2h.
		limit := dynamics.MaxEntropy(classes)
		if tolerance := limit * (alpha*alpha*alpha*h*h/6 + 8*(1+alpha)*ulp/h); !(math.Abs(got-want) <= tolerance) {
			return fmt.Sprintf("%v, difference %v ± %v", got, want, tolerance)
		}
		return ""
	}, gen.Float64Range(.1, 5), gen.Float64Range(-5, 5), gen.IntRange(2, 400)))
}
