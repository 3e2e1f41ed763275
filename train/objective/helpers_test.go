package objective_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/train/objective"
)

// A step is a random AEED step.
type step struct {
	objective.Pairs
	clean, mixed []float64 // logits
}

// draw returns a random step of up to six clips and seven classes.
func draw(seed uint64) step {
	random := rand.New(rand.NewPCG(seed, 1))
	n, classes := 1+random.IntN(6), 2+random.IntN(6)
	s := step{Pairs: objective.Pairs{Epsilon: objective.Epsilon}}
	for range classes {
		s.NicheWidth = append(s.NicheWidth, 0.1+3.9*random.Float64())
	}
	for range n {
		s.Labels = append(s.Labels, random.IntN(classes))
		s.Partner = append(s.Partner, random.IntN(n))
	}
	for range n * classes {
		s.clean = append(s.clean, 3*random.NormFloat64())
		s.mixed = append(s.mixed, 3*random.NormFloat64())
	}
	return s
}

// forSteps checks a property of random steps; it says what is wrong, or nothing.
func forSteps(t *testing.T, name string, holds func(step) string) {
	t.Helper()
	properties := gopter.NewProperties(nil)
	properties.Property(name, prop.ForAll(func(seed uint64) string { return holds(draw(seed)) }, gen.UInt64()))
	properties.TestingRun(t)
}

// slope returns the central difference of f along coordinate i of x.
func slope(f func(x []float64) float64, x []float64, i int) float64 {
	const h = 1e-5
	at := func(d float64) float64 {
		moved := append([]float64(nil), x...)
		moved[i] += d
		return f(moved)
	}
	return (at(h) - at(-h)) / (2 * h)
}

func near(got, want, tolerance float64) bool {
	return math.Abs(got-want) <= tolerance*(1+math.Abs(want))
}

// panics tells whether f does.
func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}
