package proofs

import (
	"math"
	"math/rand"
	"slices"
)

// A Family is a kind of entropy sequence.
type Family struct {
	Name string
	// Draw returns n ≥ 2 entropies as fractions of ln C, in [0, 1].
	Draw func(r *rand.Rand, n int) []float64
}

// Families returns the kinds of entropy sequences that trials draw from.
func Families() []Family {
	return []Family{
		{"iid", independent},
		{"monotone", monotone},
		{"oscillating", oscillating},
		{"bang-bang", bangBang},
		{"learning curve", learningCurve},
		{"constant", constant},
	}
}

func independent(r *rand.Rand, n int) []float64 {
	levels := make([]float64, n)
	for i := range levels {
		levels[i] = r.Float64()
	}
	return levels
}

func monotone(r *rand.Rand, n int) []float64 {
	levels := independent(r, n)
	slices.Sort(levels)
	if r.Intn(2) == 0 {
		slices.Reverse(levels)
	}
	return levels
}

func oscillating(r *rand.Rand, n int) []float64 {
	middle, amplitude := r.Float64(), r.Float64()
	period, phase := 2+r.ExpFloat64()*10, r.Float64()*2*math.Pi
	levels := make([]float64, n)
	for i := range levels {
		levels[i] = unit(middle + amplitude*math.Sin(2*math.Pi*float64(i)/period+phase))
	}
	return levels
}

// bangBang holds the entropy at an end of its range and switches rarely: the
// adversary, who attains the suprema of the theorems.
func bangBang(r *rand.Rand, n int) []float64 {
	level, switching := float64(r.Intn(2)), math.Pow(r.Float64(), 3)
	levels := make([]float64, n)
	for i := range levels {
		if r.Float64() < switching {
			level = 1 - level
		}
		levels[i] = level
	}
	return levels
}

// learningCurve falls exponentially to a floor, with measurement noise, and may
// be set back once, as by a drop of the learning rate's schedule.
func learningCurve(r *rand.Rand, n int) []float64 {
	start, floor := 0.7+0.3*r.Float64(), 0.5*r.Float64()
	decay, noise := 1+r.ExpFloat64()*15, 0.05*r.Float64()
	setback, height := r.Intn(2*n), 0.3*r.Float64()
	levels := make([]float64, n)
	for i := range levels {
		level := floor + (start-floor)*math.Exp(-float64(i)/decay) + noise*r.NormFloat64()
		if i >= setback {
			level += height * math.Exp(-float64(i-setback)/decay)
		}
		levels[i] = unit(level)
	}
	return levels
}

func constant(r *rand.Rand, n int) []float64 {
	level := r.Float64()
	if r.Intn(2) == 0 {
		level = math.Round(level)
	}
	return slices.Repeat([]float64{level}, n)
}

func unit(x float64) float64 { return math.Min(math.Max(x, 0), 1) }
