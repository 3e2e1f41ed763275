package loop

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestPublishedCriticalGains(t *testing.T) {
	lags := []float64{.05, .1, .3, 1}
	for _, c := range []struct {
		delay int
		want  []float64
		digit float64
	}{
		{0, []float64{741, 361, 107.67, 19}, .5e-2},
		{1, []float64{29, 19, 12.333, 10}, .5e-3},
		{2, []float64{15.1, 10.0, 6.8, 6.5}, .5e-1},
		{5, []float64{6.5, 4.5, 3.3, 3.4}, .5e-1},
		{10, []float64{3.7, 2.6, 2.1, 2.1}, .5e-1},
	} {
		for i, lag := range lags {
			near(t, fmt.Sprintf("G_crit(λ=%v, d=%d)", lag, c.delay), CriticalGain(lag, .9, c.delay).Gain, c.want[i], c.digit)
		}
	}
	if got := CriticalGain(1, 0, 0); got != (Crossing{1, math.Pi}) || got.Period() != 2 {
		t.Errorf("without smoothing or lag: %+v, want a flip at gain 1", got)
	}
}

func TestPublishedPeriodsAndCriticalEtas(t *testing.T) {
	for _, c := range []struct {
		delay       int
		period, eta float64
	}{{1, 9.8, 6.0}, {2, 14.1, 3.3}, {5, 24.0, 1.6}} {
		near(t, fmt.Sprint("period at d = ", c.delay), CriticalGain(.3, .9, c.delay).Period(), c.period, .5e-1)
		near(t, fmt.Sprint("critical η at d = ", c.delay), CriticalEta(Plant{2, .3, c.delay}, 60, .9), c.eta, .5e-1)
	}
	near(t, "critical η without smoothing", CriticalEta(Plant{2, 1, 0}, 60, 0), .49, .5e-2)
}

// Delays 0 and 1 have closed forms, down to the smallest margins λ and 1−β.
func TestCriticalGainMatchesTheClosedForms(t *testing.T) {
	for _, lag := range []float64{1e-8, 1e-3, .3, 1} {
		for _, beta := range []float64{0, .5, .9, 1 - 0x1p-10, 1 - 0x1p-27} {
			name := fmt.Sprintf("λ=%v, β=%v", lag, beta)
			flip := CriticalGain(lag, beta, 0)
			near(t, name+": flip", flip.Gain*lag*(1-beta)/((2-lag)*(1+beta)), 1, 8*ulp)
			if flip.Angle != math.Pi {
				t.Errorf("%s: angle %v, want π", name, flip.Angle)
			}
			c := CriticalGain(lag, beta, 1)
			// The angle comes from a phase near π, rounded by 4 ulp, which grows with
			// θ at least as fast as θ; so θ errs by 4 ulp, and the gain, which goes
			// as θ² there, by twice as much.
			sine := math.Sqrt((lag + (1 - beta)) / 4) // sin²(θ/2) = (1 − cos θ)/2
			near(t, name+": angle", c.Angle/(2*math.Asin(sine)), 1, 8*ulp+8*ulp/c.Angle)
			near(t, name+": gain", c.Gain/(1/lag+beta/(1-beta)), 1, 32*ulp+32*ulp/c.Angle)
		}
	}
}

// Without lag and smoothing the loop is z^{d+1} = −G: critical at 1, of angle
// π/(d+1), for every delay.
func TestCriticalGainOfAPureDelay(t *testing.T) {
	for _, delay := range []int{0, 1, 2, 3, 10, 100, 1000} {
		c := CriticalGain(1, 0, delay)
		near(t, fmt.Sprint("gain at d = ", delay), c.Gain, 1, 4*ulp)
		near(t, fmt.Sprint("angle at d = ", delay), c.Angle*float64(delay+1), math.Pi, 16*ulp)
	}
}

// At the crossing e^{iθ} is a root, Jury says stable just below and unstable
// just above, and the gain is at least 1, which it tends to as the delay grows.
func TestCriticalGainIsWhereStabilityEnds(t *testing.T) {
	holds(t, "crossing", 3000, prop.ForAll(func(lag, beta float64, delay int) string {
		c := CriticalGain(lag, beta, delay)
		if !(c.Gain >= 1-8*ulp) || !(c.Angle > 0 && c.Angle <= math.Pi) {
			return fmt.Sprintf("%+v", c)
		}
		for _, off := range []float64{1e-7, 1e-3, .5} {
			if _, stable := Jury(Polynomial(c.Gain*(1-off), lag, beta, delay)); !stable {
				return fmt.Sprintf("unstable %v below %+v", off, c)
			}
			if _, stable := Jury(Polynomial(c.Gain*(1+off), lag, beta, delay)); stable {
				return fmt.Sprintf("stable %v above %+v", off, c)
			}
		}
		return ""
	}, gen.Float64Range(.01, 1), gen.Float64Range(0, .99), gen.IntRange(0, 60)))
	for _, lag := range []float64{.05, .3, 1} {
		for _, delay := range []int{maxDelay - 1, maxDelay} {
			c := CriticalGain(lag, .9, delay)
			_, below := Jury(Polynomial(c.Gain*(1-1e-6), lag, .9, delay))
			_, above := Jury(Polynomial(c.Gain*(1+1e-6), lag, .9, delay))
			if !below || above {
				t.Errorf("λ=%v, d=%d: stable below %v, above %v", lag, delay, below, above)
			}
		}
	}
	near(t, "the limit of long delays", CriticalGain(.3, .9, 1e6).Gain, 1, 1e-3)
}

func TestCriticalGainFallsWithTheDelay(t *testing.T) {
	for _, lag := range []float64{.05, .3, 1} {
		last := Crossing{math.Inf(1), 4}
		for delay := range 200 {
			c := CriticalGain(lag, .9, delay)
			if c.Gain >= last.Gain || c.Angle >= last.Angle {
				t.Fatalf("λ=%v, d=%d: %+v after %+v", lag, delay, c, last)
			}
			last = c
		}
	}
}

func BenchmarkCriticalGain(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		CriticalGain(.3, .9, 5)
	}
}
