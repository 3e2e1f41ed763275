package dynamics

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
)

// ulp is the spacing of float64 at 1, twice the error of one rounding.
const ulp = 0x1p-52

// holds checks a property over seeded random arguments and fails the test with
// the simplest violation found.
func holds(t *testing.T, name string, property gopter.Prop) {
	t.Helper()
	parameters := gopter.DefaultTestParametersWithSeed(20240607)
	parameters.MinSuccessfulTests = 2000
	result := property.Check(parameters)
	if !result.Passed() {
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

// logUniform draws numbers in [low, high], evenly on a logarithmic scale.
func logUniform(low, high float64) gopter.Gen {
	return gen.Float64Range(math.Log(low), math.Log(high)).Map(math.Exp)
}

// anyParameters draws constants from the paper's neighbourhood, unclipped.
func anyParameters() gopter.Gen {
	return func(g *gopter.GenParameters) *gopter.GenResult {
		log := func(low, high float64) float64 {
			return math.Exp(math.Log(low) + g.Rng.Float64()*math.Log(high/low))
		}
		p := DefaultParameters()
		p.Eta, p.Gamma, p.Beta, p.InitialWeight = log(0.01, 5), log(1e-3, 0.5), g.Rng.Float64()*0.99, log(0.1, 4)
		p.Clip = Unclipped()
		return gopter.NewGenResult(p, gopter.NoShrinker)
	}
}

// anyEntropies draws a sequence of fractions of ln C: independent, held for a
// while, or switching between the ends, where the bounds are attained.
func anyEntropies(length int) gopter.Gen {
	return func(g *gopter.GenParameters) *gopter.GenResult {
		fractions := make([]float64, length)
		hold, level := 1+g.Rng.Intn(20), g.Rng.Float64()
		for t := range fractions {
			if t%hold == 0 {
				level = []float64{g.Rng.Float64(), float64(g.Rng.Intn(2))}[g.Rng.Intn(2)]
			}
			fractions[t] = level
		}
		return gopter.NewGenResult(fractions, gopter.NoShrinker)
	}
}

// float64From reads the float64 in the first eight bytes.
func float64From(data []byte) float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(data))
}
