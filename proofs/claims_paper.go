package proofs

import (
	"fmt"
	"math"
	"slices"

	"aeed/dynamics"
)

// paperClaims returns what the paper claims, each theorem in every reading that
// its words allow.
func paperClaims() []Claim {
	return []Claim{
		{
			ID:         "paper/theorem-1",
			Source:     "paper, Theorem 1, read as 0 < w ≤ W",
			Statement:  "for a sufficiently small η the niche widths stay positive and bounded",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven, etaBounded},
			assess: func(q *inquiry) {
				q.closedForm("Theorem 1′", "η(D̄+γW) < 1 with W = %.4g", q.weightBound())
				q.coq(q.boundednessTheorems()...)
				q.holds(scopeGiven, BoundednessProperties(q.given())...)
				q.falsify(PositiveForAnyEta(WithAnyEta(q.Classes, q.unclipped())), "without a bound on η")
				q.conclude(fmt.Sprintf("0 < w ≤ %.4g for every entropy sequence while η < %.4g (here %.4g)",
					q.weightBound(), q.etaBounded(), q.Parameters.Eta),
					"the flow never exceeds (1−β) ln C, so one step cannot take a whole weight away; 'sufficiently small' has a number")
			},
			beyond: positivityLost,
		},
		{
			ID:         "paper/theorem-1/interval",
			Source:     "paper, Theorem 1, read as a ≤ w ≤ b with a > 0, without the clip",
			Statement:  "the niche widths stay within an interval [a, b], a > 0",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven},
			assess: func(q *inquiry) {
				q.coq("theorem_1_false_interval")
				q.constantEntropies()
				q.falsify(StaysAboveHalf(q.given()), "already for a = w₀/2")
				q.conclude("every unclipped weight tends to 0: no a > 0 holds",
					"once the entropies settle only −ηγw² is left, and it never rests above 0")
			},
		},
		{
			ID:         "paper/theorem-1/clipped",
			Source:     "paper, Theorem 1, with the clip",
			Statement:  "the niche widths stay within the clip",
			hypotheses: []func(Setting) Hypothesis{clipSet, clipHoldsInitialWeight},
			assess: func(q *inquiry) {
				clip := q.Parameters.Clip
				q.closedForm("Clip", "low ≤ clip(x) ≤ high for every x")
				q.coq("clip_invariant")
				q.holds(scopeGiven, ClipProperty(q.givenClipped()))
				q.holds(scopeRandom, ClipProperty(Clipped(q.Parameters.Law)))
				q.conclude(fmt.Sprintf("%.4g ≤ w ≤ %.4g, for any η and any law", clip.Low, clip.High),
					"the clip alone does it: the theorem's condition on η is not needed")
			},
		},
		{
			ID:         "paper/proposition-1",
			Source:     "paper, Proposition 1",
			Statement:  "the state [w; ΔH̄] of all classes stays in a compact set",
			hypotheses: []func(Setting) Hypothesis{flowDriven, compactState},
			assess: func(q *inquiry) {
				weights := fmt.Sprintf("[0, %.4g]", q.weightBound())
				if clip := q.Parameters.Clip; !clip.IsUnclipped() {
					weights = clip.String()
				}
				q.closedForm("Flow bound", "|ΔH̄| ≤ D̄ = (1−β) ln C = %.4g, attained", q.flowBound())
				q.coq("flow_bound", "flow_bound_sharp")
				q.holds(scopeGiven, FlowProperties(q.givenClipped())...)
				q.holds(scopeRandom, FlowProperties(Clipped(q.Parameters.Law))...)
				q.conclude(fmt.Sprintf("w in %s and ΔH̄ in [−%.4g, %.4g], per class", weights, q.flowBound(), q.flowBound()),
					"the flow is the increment of a moving average of numbers in [0, ln C]")
			},
		},
		{
			ID:         "paper/theorem-2",
			Source:     "paper, Theorem 2, as printed",
			Statement:  "the origin [w; ΔH̄] = 0 is globally asymptotically stable under Eqs. 3–4",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven},
			assess: func(q *inquiry) {
				edge, _ := dynamics.Basin(q.Parameters, 0)
				q.coq("theorem_2_false_global", "negative_diverges")
				q.falsify(ConvergesFromAnywhere(q.given()), "")
				q.leavesBasin(edge)
				q.alternatingEntropies()
				q.conclude(fmt.Sprintf("false: from ΔH̄ = 0 the basin is exactly 0 ≤ w ≤ %.4g, and ΔH̄ → 0 only if the entropies settle", edge),
					"a negative weight grows more negative; LaSalle's principle does not apply to a system driven from outside")
			},
		},
		{
			ID:         "paper/theorem-2/clipped",
			Source:     "paper, Theorem 2, with the clip",
			Statement:  "with the clip, the niche widths tend to 0",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven, clipSet},
			assess: func(q *inquiry) {
				q.coq("theorem_2_false_clipped")
				q.falsify(VanishesUnderClip(q.givenClipped()), "")
				q.conclude(fmt.Sprintf("false: w ≥ %.4g always; the weights end there instead, see clipped-capture", q.Parameters.Clip.Low),
					"0 lies outside the clip, so Theorem 1 with the clip and Theorem 2 contradict each other")
			},
		},
	}
}

