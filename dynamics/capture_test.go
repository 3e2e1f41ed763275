package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// captured returns the epochs that the clipped law needs to the lower end of
// the clip under a constant drive.
func captured(p Parameters, weight, drive float64) int {
	epochs := 0
	for ; weight != p.Clip.Low; epochs++ {
		_, weight = Step(&p, weight, drive)
	}
	return epochs
}

func TestPublishedCaptures(t *testing.T) {
	p := DefaultParameters()
	for _, c := range []struct {
		from         float64
		exact, bound int
	}{{1, 358, 360}, {4, 387, 390}, {.1, 0, 0}} {
		if got := captured(p, c.from, 0); got != c.exact {
			t.Errorf("from %v: captured after %d epochs, want %d", c.from, got, c.exact)
		}
		if got, ok := CaptureEpochs(p, c.from, 0); got != c.bound || !ok {
			t.Errorf("CaptureEpochs from %v = %d, %v, want %d", c.from, got, ok, c.bound)
		}
	}
	near(t, "dead zone", DeadZone(p), .005, ulp)
	near(t, "limit of a swing of 1 nat", ClippedLimit(p, 1), .1*math.Exp(.5), ulp)
}

// The worst constant flow within the bound never takes longer than it says.
func TestCaptureWithinItsBound(t *testing.T) {
	holds(t, "captured in time", prop.ForAll(func(eta, gamma, low, from, part float64) string {
		p := DefaultParameters()
		p.Eta, p.Gamma, p.Clip, p.InitialWeight = eta, gamma, Clip{low, 10}, 1
		// e^{ηd} − 1 = part of ηγ·low, the largest flow that the bound takes.
		flow := math.Log1p(part*eta*gamma*low) / eta
		bound, ok := CaptureEpochs(p, from, flow)
		if !ok {
			return fmt.Sprintf("not ok at %v of the largest flow", part)
		}
		if got := captured(p, from, flow); got > bound {
			return fmt.Sprintf("captured after %d epochs, bound %d", got, bound)
		}
		if _, ok := CaptureEpochs(p, from, math.Log1p(1.001*eta*gamma*low)/eta); ok && from > low {
			return "ok beyond the largest flow"
		}
		return ""
	}, logUniform(.1, 3), logUniform(.01, .3), logUniform(.05, .5), logUniform(.5, 10), gen.OneConstOf(0., 1e-12, 1e-6, .1, .9, .99)))
}

// The two forms of the count must meet where they take over from each other.
func TestCaptureCountIsContinuous(t *testing.T) {
	p := DefaultParameters()
	previous := 0
	for _, part := range []float64{0, 1e-12, .9e-9, 1.1e-9, 1e-8, 1e-4, .1, .5, .99} {
		got, ok := CaptureEpochs(p, 1, math.Log1p(part*p.Eta*p.Gamma*p.Clip.Low)/p.Eta)
		if !ok || got < previous || part < 1e-7 && got > 361 {
			t.Errorf("at %v of the largest flow: %d, %v after %d", part, got, ok, previous)
		}
		previous = got
	}
}

func TestCaptureCountThatNoIntHolds(t *testing.T) {
	for _, change := range []func(*Parameters){
		func(p *Parameters) { p.Gamma = 1e-300 },
		func(p *Parameters) { p.Clip.Low = 1e-300 },
		func(p *Parameters) { p.Clip.Low, p.Gamma = 1e-300, 1e-300 },
		func(p *Parameters) { p.Clip.Low = math.SmallestNonzeroFloat64 }, // 1/low overflows
		func(p *Parameters) { p.Gamma = math.SmallestNonzeroFloat64 },    // ηγ underflows
	} {
		p := DefaultParameters()
		change(&p)
		if got, ok := CaptureEpochs(p, 1, 0); got != 0 || ok {
			t.Errorf("γ = %v, low = %v: %d, %v", p.Gamma, p.Clip.Low, got, ok)
		}
	}
}

// Once captured, a weight stays for every flow below the dead zone and leaves
// above it.
func TestDeadZoneIsSharp(t *testing.T) {
	p := DefaultParameters()
	for _, c := range []struct{ flow, want float64 }{{DeadZone(p) * .999, .1}, {-10, .1}} {
		if _, next := Step(&p, .1, c.flow); next != c.want {
			t.Errorf("a flow of %v moves the captured weight to %v", c.flow, next)
		}
	}
	if _, next := Step(&p, .1, DeadZone(p)*1.001); next <= .1 {
		t.Error("a flow above the dead zone must lift the weight")
	}
}

// However the entropy swings within ω, the clipped weight ends up at most at
// low·e^{ηω}.
func TestClippedLimitHolds(t *testing.T) {
	holds(t, "limsup w ≤ low·e^{ηω}", prop.ForAll(func(period int, swing, eta float64) string {
		p := DefaultParameters()
		p.Eta = eta
		weight, flow, previous := 1.0, 0.0, 0.0
		for epoch := range 3000 {
			entropy := swing * float64(epoch/period%2)
			flow = Flow(p.Beta, entropy, previous, flow)
			_, weight = Step(&p, weight, flow)
			previous = entropy
			// From w₀ = 1 and through the transients 1000/η epochs are enough: the
			// bound falls by ηγ·low = η/200 in ln w each epoch from ln(10) + ηω.
			if limit := ClippedLimit(p, swing); epoch > 2000 && !(weight <= limit*(1+1e-9)) {
				return fmt.Sprintf("epoch %d: weight %v, limit %v", epoch, weight, limit)
			}
		}
		return ""
	}, gen.IntRange(1, 300), gen.Float64Range(0, 4), logUniform(.5, 5)))
}
