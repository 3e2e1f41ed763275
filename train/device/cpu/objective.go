package cpu

import (
	"math"

	"aeed/train/program"
)

// objective computes in float64: its matrices are small, and their rounding would be
// that of every entropy that the controller sees.
func (e *executor) objective(o *program.Objective) []step {
	t := &term{
		Objective: o,
		logits:    e.kept[o.Logits.Buffer], gradient: e.kept[o.Gradient.Buffer], pairs: e.kept[o.Pairs.Buffer], beliefs: e.kept[o.Beliefs.Buffer],
		widths: e.kept[o.ClassWeights.Buffer], constants: e.kept[o.Constants.Buffer],
		logPosterior: e.kept[o.LogPosterior.Buffer], terms: e.kept[o.Terms.Buffer],
		posterior: make([]float64, o.Logits.Sequences*o.Logits.Columns),
	}
	clip := func(i, _ int) { t.clip(i) }
	return []step{{once: func() {
		t.check()
		e.crew.each(t.Logits.Sequences, clip)
	}}}
}

// A term is an objective with its buffers.
type term struct {
	*program.Objective
	logits, gradient, pairs, beliefs, widths, constants, logPosterior, terms []float32

	posterior []float64 // (N, C)
}

// row returns the columns of a row of a view of a buffer.
func row(buffer []float32, v program.View, i int) []float32 {
	return buffer[v.Index(i, 0, 0):][:v.Columns]
}

// check panics unless the labels are classes and the partners clips, on the goroutine
// of the caller.
func (t *term) check() {
	for i := range t.Pairs.Sequences {
		pair := row(t.pairs, t.Pairs, i)
		program.Index(float64(pair[program.PairLabel]), t.Logits.Columns)
		program.Index(float64(pair[program.PairPartner]), t.Logits.Sequences)
	}
}

// clip computes clip i.
func (t *term) clip(i int) {
	pair, terms := row(t.pairs, t.Pairs, i), row(t.terms, t.Terms, i)
	label, partner, own := int(pair[program.PairLabel]), int(pair[program.PairPartner]), float64(pair[program.PairOwn])
	other := int(row(t.pairs, t.Pairs, partner)[program.PairLabel])
	z := row(t.logits, t.Logits, i)
	top, normaliser := logSumExp(z)
	logP, gradient := row(t.logPosterior, t.LogPosterior, i), row(t.gradient, t.Gradient, i)
	posterior := t.posterior[i*len(z):][:len(z)]
	entropy := normaliser // a small entropy keeps its digits, since all that it sums is positive
	for k, x := range z {
		log := float64(x) - top - normaliser
		p := math.Exp(log)
		entropy += p * (top - float64(x))
		logP[k], posterior[k] = float32(log), p
	}
	a, b := 0.0, 0.0
	if own < 0 {
		a = t.divergence(posterior, z, top+normaliser, i)
		b = t.divergence(posterior, z, top+normaliser, partner)
		own = 1 - a/(a+b+float64(t.constants[1]))
	}
	weight := own*float64(t.widths[label]) + (1-own)*float64(t.widths[other])
	factor := float64(t.constants[0]) * weight / float64(t.Logits.Sequences)
	for k, p := range posterior {
		y := 0.0
		if k == label {
			y += own
		}
		if k == other {
			y += 1 - own
		}
		gradient[k] = float32(factor * (p - y))
	}
	crossEntropy := -own * (float64(z[label]) - top - normaliser)
	if own < 1 {
		crossEntropy -= (1 - own) * (float64(z[other]) - top - normaliser)
	}
	terms[program.TermEntropy], terms[program.TermCrossEntropy] = float32(entropy), float32(crossEntropy)
	terms[program.TermWeight], terms[program.TermOwn] = float32(weight), float32(own)
	terms[program.TermDivergenceA], terms[program.TermDivergenceB] = float32(a), float32(b)
}

// divergence returns KL(p‖q) where p is a posterior with logits z and the logarithm of
// their sum of exponentials, and q what is believed of a clean clip.
func (t *term) divergence(p []float64, z []float32, normaliser float64, clip int) float64 {
	beliefs := row(t.beliefs, t.Beliefs, clip)
	top, rest := logSumExp(beliefs)
	sum := 0.0
	for k, x := range z {
		sum += p[k] * (float64(x) - normaliser - (float64(beliefs[k]) - top - rest))
	}
	return math.Max(sum, 0) // rounding may leave it just below
}

// logSumExp returns ln Σ exp z in two parts, the largest z and the rest, which overflow
// nowhere.
func logSumExp(z []float32) (top, rest float64) {
	largest := 0
	for k, x := range z {
		if x > z[largest] {
			largest = k
		}
	}
	top = float64(z[largest])
	for k, x := range z {
		if k != largest {
			rest += math.Exp(float64(x) - top)
		}
	}
	return top, math.Log1p(rest)
}
