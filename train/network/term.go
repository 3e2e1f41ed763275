package network

import (
	"slices"

	"gonum.org/v1/gonum/floats"

	"aeed/train/objective"
	"aeed/train/program"
)

// An Objective is what a step minimises: the mean over the clips of a loss, weighted
// by class.
type Objective struct {
	ClassWeights []float64 // of each class: its niche width, as the normalisation leaves it
	Scale        float64   // by what the loss and its gradient are multiplied besides
	Epsilon      float64   // of Eq. 5
	// Loss of logits against targets, both (N, C), with a weight for each clip, where it
	// is not the cross-entropy that the device computes itself.
	Loss func(logits, targets, weights []float64) *objective.Loss
}

// Mixture says what clips were mixed.
type Mixture struct {
	Partner []int     // of each clip i, i′
	Own     []float64 // of each clip, its share in the label; nil for the semantic ratio, 1 − λ_CS (Eq. 5)
}

// A CleanLoss is the first term of Eq. 6. What the device computes of it has the device's
// precision; its Gradient stays there.
type CleanLoss struct {
	*objective.Loss
	logits []float64 // (N, C): what the network believes of the clips
}

// A MixedLoss is the second term of Eq. 6.
type MixedLoss struct {
	*objective.Loss           // its Gradient stays on the device where that computes it
	Own             []float64 // of each clip, its share in the label
	Weights         []float64 // of each mixed clip
	// KL(P_mix‖P_a) and KL(P_mix‖P_b) of Eq. 5, where the device computes a semantic ratio.
	DivergenceA, DivergenceB []float64
}

// Clean adds the gradient of the first term of Eq. 6, on clips with the given labels,
// to that of the step. The Scale is not in what it returns.
func (p *Pass) Clean(labels []int, o Objective) *CleanLoss {
	clean := &CleanLoss{logits: slices.Clone(p.logits)}
	if o.Loss != nil {
		clean.Loss = o.Loss(p.logits, objective.OneHot(labels, len(o.ClassWeights)), o.weights(labels))
		p.Backward(scaled(clean.Gradient, o.Scale))
		return clean
	}
	clean.Loss = p.term(cleanPairs(labels), nil, o).Loss
	return clean
}

// Mixed adds the gradient of the second term of Eq. 6 to that of the step, where the
// clips of the pass are mixed from those that had the given labels and the loss clean.
// The Scale is not in what it returns.
func (p *Pass) Mixed(labels []int, m Mixture, clean *CleanLoss, o Objective) *MixedLoss {
	if o.Loss == nil {
		return p.term(m.pairs(labels), clean.logits, o)
	}
	own := m.Own
	if own == nil {
		own = p.semantic(labels, m.Partner, clean, o)
	}
	targets, weights := blend(labels, m.Partner, own, o.ClassWeights)
	loss := o.Loss(p.logits, targets, weights)
	p.Backward(scaled(loss.Gradient, o.Scale))
	return &MixedLoss{Loss: loss, Own: own, Weights: weights}
}

// cleanPairs says that clips with labels are their own partners.
func cleanPairs(labels []int) (pairs []float64) {
	for i, label := range labels {
		pairs = append(pairs, float64(label), float64(i), 1)
	}
	return pairs
}

// pairs says how clips that had the given labels were mixed.
func (m Mixture) pairs(labels []int) (pairs []float64) {
	for i, label := range labels {
		own := -1.0
		if m.Own != nil {
			own = m.Own[i]
		}
		pairs = append(pairs, float64(label), float64(m.Partner[i]), own)
	}
	return pairs
}

// term runs the program's objective and the backward pass.
func (p *Pass) term(pairs, beliefs []float64, o Objective) *MixedLoss {
	op := p.Program.Objective
	p.executor.Write(op.Pairs.Buffer, pairs)
	p.executor.Write(op.ClassWeights.Buffer, o.ClassWeights)
	p.executor.Write(op.Constants.Buffer, []float64{o.Scale, o.Epsilon})
	if beliefs != nil {
		p.executor.Write(op.Beliefs.Buffer, beliefs)
	}
	p.executor.Run(program.Loss)
	p.executor.Run(program.Backward)
	return lossOf(p.Read(op.LogPosterior.Buffer), p.Read(op.Terms.Buffer))
}

// lossOf returns what the device has computed of a term.
func lossOf(logPosterior, terms []float64) *MixedLoss {
	l := &MixedLoss{Loss: &objective.Loss{LogPosterior: logPosterior}}
	column := func(c int) (x []float64) {
		for i := c; i < len(terms); i += program.TermColumns {
			x = append(x, terms[i])
		}
		return x
	}
	l.PerClip, l.Entropy = column(program.TermCrossEntropy), column(program.TermEntropy)
	l.Weights, l.Own = column(program.TermWeight), column(program.TermOwn)
	l.DivergenceA, l.DivergenceB = column(program.TermDivergenceA), column(program.TermDivergenceB)
	l.Mean = floats.Dot(l.Weights, l.PerClip) / float64(len(l.PerClip))
	return l
}

// semantic returns 1 − λ_CS (Eq. 5) of each clip of a pass whose loss is the host's.
func (p *Pass) semantic(labels, partner []int, clean *CleanLoss, o Objective) []float64 {
	pairs := objective.Pairs{Labels: labels, Partner: partner, NicheWidth: o.ClassWeights, Epsilon: o.Epsilon}
	own := pairs.Mixed(clean.Loss, p.logits).SemanticRatio
	for i := range own {
		own[i] = 1 - own[i]
	}
	return own
}

// blend returns the targets and weights of mixed clips, each of which has the share
// own[i] of clip i and the rest of its partner.
func blend(labels, partner []int, own, classWeights []float64) (targets, weights []float64) {
	classes := len(classWeights)
	targets, weights = make([]float64, len(labels)*classes), make([]float64, len(labels))
	for i, a := range labels {
		b := labels[partner[i]]
		targets[i*classes+a] += own[i]
		targets[i*classes+b] += 1 - own[i]
		weights[i] = own[i]*classWeights[a] + (1-own[i])*classWeights[b]
	}
	return targets, weights
}

func (o Objective) weights(labels []int) []float64 {
	weights := make([]float64, len(labels))
	for i, label := range labels {
		weights[i] = o.ClassWeights[label]
	}
	return weights
}

func scaled(x []float64, by float64) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = by * v
	}
	return y
}
