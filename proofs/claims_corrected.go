package proofs

import (
	"fmt"

	"aeed/dynamics"
	"aeed/dynamics/loop"
)

// correctedClaims returns the theorems that hold; THEOREMS.md proves them.
func correctedClaims() []Claim {
	claims := []Claim{
		{
			ID:         "boundedness",
			Source:     "Theorem 1′",
			Statement:  "η(D̄+γW) < 1 with W = min(max(w₀, D̄/γ), w₀C^η) gives 0 < w ≤ W for every entropy sequence",
			hypotheses: []func(Setting) Hypothesis{lawKnown, flowDriven, etaBounded},
			assess:     assessBoundedness,
			beyond:     positivityLost,
		},
		{
			ID:         "universal-collapse",
			Source:     "Theorem 2′",
			Statement:  "without the clip w_T ≤ C^η/(1/w₀+ηγT) → 0 for every entropy sequence; ΔH̄ → 0 exactly if H⁽ᵗ⁾−H⁽ᵗ⁻¹⁾ → 0",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven, etaBounded},
			assess: func(q *inquiry) {
				edge, _ := dynamics.Basin(q.Parameters, 0)
				equilibrium := dynamics.Equilibria(dynamics.Logistic{}, q.Parameters)[0]
				q.closedForm("Theorem 2′", "w_100 ≤ %.3g, w_1000 ≤ %.3g", dynamics.CollapseBound(q.Classes, q.Parameters, 100),
					dynamics.CollapseBound(q.Classes, q.Parameters, 1000))
				q.closedForm("Origin", "eigenvalues {%.4g, %.4g}: %v; basin from ΔH̄ = 0: [0, %.4g]",
					equilibrium.Eigenvalues[0], equilibrium.Eigenvalues[1], equilibrium.Stability, edge)
				q.coq("universal_collapse", "collapse_rate", "flow_vanishes_iff", "basin_exact", "lyapunov_sum", "lyapunov_exp")
				q.holds(scopeGiven, CollapseProperties(q.given())...)
				q.holds(scopeGiven, LyapunovProperties(q.given())...)
				q.holds(scopeGiven, BasinProperties(q.given())...)
				q.holds(scopeRandom, CollapseProperties(Bounded)...)
				q.holds(scopeRandom, LyapunovProperties(Bounded)...)
				q.holds(scopeRandom, BasinProperties(Bounded)...)
				q.conclude("every class loses its weight, learned or not, as 1/(ηγT); the flow settles exactly if the entropies do",
					"the flow's sum telescopes to at most ln C, while self-competition never stops")
			},
		},
		{
			ID:         "total-gain",
			Source:     "Theorem 3",
			Statement:  "without the clip w_T ≤ w₀e^{η(M_{T−1}−M₋₁)} ≤ w₀C^η; a class that starts at H = ln C never rises above w₀",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven, etaBounded},
			assess: func(q *inquiry) {
				peak := dynamics.WorstEnvelopePeak(q.Classes, q.Parameters)
				q.closedForm("Theorem 3", "w ≤ %.4g over all entropy sequences, w ≤ w₀ = %.4g from an untrained network",
					peak, q.Parameters.InitialWeight)
				q.coq("U_nonincreasing", "total_gain", "envelope", "never_above_start")
				c, err := q.SupWeightCertificate()
				q.certificate(c, err, "w ≤ %s over all entropy sequences, without the clip")
				q.holds(scopeGiven, GainProperties(q.given())...)
				q.holds(scopeRandom, GainProperties(Bounded)...)
				q.conclude(fmt.Sprintf("no entropies ever lift a weight above %.4g, nor above w₀ = %.4g after H₀ = ln C",
					peak, q.Parameters.InitialWeight),
					"U = w·e^{−ηM} never increases: to first order w is e^{ηM}, a weighting by absolute entropy")
			},
		},
		{
			ID:         "clipped-capture",
			Source:     "Theorem 4",
			Statement:  "with the clip and any η > 0, limsup w ≤ low·e^{ηω}, ω the final swing of H; if the entropies settle, w = low after finitely many epochs",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven, clipSet, clipHoldsInitialWeight},
			assess: func(q *inquiry) {
				epochs := "finitely many"
				if n, ok := dynamics.CaptureEpochs(q.Parameters, q.Parameters.InitialWeight, 0); ok {
					epochs = fmt.Sprint(n)
				}
				q.closedForm("Theorem 4", "captured within %s epochs of constant entropies from w₀; released only by a flow above γ·low = %.3g",
					epochs, dynamics.DeadZone(q.Parameters))
				q.coq("clipped_limsup", "clipped_capture")
				q.holds(scopeGiven, ClippedProperties(q.givenClipped())...)
				q.holds(scopeRandom, ClippedProperties(Clipped(dynamics.Logistic{}))...)
				q.conclude(fmt.Sprintf("once the entropies settle every weight ends at %.4g, within %s epochs from w₀, and stays",
					q.Parameters.Clip.Low, epochs),
					"clip(w(1+x)) ≤ max(low, w·e^x) whatever the sign of 1+x, so the telescoping argument survives the clip")
			},
		},
		{
			ID:         "input-to-state",
			Source:     "Theorem 5",
			Statement:  "under any drive in [−D̄, D̄], limsup w ≤ limsup D⁺/γ: input-to-state stability with gain 1/γ",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, halfFlow, startsInvariant},
			assess: func(q *inquiry) {
				smallest, limit, _ := dynamics.InvariantInterval(q.Parameters.Eta, q.Parameters.Gamma, q.flowBound())
				p := q.unclipped()
				q.coq("input_to_state", "interval_invariant", "interval_invariant_sharp")
				q.closedForm("Theorem 5", "(0, W] is invariant exactly for %.4g ≤ W < %.4g", smallest, limit)
				q.holds(scopeGiven, DriveProperties(&p, q.flowBound())...)
				q.holds(scopeRandom, DriveProperties(nil, 0)...)
				q.conclude(fmt.Sprintf("drives of positive part at most d hold w below d/γ in the long run; at worst D̄/γ = %.4g", smallest),
					"above d/γ the law pushes down; true for any drive, but a flow of entropies cannot stay positive")
			},
		},
		{
			ID:         "closed-loop",
			Source:     "Theorem 6",
			Statement:  "with a plant of slope at most α·ln C/4, lag λ and delay d, every equilibrium of the linearised loop is stable while η·α·ln C/4 < G_crit(λ, β, d)",
			hypotheses: []func(Setting) Hypothesis{logisticLaw, flowDriven, gainBelowCritical},
			assess: func(q *inquiry) {
				crossing := loop.CriticalGain(q.Plant.Lag, q.Parameters.Beta, q.Plant.Delay)
				eta := loop.CriticalEta(q.Plant, q.Classes, q.Parameters.Beta)
				q.closedForm("Theorem 6", "gain %.4g < G_crit = %.4g, where an oscillation of %.3g epochs is born",
					q.Parameters.Eta*q.Plant.MaxSlope(q.Classes), crossing.Gain, crossing.Period())
				c, err := q.LoopStableCertificate()
				q.certificate(c, err, "every gain up to %s is stable at this β, λ and d")
				switch q.Plant.Delay {
				case 0:
					q.coq("jury_no_delay")
				case 1:
					q.coq("jury_delay_one")
				}
				q.holds(scopeGiven, ClosedLoopProperties(&q.Setting)...)
				q.holds(scopeRandom, ClosedLoopProperties(nil)...)
				q.conclude(fmt.Sprintf("stable while η < %.4g for this plant, to first order and with γ = 0", eta),
					"Jury's conditions on every mode; it is β that supplies the margin: with β = 0, λ = 1, d = 0 the critical gain is 1")
			},
		},
	}
	for i := range claims {
		claims[i].Corrected = true
		claims[i].Source = "THEOREMS.md, " + claims[i].Source
	}
	return claims
}

