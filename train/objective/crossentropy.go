package objective

import (
	"fmt"
	"math"

	"aeed/dynamics"
)

// A Loss is the weighted cross-entropy of a batch of N clips over C classes.
type Loss struct {
	PerClip      []float64 // N: −Σ_k y_k ln p_k ≥ 0, in nats, without the weight
	Entropy      []float64 // N: −Σ_k p_k ln p_k in [0, ln C], in nats (Eq. 1)
	LogPosterior []float64 // (N, C): ln p, where p = softmax(logits)
	Mean         float64   // Σ_i w_i·PerClip_i / N
	Gradient     []float64 // (N, C): of Mean with respect to the logits
}

// CrossEntropy returns the loss of logits, shape (N, C), against targets of the
// same shape, each row of which sums to 1, where clip i counts weights[i] times. A
// row of targets is a label as [OneHot] makes it, or a mixture of labels.
//
// The gradient of row i is w_i·(p_i − y_i)/N. Finite logits of any size overflow
// nowhere, for ln p_k = z_k − z_max − ln Σ_j exp(z_j − z_max); others make the row NaN.
// CrossEntropy panics if shapes don't agree or C < 2.
func CrossEntropy(logits, targets, weights []float64) *Loss {
	n := len(weights)
	if n == 0 || len(logits)%n != 0 || len(logits) < 2*n || len(targets) != len(logits) {
		panic(fmt.Sprintf("objective: %d logits and %d targets of %d clips", len(logits), len(targets), n))
	}
	classes := len(logits) / n
	l := &Loss{
		PerClip:      make([]float64, n),
		Entropy:      make([]float64, n),
		LogPosterior: make([]float64, len(logits)),
		Gradient:     make([]float64, len(logits)),
	}
	for i, weight := range weights {
		logP := row(l.LogPosterior, i, classes)
		logSoftmax(logP, row(logits, i, classes))
		target, gradient := row(targets, i, classes), row(l.Gradient, i, classes)
		for k, log := range logP {
			l.PerClip[i] -= target[k] * log
			gradient[k] = weight * (math.Exp(log) - target[k]) / float64(n)
		}
		l.Entropy[i] = entropy(row(logits, i, classes))
		l.Mean += weight * l.PerClip[i] / float64(n)
	}
	return l
}

// OneHot returns labels as targets, shape (N, classes): 1 at the label, else 0. It
// panics if a label is not one of the classes.
func OneHot(labels []int, classes int) []float64 {
	targets := make([]float64, len(labels)*classes)
	for i, label := range labels {
		if label < 0 || label >= classes {
			panic(fmt.Sprintf("objective: label %d of %d classes", label, classes))
		}
		targets[i*classes+label] = 1
	}
	return targets
}

// logSoftmax sets logP to the logarithms of softmax(logits).
func logSoftmax(logP, logits []float64) {
	top := math.Inf(-1)
	for _, z := range logits {
		top = math.Max(top, z)
	}
	sum := 0.0
	for _, z := range logits {
		sum += math.Exp(z - top)
	}
	normaliser := math.Log(sum)
	for k, z := range logits {
		logP[k] = z - top - normaliser
	}
}

// entropy returns that of softmax(logits), NaN where a network has diverged.
func entropy(logits []float64) float64 {
	h, err := dynamics.EntropyFromLogits(logits)
	if err != nil {
		return math.NaN()
	}
	return h
}

// row returns row i of a matrix.
func row(matrix []float64, i, columns int) []float64 { return matrix[i*columns : (i+1)*columns] }
