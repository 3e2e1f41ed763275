package dynamics

import (
	"fmt"
	"math"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// V = w + κ|D| changes by at most its bound on 0 ≤ w ≤ W, and decreases for κ
// above the threshold.
func TestLyapunovSumDecreases(t *testing.T) {
	holds(t, "LyapunovSum", prop.ForAll(func(p Parameters, bound, place, flow, above float64) string {
		s := State{bound * place, flow}
		kappa := LyapunovSumThreshold(p, bound) * above
		change := LyapunovSum(Map(Logistic{}, p, s, 0), kappa) - LyapunovSum(s, kappa)
		most := LyapunovSumChange(p, s, kappa, bound)
		tolerance := 16 * ulp * (LyapunovSum(s, kappa) + p.Eta*s.Weight*(math.Abs(flow)+p.Gamma*s.Weight))
		if !(change <= most+tolerance) {
			return fmt.Sprintf("changes by %v, bound %v", change, most)
		}
		if above > 1 && s != (State{}) && most > 0 {
			return fmt.Sprintf("the bound %v does not decrease", most)
		}
		return ""
	}, anyParameters(), logUniform(.1, 50), gen.Float64Range(0, 1), gen.Float64Range(-1, 1), logUniform(.5, 20)))
}

// V = w·e^{ηD/(1−β)} + κ|D| decreases for every κ > 0 and w ≥ 0.
func TestLyapunovExponentialDecreases(t *testing.T) {
	holds(t, "LyapunovExponential", prop.ForAll(func(p Parameters, weight, flow, kappa float64) string {
		s := State{weight, flow}
		change := LyapunovExponential(p, Map(Logistic{}, p, s, 0), kappa) - LyapunovExponential(p, s, kappa)
		most := LyapunovExponentialChange(p, s, kappa)
		// The exponent η|D|/(1−β) is an argument of exp, which turns its rounding
		// into a relative one; a negative next weight only makes V smaller.
		exponent := p.Eta * math.Abs(flow) / (1 - p.Beta)
		tolerance := 16 * ulp * (1 + exponent) * (LyapunovExponential(p, s, kappa) + math.Exp(exponent)*p.Eta*weight*(math.Abs(flow)+p.Gamma*weight))
		if !(change <= most+tolerance) || most > 0 {
			return fmt.Sprintf("changes by %v, bound %v", change, most)
		}
		return ""
	}, anyParameters(), logUniform(1e-3, 50), gen.Float64Range(-1, 1), logUniform(1e-6, 100)))
}

func TestLyapunovFunctionsVanishAtTheOriginAlone(t *testing.T) {
	p := DefaultParameters()
	for _, s := range []State{{0, 0}, {1, 0}, {0, .1}, {0, -.1}, {1e-9, 1e-9}} {
		sum, exponential := LyapunovSum(s, 1), LyapunovExponential(p, s, 1)
		if origin := s == (State{}); (sum == 0) != origin || (exponential == 0) != origin || sum < 0 || exponential < 0 {
			t.Errorf("at %+v: %v, %v", s, sum, exponential)
		}
	}
	near(t, "threshold", LyapunovSumThreshold(p, 4), 20, 64*ulp)
	near(t, "telescoping", Telescoping(.5, 2, math.Log(16)), .5, 4*ulp)
}
