package proofs

import (
	"math"
	"slices"

	"aeed/dynamics"
)

// Supremum is the largest weight that a search found over every entropy
// sequence and every first entropy in [0, ln C], for the unclipped logistic law.
type Supremum struct {
	Weight float64
	Trial  EntropyTrial // attains Weight in its last epoch
}

// SearchSupremum looks for the entropy sequence that drives a weight highest
// from w₀. What it returns is attained by the Trial, hence a lower bound of the
// supremum; dynamics.WorstEnvelopePeak is an upper one.
func SearchSupremum(classes int, p dynamics.Parameters) Supremum {
	p = printed(p)
	// Theorem 2′ says when nothing higher than the greedy peak can follow.
	peak, _ := greedy(classes, p).highest(weightGoal)
	horizon := (dynamics.TotalGain(classes, p.Eta)/peak - 1/p.InitialWeight) / (p.Eta * p.Gamma)
	weight, trial := search(classes, p, weightGoal, horizon)
	return Supremum{weight, trial}
}

// SearchEtaTrajectory returns the smallest η at which a search finds an entropy
// sequence that drives a weight of the unclipped logistic law from w₀ to 0 or
// below; it is an upper bound of the exact threshold, and EtaDataOnly a lower
// one.
func SearchEtaTrajectory(classes int, p dynamics.Parameters) float64 {
	p = printed(p)
	// The worst next entropy is 0, with the flow −(1−β)M: it leaves the factor
	// 1 − η((1−β)M + γw) of the weight.
	lossGoal := func(weight, ema float64) float64 { return (1-p.Beta)*ema + p.Gamma*weight }
	low := dynamics.EtaDataOnly(classes, p.Beta, p.Gamma, p.InitialWeight)
	high := 1 / (dynamics.FlowBound(classes, p.Beta) + p.Gamma*p.InitialWeight) // ln C to 0 at once
	for high-low > 1e-4*high {
		p.Eta = (low + high) / 2
		if loss, _ := search(classes, p, lossGoal, 4/(1-p.Beta)); p.Eta*loss < 1 {
			low = p.Eta
		} else {
			high = p.Eta
		}
	}
	return high
}

// printed returns p with Eqs. 3–4 as printed: no clip, the logistic law, the
// flow.
func printed(p dynamics.Parameters) dynamics.Parameters {
	p.Clip, p.Law, p.Driver = dynamics.Unclipped(), dynamics.Logistic{}, dynamics.DriveFlow
	return p
}

// searchCells is the number of cells into which the search divides [0, ln C].
const searchCells = 300

// searchHorizon bounds the epochs that the search looks ahead.
const searchHorizon = 1000

// improvementEpochs bounds the epochs that one improvement walks, a tenth of a
// second; only histories of hundreds of epochs, which β near 1 needs, reach it.
const improvementEpochs = 5_000_000

// A goal rates a weight w⁽ᵗ⁾ and the smoothed entropy M⁽ᵗ⁻¹⁾ that it came with.
type goal func(weight, ema float64) float64

func weightGoal(weight, _ float64) float64 { return weight }

// search looks for the history that takes a goal, non-decreasing in the weight,
// highest. It runs a dynamic program over the smoothed entropy M on a grid,
// which keeps the largest weight reachable at each M (a larger weight stays
// larger where the law is monotone), and improves its best history, and the
// greedy one, entropy by entropy.
func search(classes int, p dynamics.Parameters, rate goal, horizon float64) (float64, EntropyTrial) {
	grid := newReachable(classes, p, rate)
	for grid.epoch < int(math.Min(horizon, searchHorizon)) {
		grid.advance()
	}
	best, winner := math.Inf(-1), EntropyTrial{}
	for _, trial := range []EntropyTrial{grid.bestTrial(), greedy(classes, p)} {
		trial.improve(rate)
		if value, epochs := trial.highest(rate); value > best {
			trial.Levels = trial.Levels[:epochs+1]
			best, winner = value, trial
		}
	}
	return best, winner
}

// greedy raises the entropy from 0 to ln C at once, and leaves it there until
// the smoothed entropy has followed.
func greedy(classes int, p dynamics.Parameters) EntropyTrial {
	levels := slices.Repeat([]float64{1}, 2+int(math.Min(5/(1-p.Beta), searchHorizon)))
	levels[0] = 0
	return EntropyTrial{Classes: classes, Parameters: p, Levels: levels}
}

// highest returns the largest value of the goal along the trial, up to the
// first weight that isn't positive, and the number of epochs that lead to it.
func (t EntropyTrial) highest(rate goal) (value float64, epochs int) {
	value = rate(t.Parameters.InitialWeight, t.Levels[0]*dynamics.MaxEntropy(t.Classes))
	t.Walk(func(e Epoch) bool {
		if v := rate(e.Next, e.After()); v > value {
			value, epochs = v, e.T+1
		}
		return e.Next > 0
	})
	return value, epochs
}

// improve raises the trial's goal by moving one entropy at a time, by steps
// that halve when no move helps.
func (t EntropyTrial) improve(rate goal) {
	best, _ := t.highest(rate)
	walked := 0
	for step := 0.5; step > 1e-7 && walked < improvementEpochs; {
		improved := false
		for i, level := range t.Levels {
			walked += 2 * len(t.Levels)
			for _, moved := range []float64{unit(level + step), unit(level - step)} {
				t.Levels[i] = moved
				if value, _ := t.highest(rate); value > best*(1+1e-12) {
					best, level, improved = value, moved, true
				}
				t.Levels[i] = level
			}
		}
		if !improved {
			step /= 2
		}
	}
}