// boundednessTheorems returns the Coq theorems behind Theorem 1′ whose condition
// holds: either is sufficient.
func (q *inquiry) boundednessTheorems() []string {
	var names []string
	p := q.Parameters
	if p.Eta < dynamics.EtaDataOnly(q.Classes, p.Beta, p.Gamma, p.InitialWeight) {
		names = append(names, "data_only_bounded")
	}
	if _, limit, ok := dynamics.InvariantInterval(p.Eta, p.Gamma, q.flowBound()); ok && p.InitialWeight < limit {
		names = append(names, "interval_invariant")
	}
	return names
}

// given draws the setting's parameters without the clip, givenClipped with it.
func (q *inquiry) given() Region        { return Fixed(q.Classes, q.unclipped()) }
func (q *inquiry) givenClipped() Region { return Fixed(q.Classes, q.Parameters) }

// positivityLost asks what is true beyond Theorem 1′: a certificate that weights
// stay positive at the given η all the same, or entropies that take one to 0 or
// below.
func positivityLost(q *inquiry) {
	if logisticLaw(q.Setting).Holds && flowDriven(q.Setting).Holds {
		if c, err := q.SupWeightCertificate(); q.certificate(c, err, "0 < w ≤ %s over all entropy sequences, without the clip") {
			q.assessment.Why = fmt.Sprintf("the theorem is sufficient, not necessary: a certificate proves 0 < w ≤ %s at this η, for every entropy sequence", c.Bound)
			return
		}
	}
	if q.falsify(StaysPositive(q.given()), "w > 0 at this η") {
		q.assessment.Why = "at this η the entropies of the counterexample take a weight to 0 or below"
		return
	}
	q.assessment.Why = "neither a certificate nor a violation was found at this η; the theorem is sufficient, not necessary, for entropies"
}

// constantEntropies shows the collapse under entropies that never move.
func (q *inquiry) constantEntropies() {
	p := q.unclipped()
	const epochs = 10000
	trial := EntropyTrial{Classes: q.Classes, Parameters: p, Levels: slices.Repeat([]float64{1}, epochs+1)}
	path := trial.Path(epochs)
	e := Evidence{Kind: FromCounterexample, Trial: fmt.Sprintf("%s, H ≡ ln C", parametersString(p))}
	e.Detail = "constant entropies:"
	for _, epoch := range []int{10, 100, 1000, epochs} {
		if epoch < len(path) {
			e.Detail += fmt.Sprintf(" w_%d = %.3g", epoch, path[epoch])
			e.Weights = append(e.Weights, Real(path[epoch]))
		}
	}
	if p.InitialWeight <= 1/(p.Eta*p.Gamma) {
		e.Detail += "; w_T < a after at most (1/a − 1/w₀)/(ηγ) epochs, for any a > 0"
	}
	q.add(e)
}

// leavesBasin starts at twice the edge of the basin.
func (q *inquiry) leavesBasin(edge float64) {
	trial := StateTrial{Parameters: q.unclipped(), Start: dynamics.State{Weight: 2 * edge}}
	path := trial.Path(6)
	q.add(Evidence{Kind: FromCounterexample, Trial: trial.String(), Weights: reals(path),
		Detail: fmt.Sprintf("w₀ = %.4g, beyond the basin: w₁ = %.4g, w₂ = %.4g, …", path[0], path[1], path[2])})
}

// alternatingEntropies keeps the flow away from 0 for good.
func (q *inquiry) alternatingEntropies() {
	levels := make([]float64, 200)
	for i := range levels {
		levels[i] = float64(i % 2)
	}
	trial := EntropyTrial{Classes: q.Classes, Parameters: q.unclipped(), Levels: levels}
	last := 0.0
	trial.Walk(func(e Epoch) bool {
		last = math.Abs(e.Flow)
		return true
	})
	q.add(Evidence{Kind: FromCounterexample, Trial: trial.String(), Weights: reals(trial.Path(12)),
		Detail: fmt.Sprintf("entropies 0, ln C, 0, …: |ΔH̄| → (1−β) ln C/(1+β) = %.4g, not 0", last)})
}