func assessBoundedness(q *inquiry) {
	bound := q.weightBound()
	q.closedForm("Theorem 1′", "η = %.4g < %.4g, W = %.4g", q.Parameters.Eta, q.etaBounded(), bound)
	if _, logistic := q.Parameters.Law.(dynamics.Logistic); logistic {
		q.coq("bounded_for_every_entropy")
		q.coq(q.boundednessTheorems()...)
		c, err := q.EtaMaxCertificate()
		q.certificate(c, err, "0 < w for every η up to %s")
	}
	random, why := Region(Bounded), "a step multiplies w by 1+η(ΔH̄−γw): positive while η(D̄+γW) < 1, at most e^{ηΔH̄}, which telescopes"
	if _, anchored := q.Parameters.Law.(dynamics.Anchored); anchored {
		q.coq("anchored_bounded")
		random, why = AnchoredBounded, "the anchored law under ΔH̄ is the logistic law under ΔH̄+γ"
	}
	within := func(region Region) []Property {
		return []Property{
			StaysPositive(region),
			StaysWithin(region, func(EntropyTrial) float64 { return 0 }, func(t EntropyTrial) float64 {
				return Setting{Classes: t.Classes, Parameters: t.Parameters}.weightBound()
			}),
		}
	}
	q.holds(scopeGiven, within(q.given())...)
	q.holds(scopeRandom, within(random)...)
	q.conclude(fmt.Sprintf("0 < w ≤ %.4g for every entropy sequence; η may grow to %.4g", bound, q.etaBounded()), why)
}
