package dynamics

import "math"

// Envelope bounds a positive unclipped trajectory of the logistic law from its
// smoothed entropies M alone (Theorem 3):
//
//	w_T ≤ e^{η(M_{T−1}−M_{−1})} / (1/w₀ + ηγ Σ_{t<T} e^{η(M_{t−1}−M_{−1})}),
//
// which is the exact solution of the law in continuous time. It streams, for
// η ln C up to 700, beyond which C^η leaves the range of float64.
type Envelope struct {
	eta, gamma    float64
	start, ema    float64 // M_{−1} and M_{t−1}
	initialWeight float64
	sum           float64 // Σ e^{η(M_{t−1}−M_{−1})}
}

// NewEnvelope returns the envelope from p.InitialWeight when the class's first
// observed entropy is firstEntropy = M_{−1} (nats).
func NewEnvelope(p Parameters, firstEntropy float64) Envelope {
	return Envelope{eta: p.Eta, gamma: p.Gamma, start: firstEntropy, ema: firstEntropy, initialWeight: p.InitialWeight}
}

// Next takes the flow of one more observed epoch t and returns the bound of
// w⁽ᵗ⁺¹⁾.
func (e *Envelope) Next(flow float64) float64 {
	e.sum += math.Exp(e.eta * (e.ema - e.start))
	e.ema += flow
	return math.Exp(e.eta*(e.ema-e.start)) / (1/e.initialWeight + e.eta*e.gamma*e.sum)
}

// ClippedEnvelope bounds a clipped trajectory of the logistic law for any
// η > 0 (Theorem 4), provided that w₀ lies in the clip: the bound B starts at
// w₀ and follows B ← max(low, B·e^{η(ΔH̄ − γ·low)}).
type ClippedEnvelope struct {
	eta, gamma, low float64
	log, logLow     float64 // ln B, which a large η can't drive out of range, and ln low
}

// NewClippedEnvelope returns the envelope from p.InitialWeight.
func NewClippedEnvelope(p Parameters) ClippedEnvelope {
	return ClippedEnvelope{eta: p.Eta, gamma: p.Gamma, low: p.Clip.Low,
		log: math.Log(p.InitialWeight), logLow: math.Log(p.Clip.Low)}
}

// Next takes the flow of one more observed epoch t and returns the bound of
// w⁽ᵗ⁺¹⁾.
func (e *ClippedEnvelope) Next(flow float64) float64 {
	e.log = math.Max(e.logLow, e.log+e.eta*(flow-e.gamma*e.low))
	return math.Max(e.low, math.Exp(e.log))
}

// CollapseBound returns C^η/(1/w₀ + ηγT), the bound of every positive unclipped
// trajectory after epochs T ≥ 0, whatever the entropies: the rate of
// Theorem 2′, universal collapse.
func CollapseBound(classes int, p Parameters, epochs int) float64 {
	return TotalGain(classes, p.Eta) / (1/p.InitialWeight + p.Eta*p.Gamma*float64(epochs))
}

// WorstEnvelope returns the largest value that Envelope can take after epochs
// T ≥ 0 over all entropy sequences of C classes, given how fast the moving
// average can rise: 1/(C^{−η(1−β^T)}/w₀ + ηγ Σ_{n=1..T} C^{−η(1−βⁿ)}).
func WorstEnvelope(classes int, p Parameters, epochs int) float64 {
	drop := func(n int) float64 { return math.Exp(-p.Eta * FlowSumBound(classes, p.Beta, n)) }
	var sum float64
	for n := 1; n <= epochs; n++ {
		sum += drop(n)
	}
	return 1 / (drop(epochs)/p.InitialWeight + p.Eta*p.Gamma*sum)
}

// WorstEnvelopePeak returns the maximum of WorstEnvelope over all T ≥ 0: a bound
// of the weight of every class, forever. It takes at most 37/(1−β) steps.
func WorstEnvelopePeak(classes int, p Parameters) float64 {
	// From T to T+1 the envelope rises exactly if η D̄ βᵀ > ln(1+ηγw₀), so it
	// peaks where that first fails. It can't rise either once 1−βᵀ rounds to 1.
	limit := MaxEntropy(classes)
	rise, hold := p.Eta*FlowBound(classes, p.Beta), math.Log1p(p.Eta*p.Gamma*p.InitialWeight)
	peak, sum, decay := p.InitialWeight, 0.0, 1.0
	for rise*decay > hold && 1-decay < 1 {
		decay *= p.Beta
		drop := math.Exp(-p.Eta * (1 - decay) * limit)
		sum += drop
		peak = 1 / (drop/p.InitialWeight + p.Eta*p.Gamma*sum)
	}
	return peak
}
