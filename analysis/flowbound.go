package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// The flow-bound figure spans from shortest to longest epochs.
const shortest, longest = 80, 20000

// FlowBound returns the series of the flow-bound figure: entropy flows (nats)
// over epochs from t = 0, the worst case and three typical ones, and the
// bounds D̄ = (1−β) ln C and ln C. The figure spans ten times the memory
// 1/(1−β) of the flow, between 80 and 20 000 epochs, and the typical entropies change on
// that scale.
func FlowBound(s proofs.Setting) plot.FlowBound {
	p := s.Parameters
	half := int(math.Min(math.Max(shortest/2, math.Ceil(5/(1-p.Beta)-1e-9)), longest/2))
	span := float64(2 * half)
	d := plot.FlowBound{
		Heading: plot.Heading{Title: "Sharp bound of the entropy flow", Setting: describe(s)},
		Sharp:   dynamics.FlowBound(s.Classes, p.Beta),
		Naive:   dynamics.MaxEntropy(s.Classes),
	}
	if d.Naive <= d.Sharp {
		d.Notes = append(d.Notes, "Without smoothing, β = 0, the sharp and the naive bound are the same.")
	} else {
		d.Notes = append(d.Notes, fmt.Sprintf("Entropies 0 then ln C attain the sharp bound. The naive one (filter gain × range of the entropy) is %s times too large.",
			plot.Number(d.Naive/d.Sharp)))
	}
	d.Worst = flows(s, "worst case: H = 0, then ln C, then 0", worstLevels(half))
	fast, slow := span/20, span/4
	d.Typical = []plot.Series{
		flows(s, fmt.Sprintf("class learned fast (τ = %s epochs)", plot.Number(fast)), sample(2*half+1, falling(fast, 0.05))),
		flows(s, fmt.Sprintf("class learned slowly (τ = %s epochs)", plot.Number(slow)), sample(2*half+1, falling(slow, 0.35))),
		flows(s, "class whose entropy fluctuates", sample(2*half+1, fluctuating(span))),
	}
	return d
}

// worstLevels are entropies, as parts of ln C, that attain the bound at t = 0
// by a jump from 0 to ln C, and after half the epochs its negative, up to
// 1−β^half, by the jump back.
func worstLevels(half int) []float64 {
	levels := make([]float64, 2*half+2)
	for i := 1; i <= half; i++ {
		levels[i] = 1
	}
	return levels
}

// sample evaluates a signal at the first observed epoch and the given number
// of epochs after it.
func sample(epochs int, level func(t float64) float64) []float64 {
	levels := make([]float64, epochs+1)
	for i := range levels {
		levels[i] = level(float64(i))
	}
	return levels
}

// falling is the entropy of a class that is learned: from ln C exponentially
// to a rest, as a part of ln C.
func falling(tau, rest float64) func(float64) float64 {
	return func(t float64) float64 { return rest + (1-rest)*math.Exp(-t/tau) }
}

// fluctuating is the entropy of a class that swings by ±0.3 ln C about half of
// ln C, on three time scales without a common period.
func fluctuating(span float64) func(float64) float64 {
	return func(t float64) float64 {
		x := 2 * math.Pi * t / span
		return 0.5 + 0.1*(math.Sin(5.3*x)+math.Sin(11.9*x)+math.Sin(26.7*x))
	}
}

// flows returns ΔH̄ over epochs for entropies given as parts of ln C.
func flows(s proofs.Setting, name string, levels []float64) plot.Series {
	series := plot.Series{Name: name}
	trial := proofs.EntropyTrial{Classes: s.Classes, Parameters: s.Parameters, Levels: levels}
	trial.Walk(func(e proofs.Epoch) bool {
		series.X, series.Y = append(series.X, float64(e.T)), append(series.Y, e.Flow)
		return true
	})
	return series
}
