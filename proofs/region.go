package proofs

import (
	"math"
	"math/rand"

	"aeed/dynamics"
)

// A Region draws a number of classes and parameters that satisfy some
// hypotheses, inside them and at their edge.
type Region func(r *rand.Rand) (classes int, p dynamics.Parameters)

// Fixed always draws the same parameters.
func Fixed(classes int, p dynamics.Parameters) Region {
	return func(*rand.Rand) (int, dynamics.Parameters) { return classes, p }
}

// WithAnyEta draws the given parameters, but for η.
func WithAnyEta(classes int, p dynamics.Parameters) Region {
	return func(r *rand.Rand) (int, dynamics.Parameters) {
		q := p
		q.Eta = logUniform(r, 0.01, 50)
		return classes, q
	}
}

// Bounded draws unclipped parameters of the logistic law inside the hypothesis
// of Theorem 1′: η up to its edge EtaBounded.
func Bounded(r *rand.Rand) (int, dynamics.Parameters) {
	classes, p := anyParameters(r, dynamics.Logistic{})
	p.Clip = dynamics.Unclipped()
	p.Eta = upTo(r, dynamics.EtaBounded(classes, p))
	return classes, p
}

// Unbounded draws unclipped parameters of the given law with any η: outside
// Theorem 1′ more often than not.
func Unbounded(law dynamics.Law) Region {
	return func(r *rand.Rand) (int, dynamics.Parameters) {
		classes, p := anyParameters(r, law)
		p.Clip = dynamics.Unclipped()
		return classes, p
	}
}

// Clipped draws parameters of the given law with a clip that holds the initial
// weight, and any η.
func Clipped(law dynamics.Law) Region {
	return func(r *rand.Rand) (int, dynamics.Parameters) {
		classes, p := anyParameters(r, law)
		p.Clip.Low = p.InitialWeight * logUniform(r, 0.01, 1)
		p.Clip.High = p.InitialWeight * logUniform(r, 1.001, 100)
		if r.Intn(4) == 0 { // the edges of the clip are where trajectories end
			p.InitialWeight = []float64{p.Clip.Low, p.Clip.High}[r.Intn(2)]
		}
		return classes, p
	}
}

// AnchoredBounded draws unclipped parameters of the anchored law for which
// AnchoredWeightBound holds, η up to the edge.
func AnchoredBounded(r *rand.Rand) (int, dynamics.Parameters) {
	classes, p := anyParameters(r, dynamics.Anchored{})
	p.Clip = dynamics.Unclipped()
	_, margin := dynamics.AnchoredWeightBound(classes, p) // 1 − η·slope
	p.Eta = upTo(r, p.Eta/(1-margin))
	return classes, p
}

// anyParameters draws over several orders of magnitude around the paper's
// values, and those values themselves now and then.
func anyParameters(r *rand.Rand, law dynamics.Law) (int, dynamics.Parameters) {
	p := dynamics.DefaultParameters()
	p.Law = law
	classes := []int{2, 3, 10, 60, 120, 400, 2 + r.Intn(1000)}[r.Intn(7)]
	if r.Intn(4) == 0 {
		return classes, p
	}
	p.Eta = logUniform(r, 0.01, 50)
	p.Gamma = logUniform(r, 0.001, 1)
	p.InitialWeight = logUniform(r, 0.01, 10)
	p.Beta = []float64{0, 0.9, r.Float64() * 0.99, r.Float64() * 0.99}[r.Intn(4)]
	return classes, p
}

// upTo draws η in (0, limit): uniformly, or within rounding of the limit.
func upTo(r *rand.Rand, limit float64) float64 {
	if r.Intn(3) == 0 {
		return limit * (1 - math.Pow(10, -2-8*r.Float64()))
	}
	return limit * (1 - r.Float64()) * (1 - 1e-9)
}

func logUniform(r *rand.Rand, low, high float64) float64 {
	return low * math.Pow(high/low, r.Float64())
}

// EntropyTrials draws parameters from region and a history of 2 to 200 epochs
// from Families.
func EntropyTrials(region Region) func(*rand.Rand) Trial {
	families := Families()
	return func(r *rand.Rand) Trial {
		classes, p := region(r)
		length := 2 + r.Intn(12)
		if r.Intn(2) == 0 {
			length = 2 + r.Intn(199)
		}
		family := families[r.Intn(len(families))]
		return EntropyTrial{Classes: classes, Parameters: p, Levels: family.Draw(r, length)}
	}
}
