package monitor

import (
	"math"

	"aeed/dynamics"
)

const (
	// rounding is what the bounds themselves, computed in float64 over a whole
	// run, may be off.
	rounding = 1e-10
	// strict forgives nothing, equality included.
	strict = -1
)

// checksFor returns all checks, those whose hypotheses fail with the reason. A
// replay obeys its theorems, so a record within tolerance of it exceeds no bound
// by more than that.
func checksFor(classes int, p dynamics.Parameters, tolerance float64) []*Check {
	check := func(name, statement string, tolerance float64, measure func(*step) margin, hypotheses ...func(*dynamics.Parameters) string) *Check {
		c := &Check{Name: name, Statement: statement, tolerance: tolerance, measure: measure}
		for _, hypothesis := range hypotheses {
			if c.Needs = hypothesis(&p); c.Needs != "" {
				break
			}
		}
		return c
	}
	flowBound := dynamics.FlowBound(classes, p.Beta)
	// Entropies may leave [0, ln C] by their tolerance at either end.
	flowRoom := 2 * (1 - p.Beta) * dynamics.EntropyTolerance
	bound := tolerance + rounding
	positive := staysPositive(classes)

	return []*Check{
		check("flow-replay", "Eq. 3 reproduces ΔH̄ from the entropies", tolerance, flowReplay),
		check("law-replay", "the law reproduces w before the clip", tolerance, lawReplay, hasLaw),
		check("weight-replay", "w passes through the clip to the next epoch, and is frozen where the law isn't applied", tolerance, weightReplay),
		check("flow-bound", "|ΔH̄| ≤ (1−β) ln C", bound+flowRoom, func(s *step) margin { return atMost(math.Abs(s.recorded.Flow), flowBound) }),
		check("clip", "low ≤ w ≤ high from the first adapted epoch on", tolerance, func(s *step) margin { return within(s, p.Clip) }, hasClip),
		check("positivity", "w > 0 before the clip", strict, positivity, hasFlow, startsInClip, positive),
		check("telescoping", "U₊ ≤ U·e^{−ηγw} before the clip", bound, func(s *step) margin { return telescoping(s, p.Eta, p.Gamma) }, isPaper),
		check("collapse", "w_T ≤ C^η/(1/w₀+ηγT) as long as w > 0", bound, func(s *step) margin {
			return whilePositive(s, dynamics.CollapseBound(classes, p, s.epochs))
		}, isPaper, hasNoClip),
		check("total-gain", "w_T ≤ w₀e^{η(M_{T−1}−M₋₁)} as long as w > 0", bound, func(s *step) margin {
			return whilePositive(s, p.InitialWeight*math.Exp(p.Eta*s.rise))
		}, isPaper, hasNoClip),
		check("envelope", "w_T ≤ Envelope of Theorem 3 as long as w > 0", bound, func(s *step) margin { return whilePositive(s, s.envelope) }, isPaper, hasNoClip),
		check("clipped-envelope", "w_T ≤ ClippedEnvelope of Theorem 4", bound, func(s *step) margin { return moved(s, s.envelope) }, isPaper, hasClip, startsInClip),
	}
}

func flowReplay(s *step) margin { return same(s.recorded.Flow, s.replayed.Flow) }

func lawReplay(s *step) margin {
	if !s.moved {
		return nothing
	}
	return same(s.recorded.NextWeightRaw, s.replayed.NextWeightRaw)
}

// weightReplay leaves the law's value to lawReplay.
func weightReplay(s *step) margin {
	carried := worst(same(s.recorded.Weight, s.replayed.Weight), same(s.recorded.NextWeight, s.replayed.NextWeight))
	if s.moved {
		return carried
	}
	return worst(carried, same(s.recorded.NextWeightRaw, s.replayed.NextWeightRaw))
}

// moved holds the next weight of an epoch that applied the law against bound.
// Where the bound overflowed to NaN there is none.
func moved(s *step, bound float64) margin {
	if !s.moved || math.IsNaN(bound) {
		return nothing
	}
	return atMost(s.recorded.NextWeight, bound)
}

// whilePositive serves the theorems that suppose every earlier weight positive,
// as they then hold at any η.
func whilePositive(s *step, bound float64) margin {
	if !s.positive {
		return nothing
	}
	return moved(s, bound)
}

func within(s *step, clip dynamics.Clip) margin {
	if !s.moved {
		return nothing
	}
	return worst(atLeast(s.recorded.NextWeight, clip.Low), atMost(s.recorded.NextWeight, clip.High))
}

// positivity has the slack w₊/w before the clip, at most 1.
func positivity(s *step) margin {
	raw, weight := s.recorded.NextWeightRaw, s.recorded.Weight
	switch {
	case !s.moved:
		return nothing
	case !(raw > 0):
		return margin{raw, 0, -1}
	case weight > raw:
		return margin{raw, 0, raw / weight}
	}
	return margin{raw, 0, 1}
}

// telescoping needs a positive weight, then holds for every η. Both sides are
// multiplied by e^{ηM}, so that neither underflows.
func telescoping(s *step, eta, gamma float64) margin {
	weight := s.recorded.Weight
	if !s.moved || !(weight > 0) {
		return nothing
	}
	return atMost(s.recorded.NextWeightRaw, weight*math.Exp(eta*(s.replayed.Flow-gamma*weight)))
}
