package proofs

import (
	"math"
	"math/rand"

	"aeed/dynamics"
)

// divergenceHorizon is how many epochs a start of the autonomous system has to
// show that it diverges. A flow that is still there by then, β being within
// 0.001 of 1, leaves that open.
const divergenceHorizon = 20000

// LyapunovProperties are the strict decrease of both Lyapunov functions along
// the autonomous system, over a region of unclipped parameters of the logistic
// law (Theorem 2′).
func LyapunovProperties(region Region) []Property {
	// κ = ½ for the one that takes any κ > 0, 1.01 times the threshold for the
	// other.
	const kappa = 0.5
	return []Property{
		{
			Name: "lyapunov-exponential", Statement: "ΔV ≤ −U(1−e^{−ηγw}) − κ(1−β)|ΔH̄| for V = w·e^{ηΔH̄/(1−β)} + κ|ΔH̄|, any κ > 0",
			Generator: Generator(basinStarts(region)),
			Check: func(trial Trial) Outcome {
				t := trial.(StateTrial)
				p := t.Parameters
				return t.insideBasin(func(state, next dynamics.State) float64 {
					v := dynamics.LyapunovExponential(p, state, kappa)
					bound := dynamics.LyapunovExponentialChange(p, state, kappa)
					return decrease(v, dynamics.LyapunovExponential(p, next, kappa), bound)
				})
			},
		},
		{
			Name: "lyapunov-sum", Statement: "ΔV ≤ −ηγw² − (κ(1−β)−ηW)|ΔH̄| for V = w + κ|ΔH̄|, κ > ηW/(1−β), 0 ≤ w ≤ W",
			Generator: Generator(basinStarts(region)),
			Check: func(trial Trial) Outcome {
				t := trial.(StateTrial)
				p := t.Parameters
				_, bound := dynamics.OneStepPeak(p.Eta, p.Gamma, math.Abs(t.Start.Flow))
				bound = math.Max(bound, t.Start.Weight)
				kappa := 1.01 * dynamics.LyapunovSumThreshold(p, bound)
				return t.insideBasin(func(state, next dynamics.State) float64 {
					v := dynamics.LyapunovSum(state, kappa)
					return decrease(v, dynamics.LyapunovSum(next, kappa), dynamics.LyapunovSumChange(p, state, kappa, bound))
				})
			},
		},
	}
}

// decrease returns the margin of after − before ≤ bound, relative to before;
// a bound that isn't negative off the origin counts as violated.
func decrease(before, after, bound float64) float64 {
	if before > 0 && !(bound < 0) {
		return -1
	}
	if before == 0 {
		return 0
	}
	return (bound - (after - before)) / before
}

// insideBasin checks consecutive states of a start inside Basin; others are
// vacuous, as are those whose w·e^{η|ΔH̄|/(1−β)} float64 might not hold.
func (t StateTrial) insideBasin(check func(state, next dynamics.State) float64) Outcome {
	highest, ok := dynamics.Basin(t.Parameters, t.Start.Flow)
	if !ok || t.Start.Weight < 0 || t.Start.Weight > highest {
		return vacuous
	}
	p, flow := t.Parameters, math.Abs(t.Start.Flow)
	_, peak := dynamics.OneStepPeak(p.Eta, p.Gamma, flow)
	if !(math.Max(peak, highest)*math.Exp(p.Eta*flow/(1-p.Beta)) < 1e290) {
		return vacuous
	}
	const epochs = 200
	outcome := Outcome{Slack: math.Inf(1)}
	t.Walk(epochs, func(state, next dynamics.State) bool {
		if math.Max(state.Weight, math.Abs(state.Flow)) < 1e-290 {
			return false // products of what remains would be subnormal, which rounds coarsely
		}
		outcome.Slack = math.Min(outcome.Slack, check(state, next))
		return outcome.Holds()
	})
	return outcome
}

