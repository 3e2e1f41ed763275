package dynamics

import (
	"errors"
	"fmt"
	"math"
)

// probabilityTolerance bounds how far a sum of probabilities may be from 1:
// room for a float32 softmax over a few thousand classes.
const probabilityTolerance = 1e-3

// MaxEntropy returns ln C, the largest class entropy of classes ≥ 2 (nats).
func MaxEntropy(classes int) float64 {
	if classes < 2 {
		panic("dynamics: fewer than two classes")
	}
	return math.Log(float64(classes))
}

// Entropy returns H(Y|x) = −Σ p_k ln p_k in [0, ln C] nats (Eq. 1) of the
// probabilities p of C ≥ 2 classes, with 0 ln 0 = 0. A probability that is
// negative, above 1 or NaN, or a sum away from 1 by more than 0.001, is an
// error.
func Entropy(p []float64) (float64, error) {
	limit := MaxEntropy(len(p))
	var sum, entropy float64
	for k, q := range p {
		if !(q >= 0 && q <= 1+probabilityTolerance) {
			return 0, fmt.Errorf("dynamics: probability of class %d is %g: want [0, 1]; hint: EntropyFromLogits takes raw scores", k, q)
		}
		if q > 0 {
			sum += q
			entropy -= q * math.Log(q)
		}
	}
	if math.Abs(sum-1) > probabilityTolerance {
		return 0, fmt.Errorf("dynamics: probabilities sum to %g: want 1; hint: EntropyFromLogits takes raw scores", sum)
	}
	return math.Min(math.Max(entropy, 0), limit), nil
}

// EntropyFromLogits returns the entropy in [0, ln C] nats (Eq. 1) of
// softmax(logits) over C ≥ 2 classes. It neither overflows nor loses the tiny
// entropies of confident predictions: with z = max logit and
// e_k = exp(logit_k − z), H = ln Σe_k + Σ e_k(z − logit_k)/Σe_k, both terms
// non-negative. A logit of −Inf is a class of probability 0; NaN, +Inf, or
// nothing but −Inf is an error.
func EntropyFromLogits(logits []float64) (float64, error) {
	limit := MaxEntropy(len(logits))
	top, at := math.Inf(-1), -1
	for k, z := range logits {
		if math.IsNaN(z) || math.IsInf(z, 1) {
			return 0, fmt.Errorf("dynamics: logit of class %d is %g: want a finite number; hint: the network has diverged, lower its learning rate", k, z)
		}
		if z > top {
			top, at = z, k
		}
	}
	if at < 0 {
		return 0, errors.New("dynamics: every logit is -Inf: want at least one finite number; hint: no class may have the whole mask")
	}
	var others, moment float64 // Σ e_k and Σ e_k(z − logit_k) over k ≠ argmax
	for k, z := range logits {
		if gap := top - z; k != at && !math.IsInf(gap, 1) {
			e := math.Exp(-gap)
			others += e
			moment += e * gap
		}
	}
	return math.Min(math.Log1p(others)+moment/(1+others), limit), nil
}
