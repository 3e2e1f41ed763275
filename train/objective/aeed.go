package objective

import "fmt"

// Pairs say what the clips of an AEED step are: N clips of C classes, each of them
// mixed with another one.
type Pairs struct {
	Labels     []int     // y_i, N
	Partner    []int     // i′ of each clip i: the clip that it is mixed with
	NicheWidth []float64 // w_c > 0 of each class
	Epsilon    float64   // of Eq. 5; see the constant of this name
}

// An AEEDLoss is the objective of an AEED step. All of its gradients take
// SemanticRatio and MixedWeight for constants.
type AEEDLoss struct {
	Clean, Mixed  *Loss     // the two terms of Eq. 6; backward passes take their gradients
	DivergenceA   []float64 // N: KL(P_mix‖P_a), in nats, a the clip itself
	DivergenceB   []float64 // N: KL(P_mix‖P_b), b its partner
	SemanticRatio []float64 // N: λ_CS in [0, 1] (Eq. 5), the weight of b
	MixedWeight   []float64 // N: w_mix = (1 − λ_CS)·w_a + λ_CS·w_b
	PerClip       []float64 // N: L_i (Eq. 6)
	Mean          float64   // Σ L_i / N
}

// Clean returns the first term of Eq. 6: the cross-entropy of logits, shape (N, C),
// against the labels, weighted by the niche widths of their classes. It panics if
// shapes don't agree or a label is not a class.
func (p Pairs) Clean(logits []float64) *Loss {
	return CrossEntropy(logits, OneHot(p.Labels, len(p.NicheWidth)), p.weights())
}

// Mixed returns the objective of the step (Eqs. 5 and 6) from its first term and
// the logits of the mixed clips, shape (N, C). The mixed clip of pair i has the label
// (1 − λ_CS)·y_i + λ_CS·y_i′. It panics if shapes don't agree or a partner is no clip.
func (p Pairs) Mixed(clean *Loss, logits []float64) *AEEDLoss {
	n, classes := len(p.Labels), len(p.NicheWidth)
	if len(p.Partner) != n || len(logits) != n*classes || len(clean.LogPosterior) != n*classes {
		panic(fmt.Sprintf("objective: %d logits of mixed clips, %d of clean ones and %d partners, for %d clips of %d classes",
			len(logits), len(clean.LogPosterior), len(p.Partner), n, classes))
	}
	l := &AEEDLoss{
		Clean:       clean,
		DivergenceA: make([]float64, n), DivergenceB: make([]float64, n),
		SemanticRatio: make([]float64, n), MixedWeight: make([]float64, n), PerClip: make([]float64, n),
	}
	targets, weights := make([]float64, n*classes), p.weights()
	logMix := make([]float64, classes)
	for i, partner := range p.Partner {
		if partner < 0 || partner >= n {
			panic(fmt.Sprintf("objective: partner %d of %d clips", partner, n))
		}
		logSoftmax(logMix, row(logits, i, classes))
		l.DivergenceA[i] = Divergence(logMix, row(clean.LogPosterior, i, classes))
		l.DivergenceB[i] = Divergence(logMix, row(clean.LogPosterior, partner, classes))
		ratio := SemanticRatio(l.DivergenceA[i], l.DivergenceB[i], p.Epsilon)
		l.SemanticRatio[i] = ratio
		l.MixedWeight[i] = (1-ratio)*weights[i] + ratio*weights[partner]
		target := row(targets, i, classes)
		target[p.Labels[i]] = 1 - ratio
		target[p.Labels[partner]] += ratio // may be the same label
	}
	l.Mixed = CrossEntropy(logits, targets, l.MixedWeight)
	for i := range n {
		l.PerClip[i] = weights[i]*clean.PerClip[i] + l.MixedWeight[i]*l.Mixed.PerClip[i]
	}
	l.Mean = clean.Mean + l.Mixed.Mean
	return l
}

// weights returns the niche width of the class of each clip.
func (p Pairs) weights() []float64 {
	weights := make([]float64, len(p.Labels))
	for i, label := range p.Labels {
		if label < 0 || label >= len(p.NicheWidth) {
			panic(fmt.Sprintf("objective: label %d of %d classes", label, len(p.NicheWidth)))
		}
		weights[i] = p.NicheWidth[label]
	}
	return weights
}