// BasinProperties say that Basin is exact: every start inside converges to the
// origin, every start outside diverges.
func BasinProperties(region Region) []Property {
	return []Property{
		{
			Name: "basin-inside", Statement: "every 0 ≤ w₀ ≤ (1+ηD₀)/(ηγ) leads to w → 0 from above: 1/U_T ≥ 1/U₀ + ηγe^{−η|D₀|/(1−β)}T",
			Generator: Generator(basinStarts(region)),
			Check: func(trial Trial) Outcome {
				t := trial.(StateTrial)
				return t.insideBasin(t.collapse())
			},
		},
		{
			Name: "basin-outside", Statement: "every w₀ < 0 and every w₀ > (1+ηD₀)/(ηγ) diverges",
			Generator: Generator(outsideStarts(region)),
			Check: func(trial Trial) Outcome {
				t := trial.(StateTrial)
				highest, ok := dynamics.Basin(t.Parameters, t.Start.Flow)
				inside := t.Start.Weight >= 0 && t.Start.Weight <= highest
				stillFlowing := t.Start.Flow != 0 && math.Pow(t.Parameters.Beta, divergenceHorizon) > 1e-9
				if !ok || inside || stillFlowing {
					return vacuous
				}
				if t.Diverges(divergenceHorizon) {
					return Outcome{Slack: 1}
				}
				return Outcome{Slack: -1}
			},
		},
	}
}

// collapse returns the check that the weight is non-negative and that
// U = w·e^{ηΔH̄/(1−β)} falls at least as 1/(1/U₀ + ηγmT), where
// m = e^{−η|D₀|/(1−β)} ≤ w/U.
func (t StateTrial) collapse() func(state, next dynamics.State) float64 {
	p := t.Parameters
	atRest := func(s dynamics.State) float64 { return dynamics.LyapunovExponential(p, s, 0) }
	first := atRest(t.Start)
	rate := p.Eta * p.Gamma * math.Exp(-p.Eta*math.Abs(t.Start.Flow)/(1-p.Beta))
	epochs := 0.0
	return func(_, next dynamics.State) float64 {
		epochs++
		if next.Weight < 0 {
			return -1
		}
		return slackOf(atRest(next), first/(1+first*rate*epochs))
	}
}

// Diverges reports whether the weight is seen to diverge to −∞ within the given
// number of epochs: it is negative while |ΔH̄| ≤ γ|w|/2, so that from then on
// −w grows by ηγw²/2 or more an epoch.
func (t StateTrial) Diverges(epochs int) bool {
	diverged := false
	t.Walk(epochs, func(_, next dynamics.State) bool {
		diverged = next.Weight < 0 && math.Abs(next.Flow) <= -t.Parameters.Gamma*next.Weight/2
		return !diverged
	})
	return diverged
}

// basinStarts draws starts inside the exact basin, its edges included.
func basinStarts(region Region) func(*rand.Rand) Trial {
	return func(r *rand.Rand) Trial {
		t := anyFlow(r, region)
		highest, _ := dynamics.Basin(t.Parameters, t.Start.Flow)
		t.Start.Weight = highest * []float64{0, 1 - 1e-9, r.Float64(), r.Float64()}[r.Intn(4)]
		return t
	}
}

// outsideStarts draws starts outside the exact basin, far enough to diverge
// within divergenceHorizon.
func outsideStarts(region Region) func(*rand.Rand) Trial {
	return func(r *rand.Rand) Trial {
		t := anyFlow(r, region)
		highest, _ := dynamics.Basin(t.Parameters, t.Start.Flow)
		t.Start.Weight = highest * (1 + logUniform(r, 0.001, 10))
		if r.Intn(2) == 0 {
			t.Start.Weight = -highest * logUniform(r, 0.001, 10)
		}
		return t
	}
}

// anyFlow draws parameters and a flow in the range where Basin is exact.
func anyFlow(r *rand.Rand, region Region) StateTrial {
	_, p := region(r)
	p.Clip = dynamics.Unclipped()
	limit := dynamics.BasinFlowLimit(p.Beta)
	scaled := -1 + (limit+1)*r.Float64() // ηD₀ in (−1, limit]
	switch r.Intn(4) {
	case 0:
		scaled = 0
	case 1:
		scaled = []float64{limit * (1 - 1e-12), -0.999}[r.Intn(2)]
	}
	return StateTrial{Parameters: p, Start: dynamics.State{Flow: scaled / p.Eta}}
}
