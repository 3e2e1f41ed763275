package dynamics

import "math"

// Flow returns the entropy flow ΔH̄⁽ᵗ⁾ = (1−β)(H⁽ᵗ⁾ − H⁽ᵗ⁻¹⁾) + βΔH̄⁽ᵗ⁻¹⁾ in nats
// (Eq. 3), each product rounded (no fused multiply-add).
func Flow(beta, entropy, previousEntropy, previousFlow float64) float64 {
	return float64((1-beta)*(entropy-previousEntropy)) + float64(beta*previousFlow)
}

// SmoothedEntropy returns M⁽ᵗ⁾ = βM⁽ᵗ⁻¹⁾ + (1−β)H⁽ᵗ⁾, the exponential moving
// average whose increments are the flow: ΔH̄⁽ᵗ⁾ = M⁽ᵗ⁾ − M⁽ᵗ⁻¹⁾ (the EMA identity
// of THEOREMS.md). It starts at the first observed entropy.
func SmoothedEntropy(beta, entropy, previous float64) float64 {
	return float64(beta*previous) + float64((1-beta)*entropy)
}

// FlowBound returns D̄ = (1−β) ln C, the sharp bound of |ΔH̄| when the flow
// starts at 0 (Theorem 1′): entropies 0 then ln C attain it.
func FlowBound(classes int, beta float64) float64 {
	return (1 - beta) * MaxEntropy(classes)
}

// FlowBoundFrom returns (1−β) ln C + βᵗ|ΔH̄⁽⁰⁾|, the sharp bound of |ΔH̄⁽ᵗ⁾| for
// t ≥ 1 when the flow starts at initialFlow and H⁽⁰⁾ is free.
func FlowBoundFrom(classes int, beta, initialFlow float64, t int) float64 {
	if t < 1 {
		panic("dynamics: FlowBoundFrom needs t ≥ 1")
	}
	return FlowBound(classes, beta) + math.Pow(beta, float64(t))*math.Abs(initialFlow)
}

// FlowSumBound returns (1−βⁿ) ln C, the sharp bound of |ΣΔH̄| over n consecutive
// epochs: the flow's integral telescopes, so no class can be pushed up for
// long.
func FlowSumBound(classes int, beta float64, epochs int) float64 {
	return (1 - math.Pow(beta, float64(epochs))) * MaxEntropy(classes)
}
