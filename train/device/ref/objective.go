package ref

import (
	"math"

	"aeed/train/program"
)

func (e *executor) objective(o *program.Objective) {
	clips, classes := o.Logits.Sequences, o.Logits.Columns
	widths, constants := e.row(o.ClassWeights, 0, 0, 0), e.row(o.Constants, 0, 0, 0)
	for i := range clips {
		pair, terms := e.row(o.Pairs, i, 0, 0), e.row(o.Terms, i, 0, 0)
		label, partner, own := program.Index(pair[program.PairLabel], classes), program.Index(pair[program.PairPartner], clips), pair[program.PairOwn]
		other := program.Index(e.row(o.Pairs, partner, 0, 0)[program.PairLabel], classes)
		logP := e.row(o.LogPosterior, i, 0, 0)
		entropy := logSoftmax(logP, e.row(o.Logits, i, 0, 0))
		a, b := 0.0, 0.0
		if own < 0 {
			a, b = divergence(logP, e.row(o.Beliefs, i, 0, 0)), divergence(logP, e.row(o.Beliefs, partner, 0, 0))
			own = 1 - a/(a+b+constants[1])
		}
		crossEntropy, weight := 0.0, own*widths[label]+(1-own)*widths[other]
		gradient := e.row(o.Gradient, i, 0, 0)
		for k, log := range logP {
			p, y := math.Exp(log), 0.0
			if k == label {
				y += own
			}
			if k == other {
				y += 1 - own
			}
			crossEntropy -= y * log
			gradient[k] = constants[0] * weight * (p - y) / float64(clips)
		}
		terms[program.TermEntropy], terms[program.TermCrossEntropy] = entropy, crossEntropy
		terms[program.TermWeight], terms[program.TermOwn] = weight, own
		terms[program.TermDivergenceA], terms[program.TermDivergenceB] = a, b
	}
}

// logSoftmax sets logP to ln softmax(z) and returns the entropy. Finite logits overflow
// nowhere, and a small entropy keeps its digits, since all that it sums is positive:
// H = ln Σ exp(z − z_max) + Σ p·(z_max − z).
func logSoftmax(logP, z []float64) (entropy float64) {
	top := 0
	for k, x := range z {
		if x > z[top] {
			top = k
		}
	}
	rest := 0.0
	for k, x := range z {
		if k != top {
			rest += math.Exp(x - z[top])
		}
	}
	normaliser := math.Log1p(rest)
	entropy = normaliser
	for k, x := range z {
		logP[k] = x - z[top] - normaliser
		entropy += math.Exp(logP[k]) * (z[top] - x)
	}
	return entropy
}

// divergence returns KL(P‖Q) from ln P and the logits of Q.
func divergence(logP, z []float64) float64 {
	logQ := make([]float64, len(z))
	logSoftmax(logQ, z)
	sum := 0.0
	for k, log := range logP {
		sum += math.Exp(log) * (log - logQ[k])
	}
	return math.Max(sum, 0) // rounding may leave it just below
}
