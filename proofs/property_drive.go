package proofs

import (
	"math"
	"math/rand"

	"aeed/dynamics"
)

// DriveProperties are the facts about the logistic law under flows that need
// not come from entropies: the invariant interval of Theorem 1′, that both its
// ends are sharp, and Theorem 5. With fixed = nil they draw parameters inside
// and at the edge of ηD̄ < ½ and w₀ < (1−ηD̄)/(ηγ); otherwise every trial has
// those of fixed and the given flow bound.
func DriveProperties(fixed *dynamics.Parameters, flowBound float64) []Property {
	draw := driveTrials(fixed, flowBound)
	return []Property{
		{
			Name: "interval-invariant", Statement: "0 < w ≤ max(w₀, D̄/γ) for every drive in [−D̄, D̄]",
			Generator: Generator(draw),
			Check: func(trial Trial) Outcome {
				t := trial.(DriveTrial)
				if !t.insideInvariant() {
					return vacuous
				}
				bound := math.Max(t.Parameters.InitialWeight, t.FlowBound/t.Parameters.Gamma)
				outcome := Outcome{Slack: math.Inf(1)}
				t.Walk(func(_ int, _, weight, next float64) bool {
					margin := slackOf(next, bound)
					if next <= 0 {
						margin = -1
					}
					outcome.Slack = math.Min(outcome.Slack, margin)
					return outcome.Holds()
				})
				return outcome
			},
		},
		{
			Name: "interval-sharp", Statement: "one step leaves (0, W] when W < D̄/γ or W ≥ (1−ηD̄)/(ηγ)",
			Generator: Generator(draw),
			Check:     intervalSharp,
		},
		{
			Name: "input-to-state", Statement: "w_t ≤ max{w₀/(1+ε/(1+ε)·ηγw₀t), (1+ε)·sup D⁺/γ} for every ε > 0",
			Generator: Generator(draw),
			Check: func(trial Trial) Outcome {
				t := trial.(DriveTrial)
				if !t.insideInvariant() {
					return vacuous
				}
				sup := 0.0
				for _, level := range t.Levels {
					sup = math.Max(sup, level*t.FlowBound)
				}
				outcome := Outcome{Slack: math.Inf(1)}
				t.Walk(func(step int, _, _, next float64) bool {
					for _, epsilon := range []float64{0.01, 0.1, 1, 10} {
						bound := dynamics.InputToStateBound(t.Parameters, sup, epsilon, step+1)
						outcome.Slack = math.Min(outcome.Slack, slackOf(next, bound))
					}
					return outcome.Holds()
				})
				return outcome
			},
		},
	}
}

// intervalSharp checks that the ends of the invariant range are sharp for the
// parameters of the trial.
func intervalSharp(trial Trial) Outcome {
	t := trial.(DriveTrial)
	if !t.insideInvariant() {
		return vacuous
	}
	p := t.Parameters
	smallest, limit, _ := dynamics.InvariantInterval(p.Eta, p.Gamma, t.FlowBound)
	const beyond = 1e-6
	tooHigh, _ := dynamics.Step(&p, limit*(1+beyond), -t.FlowBound)
	tooLow, _ := dynamics.Step(&p, smallest*(1-beyond), t.FlowBound)
	if tooHigh < 0 && tooLow > smallest*(1-beyond) {
		return Outcome{Slack: math.Min(-tooHigh/limit, tooLow/smallest-1+beyond)}
	}
	return Outcome{Slack: -1}
}

func (t DriveTrial) insideInvariant() bool {
	p := t.Parameters
	_, limit, ok := dynamics.InvariantInterval(p.Eta, p.Gamma, t.FlowBound)
	return ok && p.InitialWeight > 0 && p.InitialWeight < limit && p.Clip.IsUnclipped()
}

// driveTrials draws parameters, as DriveProperties says, and drives from
// Families, of either sign or positive.
func driveTrials(fixed *dynamics.Parameters, flowBound float64) func(*rand.Rand) Trial {
	families := Families()
	return func(r *rand.Rand) Trial {
		t := DriveTrial{FlowBound: flowBound}
		if fixed != nil {
			t.Parameters = *fixed
		} else {
			_, t.Parameters = anyParameters(r, dynamics.Logistic{})
			p := &t.Parameters
			t.FlowBound = logUniform(r, 0.001, 10)
			p.Eta = upTo(r, dynamics.EtaInvariant(t.FlowBound))
			_, limit, _ := dynamics.InvariantInterval(p.Eta, p.Gamma, t.FlowBound)
			p.InitialWeight = upTo(r, limit)
		}
		t.Parameters.Clip = dynamics.Unclipped()
		t.Levels = families[r.Intn(len(families))].Draw(r, 2+r.Intn(150))
		if r.Intn(2) == 0 {
			for i, level := range t.Levels {
				t.Levels[i] = 2*level - 1
			}
		}
		return t
	}
}
