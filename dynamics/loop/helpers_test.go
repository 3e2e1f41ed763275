package loop

import (
	"math"
	"math/rand"
	"testing"

	"github.com/leanovate/gopter"
)

// ulp is the spacing of float64 at 1.
const ulp = 0x1p-52

// holds checks a property over seeded random arguments and fails the test with
// the simplest violation found.
func holds(t *testing.T, name string, trials int, property gopter.Prop) {
	t.Helper()
	parameters := gopter.DefaultTestParametersWithSeed(20240607)
	parameters.MinSuccessfulTests = trials
	if result := property.Check(parameters); !result.Passed() {
		t.Errorf("%s: %v: %v %v (drawn as %v)", name, result.Status, result.Error, result.Labels, result.Args)
	}
}

// near fails the test unless got lies within tolerance of want.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v ± %.3g", what, got, want, tolerance)
	}
}

// mustPanic fails the test unless call panics with the message.
func mustPanic(t *testing.T, message string, call func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := recover(); got != message {
			t.Errorf("panic %v, want %q", got, message)
		}
	}()
	call()
}

// A setting is an equilibrium of a closed loop: slopes and shares of its
// classes, and the loop's constants.
type setting struct {
	plant          Plant
	eta, beta      float64
	slopes, shares []float64
}

// anySetting draws a loop of 2 to 6 classes with delays up to maxDelay.
func anySetting(maxDelay int) gopter.Gen {
	return func(g *gopter.GenParameters) *gopter.GenResult {
		r := g.Rng
		s := setting{Plant{2, .02 + .98*r.Float64(), r.Intn(maxDelay + 1)}, 20 * r.Float64(), .98 * r.Float64(), nil, nil}
		s.slopes, s.shares = slopesAndShares(r, 2+r.Intn(5))
		return gopter.NewGenResult(s, gopter.NoShrinker)
	}
}

func slopesAndShares(r *rand.Rand, classes int) (slopes, shares []float64) {
	slopes, shares = make([]float64, classes), make([]float64, classes)
	var sum float64
	for c := range shares {
		slopes[c], shares[c] = 3*r.Float64(), math.Exp(2*r.NormFloat64())
		sum += shares[c]
	}
	for c := range shares {
		shares[c] /= sum
	}
	return slopes, shares
}
