package dynamics

import "math"

// InvariantInterval returns the W for which (0, W] is invariant under the
// logistic law, whatever the flows in [−flowBound, flowBound]:
// smallest ≤ W < limit with smallest = D̄/γ and limit = (1−ηD̄)/(ηγ). There is
// none, ok false, unless ηD̄ < ½ (Theorem 1′, part b: both directions).
// [0, smallest] also absorbs every trajectory that starts below limit. No
// interval with a positive lower end is ever invariant: D = 0 leaves it.
func InvariantInterval(eta, gamma, flowBound float64) (smallest, limit float64, ok bool) {
	smallest = flowBound / gamma
	limit = (1 - eta*flowBound) / (eta * gamma)
	return smallest, limit, eta*flowBound < 0.5
}

// OneStepPeak returns the weight from which one logistic step under flow leads
// highest, (1+ηD)/(2ηγ), and the weight that it leads to, (1+ηD)²/(4ηγ).
func OneStepPeak(eta, gamma, flow float64) (weight, next float64) {
	gain := 1 + eta*flow
	return gain / (2 * eta * gamma), gain * gain / (4 * eta * gamma)
}

// ClippedAttractor returns clip(δ/γ), where a constant drive δ > 0 holds the
// logistic law while |1 − ηδ| < 1; with δ ≤ 0 it is the lower end of the clip.
// ok is false beyond, where border-collision cycles and chaos appear.
func ClippedAttractor(eta, gamma, drive float64, clip Clip) (weight float64, ok bool) {
	return clip.Apply(math.Max(drive, 0) / gamma), eta*drive < 2
}

// BasinFlowLimit returns x₊(β) = (2β−1) + √((2β−1)²+3), the largest ηΔH̄⁽⁰⁾ for
// which Basin is exact; 2.708 at β = 0.9.
func BasinFlowLimit(beta float64) float64 {
	return 2*beta - 1 + math.Sqrt((2*beta-1)*(2*beta-1)+3)
}

// Basin returns the largest weight from which the autonomous logistic system
// converges to the origin when the flow starts at initialFlow D₀: the basin is
// exactly 0 ≤ w₀ ≤ (1+ηD₀)/(ηγ), and every other weight diverges to −∞. ok is
// false outside −1 < ηD₀ ≤ BasinFlowLimit, where this is not proved. With
// D₀ = 0 the basin is [0, 1/(ηγ)]: Theorem 2 is not global.
func Basin(p Parameters, initialFlow float64) (highest float64, ok bool) {
	x := p.Eta * initialFlow
	return (1 + x) / (p.Eta * p.Gamma), -1 < x && x <= BasinFlowLimit(p.Beta)
}
