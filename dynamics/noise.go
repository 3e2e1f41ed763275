package dynamics

import "math"

// FlowVariance returns 2(1−β)²σ²/(1+β), the variance of ΔH̄ when the class
// entropies carry independent noise of standard deviation sigma (nats).
func FlowVariance(beta, sigma float64) float64 {
	return 2 * (1 - beta) * (1 - beta) * sigma * sigma / (1 + beta)
}

// LogWeightDeviation returns ησ√((1−β)/(1+β)), the stationary standard deviation
// of ln w away from the clip, to first order: the flow's noise telescopes, so
// ln w does not wander.
func LogWeightDeviation(eta, beta, sigma float64) float64 {
	return eta * sigma * math.Sqrt((1-beta)/(1+beta))
}

// NoiseDrag returns −η²σ²(1−β)²/(1+β), the mean change of ln w an epoch that
// noise causes to second order, self-competition apart. It falls on the classes
// with the noisiest entropies, the tail.
func NoiseDrag(eta, beta, sigma float64) float64 {
	return -eta * eta * FlowVariance(beta, sigma) / 2
}

// BetaForNoise returns the smallest β in [0, 1) that keeps LogWeightDeviation at
// most epsilon > 0: max(0, (1−q)/(1+q)) with q = (ε/(ησ))². The price is a lag of
// 1/(1−β) epochs. For ε below 1e-8·ησ it rounds to 1, which no Controller takes.
func BetaForNoise(eta, sigma, epsilon float64) float64 {
	ratio := epsilon / (eta * sigma)
	if ratio >= 1 { // no noise makes it infinite
		return 0
	}
	q := ratio * ratio
	return (1 - q) / (1 + q)
}
