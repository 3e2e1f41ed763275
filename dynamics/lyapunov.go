package dynamics

import "math"

// Telescoping returns U = w·e^{−ηM}, with M = M⁽ᵗ⁻¹⁾ the smoothed entropy before
// epoch t. Along every positive unclipped trajectory of the logistic law, for
// every entropy sequence, U⁽ᵗ⁺¹⁾ ≤ U⁽ᵗ⁾e^{−ηγw⁽ᵗ⁾}: the fact behind Theorems 2′
// and 3.
func Telescoping(eta, weight, ema float64) float64 {
	return weight * math.Exp(-eta*ema)
}

// LyapunovSum returns V = w + κ|ΔH̄|. On 0 ≤ w ≤ W and under constant entropies
// it strictly decreases off the origin for κ > LyapunovSumThreshold.
func LyapunovSum(s State, kappa float64) float64 {
	return s.Weight + kappa*math.Abs(s.Flow)
}

// LyapunovSumThreshold returns ηW/(1−β), the κ above which LyapunovSum works up
// to weight bound W.
func LyapunovSumThreshold(p Parameters, bound float64) float64 {
	return p.Eta * bound / (1 - p.Beta)
}

// LyapunovSumChange returns −ηγw² − (κ(1−β) − ηW)|ΔH̄|, the upper bound of one
// epoch's change of LyapunovSum at s on 0 ≤ w ≤ bound.
func LyapunovSumChange(p Parameters, s State, kappa, bound float64) float64 {
	return -p.Eta*p.Gamma*s.Weight*s.Weight - (kappa*(1-p.Beta)-p.Eta*bound)*math.Abs(s.Flow)
}

// LyapunovExponential returns V = w·e^{ηΔH̄/(1−β)} + κ|ΔH̄|. Under constant
// entropies it strictly decreases off the origin for every κ > 0 and w ≥ 0: the
// Lyapunov function that Theorem 2 of the paper needs and does not give.
func LyapunovExponential(p Parameters, s State, kappa float64) float64 {
	return p.weightAtRest(s) + kappa*math.Abs(s.Flow)
}

// LyapunovExponentialChange returns −w·e^{ηΔH̄/(1−β)}(1−e^{−ηγw}) − κ(1−β)|ΔH̄|,
// the upper bound of one epoch's change of LyapunovExponential at s, w ≥ 0.
func LyapunovExponentialChange(p Parameters, s State, kappa float64) float64 {
	return p.weightAtRest(s)*math.Expm1(-p.Eta*p.Gamma*s.Weight) - kappa*(1-p.Beta)*math.Abs(s.Flow)
}

// weightAtRest returns w·e^{ηΔH̄/(1−β)}: ΔH̄/(1−β) is what remains of the flow's
// integral when the entropies stay constant.
func (p Parameters) weightAtRest(s State) float64 {
	return s.Weight * math.Exp(p.Eta*s.Flow/(1-p.Beta))
}
