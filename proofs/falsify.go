package proofs

import (
	"math"
	"math/rand"

	"aeed/dynamics"
)

// The properties of this file are what the paper's claims, read literally,
// assert. Each is false: running one finds a counterexample and shrinks it.

// PositiveForAnyEta asserts Theorem 1's positivity without a bound on η.
func PositiveForAnyEta(region Region) Property {
	p := StaysPositive(region)
	p.Name, p.Statement = "positive-for-any-eta", "w > 0 for every η > 0"
	return p
}

// StaysAboveHalf asserts one instance of Theorem 1 read as w ≥ a > 0 without
// the clip: a = w₀/2.
func StaysAboveHalf(region Region) Property {
	return along("stays-above-half", "w ≥ w₀/2 in every epoch", region, bounded, func(t EntropyTrial) func(Epoch) float64 {
		return func(e Epoch) float64 { return slackOf(t.Parameters.InitialWeight/2, e.Next) }
	})
}

// ConvergesFromAnywhere asserts that Theorem 2 is global: no start of the
// autonomous system diverges.
func ConvergesFromAnywhere(region Region) Property {
	return Property{
		Name: "converges-from-anywhere", Statement: "constant entropies lead every start [w; ΔH̄] to the origin",
		Generator: Generator(func(r *rand.Rand) Trial {
			_, p := region(r)
			p.Clip = dynamics.Unclipped()
			edge := 1 / (p.Eta * p.Gamma)
			t := StateTrial{Parameters: p, Start: dynamics.State{Weight: edge * (3*r.Float64() - 1)}}
			if r.Intn(2) == 0 {
				t.Start.Flow = (2*r.Float64() - 1) / p.Eta
			}
			return t
		}),
		Check: func(trial Trial) Outcome {
			if trial.(StateTrial).Diverges(divergenceHorizon) {
				return Outcome{Slack: -1}
			}
			return Outcome{Slack: 0}
		},
	}
}

// FlowVanishes asserts the flow's part of Theorem 2 for entropies that never
// settle: after 100 epochs |ΔH̄| ≤ 1% of its bound.
func FlowVanishes(region Region) Property {
	const epochs = 100
	p := along("flow-vanishes", "|ΔH̄| ≤ D̄/100 after 100 epochs", region, always, func(t EntropyTrial) func(Epoch) float64 {
		bound := dynamics.FlowBound(t.Classes, t.Parameters.Beta)
		return func(e Epoch) float64 {
			if e.T < epochs {
				return math.Inf(1)
			}
			return slackOf(math.Abs(e.Flow), bound/100)
		}
	})
	families := Families()
	p.Generator = Generator(func(r *rand.Rand) Trial {
		classes, parameters := region(r)
		return EntropyTrial{Classes: classes, Parameters: parameters, Levels: families[r.Intn(len(families))].Draw(r, epochs+2)}
	})
	return p
}

// VanishesUnderClip asserts Theorem 2 with the clip: constant entropies lead
// below half of the clip's lower end.
func VanishesUnderClip(region Region) Property {
	return Property{
		Name: "vanishes-under-clip", Statement: "with the clip, constant entropies lead to w ≤ low/2",
		Generator: Generator(func(r *rand.Rand) Trial {
			_, p := region(r)
			return StateTrial{Parameters: p, Start: dynamics.State{Weight: p.InitialWeight}}
		}),
		Check: func(trial Trial) Outcome {
			t := trial.(StateTrial)
			if t.Parameters.Clip.IsUnclipped() {
				return vacuous
			}
			last := t.Start.Weight
			t.Walk(1000, func(_, next dynamics.State) bool {
				last = next.Weight
				return true
			})
			return Outcome{Slack: slackOf(last, t.Parameters.Clip.Low/2)}
		},
	}
}
