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
		logSoftmax(logP, e.row(o.Logits, i, 0, 0))
		a, b := 0.0, 0.0
		if own < 0 {
			a, b = divergence(logP, e.row(o.Beliefs, i, 0, 0)), divergence(logP, e.row(o.Beliefs, partner, 0, 0))
			own = 1 - a/(a+b+constants[1])
		}
		entropy, crossEntropy, weight := 0.0, 0.0, own*widths[label]+(1-own)*widths[other]
		gradient := e.row(o.Gradient, i, 0, 0)
		for k, log := range logP {
			p, y := math.Exp(log), 0.0
			if k == label {
				y += own
			}
			if k == other {
				y += 1 - own
			}
			entropy -= p * log
			crossEntropy -= y * log
			gradient[k] = constants[0] * weight * (p - y) / float64(clips)
		}
		terms[program.TermEntropy], terms[program.TermCrossEntropy] = entropy, crossEntropy
		terms[program.TermWeight], terms[program.TermOwn] = weight, own
		terms[program.TermDivergenceA], terms[program.TermDivergenceB] = a, b
	}
}

// logSoftmax sets logP to ln softmax(z). Finite logits overflow nowhere.
func logSoftmax(logP, z []float64) {
	top, sum := math.Inf(-1), 0.0
	for _, x := range z {
		top = math.Max(top, x)
	}
	for _, x := range z {
		sum += math.Exp(x - top)
	}
	for k, x := range z {
		logP[k] = x - top - math.Log(sum)
	}
}

// divergence returns KL(P‖Q) from ln P and ln Q.
func divergence(logP, logQ []float64) float64 {
	sum := 0.0
	for k, log := range logP {
		sum += math.Exp(log) * (log - logQ[k])
	}
	return math.Max(sum, 0) // rounding may leave it just below
}
