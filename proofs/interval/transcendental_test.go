package interval

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

type transcendental struct {
	name     string
	down, up func(float64) float64
	exact    func(float64) *big.Float
	numbers  func() gopter.Gen
	defined  func(float64) bool
	// approximation returns what the proof is about: a sum of two, its slack,
	// and the power of two that multiplies both.
	approximation func(float64) (head, tail, slack float64, k int)
	proved        func(float64) bool
}

func transcendentals() []transcendental {
	positive := func(v float64) bool { return v > 0 }
	finiteExponential := func(v float64) bool { return v > expUnderflows && v < expOverflows }
	return []transcendental{
		{"exp", ExpDown, ExpUp, func(v float64) *big.Float { return oracleExp(exact(v)) }, anyExponent, finiteExponential,
			exponential, func(v float64) bool { return finiteExponential(v) && math.Abs(v) >= expNearZero }},
		{"log", LogDown, LogUp, oracleLog, anyPositive, positive,
			func(v float64) (head, tail, slack float64, k int) {
				head, tail, slack = logarithm(v)
				return head, tail, slack, 0
			}, positive},
	}
}

// steps counts the float64 from a up to b, which has the sign of a or is 0.
func steps(a, b float64) int {
	return int(math.Abs(float64(int64(math.Float64bits(math.Abs(a))) - int64(math.Float64bits(math.Abs(b))))))
}

func TestTranscendentalEndsMissByOneAtMost(t *testing.T) {
	for _, f := range transcendentals() {
		widths := map[int]int{}
		widest := 0.0
		holds(t, f.name, prop.ForAll(func(v float64) string {
			if !f.defined(v) {
				return ""
			}
			down, up, best := f.down(v), f.up(v), tightest(f.exact(v))
			widths[steps(down, up)]++
			if math.Abs(down) >= 0x1p-1022 && up < inf {
				exponent := math.Ilogb(max(math.Abs(down), math.Abs(up)))
				widest = max(widest, (up-down)/math.Ldexp(1, exponent-52))
			}
			if down > best.Lo || up < best.Hi || steps(down, best.Lo) > 1 || steps(up, best.Hi) > 1 {
				return fmt.Sprintf("%s %g is in [%g, %g], want at most one float64 off [%g, %g]", f.name, v, down, up, best.Lo, best.Hi)
			}
			return ""
		}, f.numbers()))
		t.Logf("%s: enclosures by their width in float64: %v; the widest has %g units in the last place", f.name, widths, widest)
		if wider := widths[2]; wider*5 > trials {
			t.Errorf("%s: %d of %d enclosures are two float64 wide, want a fifth at most", f.name, wider, trials)
		}
	}
}

// The proofs leave a tenth of the slack to the user's rounding; that the error
// is at most half, in fact, shows that no term has been lost.
func TestApproximationIsAsGoodAsProved(t *testing.T) {
	for _, f := range transcendentals() {
		worst := 0.0
		holds(t, f.name, prop.ForAll(func(v float64) string {
			if !f.proved(v) {
				return ""
			}
			head, tail, slack, k := f.approximation(v)
			off := f.exact(v)
			off.SetMantExp(off, -k).Sub(off, exact(head)).Sub(off, exact(tail))
			size, _ := off.Abs(off).Float64()
			if size == 0 {
				return ""
			}
			worst = max(worst, size/slack)
			if size > 0.5*slack {
				return fmt.Sprintf("%s %g: off by %g with a slack of %g", f.name, v, size, slack)
			}
			return ""
		}, f.numbers()))
		t.Logf("%s: the error is at most %.2f of the slack", f.name, worst)
	}
}

func TestTranscendentalBoundsNeverDecrease(t *testing.T) {
	for _, f := range transcendentals() {
		holds(t, f.name, prop.ForAll(func(v float64, n int) string {
			for range n {
				next := math.Nextafter(v, inf)
				if f.down(v) > f.down(next) || f.up(v) > f.up(next) {
					return fmt.Sprintf("%s decreases from %g to the next float64", f.name, v)
				}
				v = next
			}
			return ""
		}, f.numbers().SuchThat(f.defined), gen.IntRange(1, 30)))
	}
}

func TestExactPointsOfTheTranscendentals(t *testing.T) {
	if z := Point(0).Exp(); z != Point(1) {
		t.Errorf("exp of 0 is %v, want the point 1", z)
	}
	if z := Point(1).Log(); z != Point(0) {
		t.Errorf("log of 1 is %v, want the point 0", z)
	}
}
