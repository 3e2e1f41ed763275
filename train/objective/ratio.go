package objective

import (
	"fmt"
	"math"
)

// Epsilon is what the paper adds to the denominator of the semantic ratio.
const Epsilon = 1e-8

// Divergence returns KL(P‖Q) = Σ_k p_k·(ln p_k − ln q_k) ≥ 0 in nats, from ln P and
// ln Q, which are finite. It panics if their lengths differ.
func Divergence(logP, logQ []float64) float64 {
	if len(logP) != len(logQ) {
		panic(fmt.Sprintf("objective: a divergence of %d classes from %d", len(logP), len(logQ)))
	}
	sum := 0.0
	for k, log := range logP {
		sum += math.Exp(log) * (log - logQ[k])
	}
	return math.Max(sum, 0) // rounding may leave it just below
}

// SemanticRatio returns λ_CS = a/(a + b + epsilon) in [0, 1] (Eq. 5), the share of
// parent b in a mixed clip, where a = KL(P_mix‖P_a) and b = KL(P_mix‖P_b): the
// nearer the posterior of the mixed clip is to that of a parent, the more it
// belongs to it. A mixed clip that is as near as can be to both is wholly a's. It
// panics unless a, b ≥ 0 and epsilon > 0.
func SemanticRatio(a, b, epsilon float64) float64 {
	if a < 0 || b < 0 || !(epsilon > 0) {
		panic(fmt.Sprintf("objective: a semantic ratio of divergences %g and %g with epsilon %g", a, b, epsilon))
	}
	return a / (a + b + epsilon)
}
