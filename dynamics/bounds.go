package dynamics

import "math"

// EtaPositive returns 1/(D̄+γ·high), the η below which no weight in (0, high]
// turns non-positive in one step before the clip, for any flow in
// [−flowBound, flowBound]. Sharp for that box.
func EtaPositive(flowBound, gamma, high float64) float64 {
	return 1 / (flowBound + gamma*high)
}

// EtaMonotone returns 1/(D̄+2γ·high), the η up to which a step keeps the order
// of any two weights in (0, high], so that nothing overshoots. Sharp for that
// box.
func EtaMonotone(flowBound, gamma, high float64) float64 {
	return 1 / (flowBound + 2*gamma*high)
}

// EtaNaive returns 1/(ln C+γ·high): EtaPositive with the flow bounded by ln C,
// the gain of Eq. 3's filter times the range of the entropy. It is 1/(1−β)
// times too cautious about the flow; under it even the paper's η = 0.5 fails.
func EtaNaive(classes int, gamma, high float64) float64 {
	return 1 / (MaxEntropy(classes) + gamma*high)
}

// EtaInvariant returns 1/(2D̄), the η below which some (0, W] is invariant for
// every flow in [−flowBound, flowBound] (Theorem 1′).
func EtaInvariant(flowBound float64) float64 { return 1 / (2 * flowBound) }

// EtaDataOnly returns the root η of η(D̄ + γw₀C^η) = 1: below it every
// trajectory that the entropies of C classes can drive from initialWeight
// stays positive, whatever the entropies (Theorem 1′, data-only version).
func EtaDataOnly(classes int, beta, gamma, initialWeight float64) float64 {
	flowBound := FlowBound(classes, beta)
	excess := func(eta float64) float64 {
		return eta*(flowBound+gamma*initialWeight*TotalGain(classes, eta)) - 1
	}
	// excess grows from −1 at 0 and is positive at 1/D̄, so bisection to the
	// last bit finds the only root.
	low, high := 0.0, 1/flowBound
	for {
		middle := low + (high-low)/2
		if middle <= low || middle >= high {
			return low
		}
		if excess(middle) < 0 {
			low = middle
		} else {
			high = middle
		}
	}
}

// TotalGain returns C^η, the most by which the entropies of C classes can ever
// multiply a weight without the clip (Theorem 3).
func TotalGain(classes int, eta float64) float64 {
	return math.Exp(eta * MaxEntropy(classes))
}

// WeightBound returns W = min(max(w₀, D̄/γ), w₀C^η), the bound 0 < w ≤ W of
// Theorem 1′ for the unclipped logistic law over every entropy sequence, and
// margin = 1 − η(D̄+γW): the theorem applies where margin > 0. The first form
// of W is the smallest invariant interval that holds w₀, the second the total
// gain; each is sufficient.
func WeightBound(classes int, p Parameters) (bound, margin float64) {
	flowBound := FlowBound(classes, p.Beta)
	box := math.Max(p.InitialWeight, flowBound/p.Gamma)
	bound = math.Min(box, p.InitialWeight*TotalGain(classes, p.Eta))
	return bound, 1 - p.Eta*(flowBound+p.Gamma*bound)
}

// EtaBounded returns the η below which WeightBound's margin is positive: the
// larger of the box condition 1/(D̄+γ·max(w₀, D̄/γ)) and EtaDataOnly.
func EtaBounded(classes int, p Parameters) float64 {
	flowBound := FlowBound(classes, p.Beta)
	box := 1 / (flowBound + math.Max(p.Gamma*p.InitialWeight, flowBound))
	return math.Max(box, EtaDataOnly(classes, p.Beta, p.Gamma, p.InitialWeight))
}

// InputToStateBound returns max{w₀/(1+ε/(1+ε)·ηγw₀t), (1+ε)·sup/γ}, the bound of
// w⁽ᵗ⁾ under any drive with positive part at most sup, for any ε > 0
// (Theorem 5). It asks for drives in [−D̄, D̄], ηD̄ < ½ and w₀ below
// InvariantInterval's limit. The limiting gain 1/γ is sharp.
func InputToStateBound(p Parameters, sup, epsilon float64, t int) float64 {
	decay := epsilon / (1 + epsilon) * p.Eta * p.Gamma * p.InitialWeight
	return math.Max(p.InitialWeight/(1+decay*float64(t)), (1+epsilon)*sup/p.Gamma)
}

// AnchoredWeightBound returns W = max(w₀, 1+D̄/γ), the bound 0 < w ≤ W of the
// unclipped anchored law over every entropy sequence, and margin =
// 1 − η(γ(W−1) + max(D̄, γ)): it applies where margin > 0. The anchored law under
// a flow ΔH̄ is the logistic law under ΔH̄+γ, so this is Theorem 1′ shifted; the
// γ in the maximum keeps the law monotone at W, which Theorem 1′ has for free.
func AnchoredWeightBound(classes int, p Parameters) (bound, margin float64) {
	flowBound := FlowBound(classes, p.Beta)
	bound = math.Max(p.InitialWeight, 1+flowBound/p.Gamma)
	return bound, 1 - p.Eta*(p.Gamma*(bound-1)+math.Max(flowBound, p.Gamma))
}
