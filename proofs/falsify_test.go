package proofs

import (
	"slices"
	"testing"

	"aeed/dynamics"
)

// Trials must find why the paper's claims fail, from any seed, and shrink what
// they find to a counterexample that a person can check.
func TestPaperReadingsAreFalsified(t *testing.T) {
	paper := dynamics.DefaultParameters()
	unclipped := paper
	unclipped.Clip = dynamics.Unclipped()
	for _, c := range []struct {
		property Property
		simple   func(Trial) bool
	}{
		{PositiveForAnyEta(WithAnyEta(60, unclipped)), func(trial Trial) bool {
			// From η = 1/(γw₀) = 20 on even constant entropies do it, so nothing
			// simple has a larger one.
			h := trial.(EntropyTrial)
			return len(h.Levels) <= 3 && h.Parameters.Eta <= 20 && isRound(h.Parameters.Eta)
		}},
		{PositiveForAnyEta(Unbounded(dynamics.Logistic{})), func(trial Trial) bool { return len(trial.(EntropyTrial).Levels) <= 3 }},
		{StaysAboveHalf(Fixed(60, unclipped)), func(trial Trial) bool { return len(trial.(EntropyTrial).Levels) <= 41 }},
		{StaysAboveHalf(Bounded), func(trial Trial) bool { return len(trial.(EntropyTrial).Levels) <= 41 }},
		{ConvergesFromAnywhere(Fixed(60, unclipped)), func(trial Trial) bool {
			start := trial.(StateTrial).Start
			return start == dynamics.State{Weight: -1}
		}},
		{FlowVanishes(Fixed(60, unclipped)), func(trial Trial) bool {
			levels := trial.(EntropyTrial).Levels
			return len(levels) == 102 && !slices.ContainsFunc(levels, func(x float64) bool { return x != 0 && x != 1 })
		}},
		{VanishesUnderClip(Fixed(60, paper)), func(trial Trial) bool {
			s := trial.(StateTrial)
			return s.Start == dynamics.State{Weight: 1} && s.Parameters == paper
		}},
		{VanishesUnderClip(Clipped(dynamics.Logistic{})), func(trial Trial) bool { return trial.(StateTrial).Start.Weight == 1 }},
	} {
		for seed := int64(1); seed <= 5; seed++ {
			r := c.property.Run(2000, seed)
			if r.Holds() {
				t.Errorf("%s, seed %d: 2000 trials did not falsify %q", c.property.Name, seed, c.property.Statement)
				continue
			}
			if c.property.Check(r.Counterexample).Holds() {
				t.Errorf("%s, seed %d: the shrunk trial %v is no counterexample", c.property.Name, seed, r.Counterexample)
			}
			if !c.simple(r.Counterexample) {
				t.Errorf("%s, seed %d: shrinking stopped early, at %v", c.property.Name, seed, r.Counterexample)
			}
			if seed == 1 {
				t.Logf("%s: %v after %d shrinks, w = %.4g", c.property.Name, r.Counterexample, r.Shrinks, r.Counterexample.Path(4))
			}
		}
	}
}

func isRound(x float64) bool { return roundSignificant(x, 1) == x }

// The bound of Theorem 1′ cannot be dropped: just beyond the invariant range
// one step leaves the interval, so intervalSharp must be able to fail.
func TestIntervalSharpCanFail(t *testing.T) {
	trial := DriveTrial{Parameters: dynamics.DefaultParameters(), FlowBound: 0.4, Levels: []float64{1}}
	trial.Parameters.Clip = dynamics.Unclipped()
	if o := intervalSharp(trial); o.Vacuous || !o.Holds() {
		t.Errorf("intervalSharp at the paper's parameters: %+v", o)
	}
	trial.Parameters.Law = restless{}
	if o := intervalSharp(trial); o.Holds() {
		t.Error("intervalSharp did not notice a law without self-competition")
	}
}
