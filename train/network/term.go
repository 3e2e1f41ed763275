package network

import (
	"aeed/train/objective"
)

// An Objective is what a step minimises: the mean over the clips of a loss, weighted
// by class.
type Objective struct {
	ClassWeights []float64 // of each class: its niche width, as the normalisation leaves it
	Scale        float64   // by what the loss and its gradient are multiplied besides
	Epsilon      float64   // of Eq. 5
	// Loss of logits against targets, both (N, C), with a weight for each clip; nil
	// for the cross-entropy.
	Loss func(logits, targets, weights []float64) *objective.Loss
}

// Mixture says what clips were mixed.
type Mixture struct {
	Partner []int     // of each clip i, i′
	Own     []float64 // of each clip, its share in the label; nil for the semantic ratio, 1 − λ_CS (Eq. 5)
}

// A MixedLoss is the second term of Eq. 6.
type MixedLoss struct {
	*objective.Loss
	Own       []float64           // of each clip, its share in the label
	Weights   []float64           // of each mixed clip
	Semantics *objective.AEEDLoss // what the semantic ratio comes from; nil where it was not asked for
}

// Clean adds the gradient of the first term of Eq. 6, on clips with the given labels,
// to that of the step. The Scale is not in what it returns.
func (p *Pass) Clean(labels []int, o Objective) *objective.Loss {
	loss := o.loss(p.logits, objective.OneHot(labels, len(o.ClassWeights)), o.weights(labels))
	p.Backward(scaled(loss.Gradient, o.Scale))
	return loss
}

// Mixed adds the gradient of the second term of Eq. 6 to that of the step, where the
// clips of the pass are mixed from those that had the given labels and the loss clean.
// The Scale is not in what it returns.
func (p *Pass) Mixed(labels []int, m Mixture, clean *objective.Loss, o Objective) *MixedLoss {
	loss := &MixedLoss{Own: m.Own}
	if m.Own == nil {
		pairs := objective.Pairs{Labels: labels, Partner: m.Partner, NicheWidth: o.ClassWeights, Epsilon: o.Epsilon}
		loss.Semantics = pairs.Mixed(clean, p.logits)
		for _, ratio := range loss.Semantics.SemanticRatio {
			loss.Own = append(loss.Own, 1-ratio)
		}
	}
	var targets []float64
	targets, loss.Weights = blend(labels, m.Partner, loss.Own, o.ClassWeights)
	loss.Loss = o.loss(p.logits, targets, loss.Weights)
	p.Backward(scaled(loss.Gradient, o.Scale))
	return loss
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

func (o Objective) loss(logits, targets, weights []float64) *objective.Loss {
	if o.Loss == nil {
		return objective.CrossEntropy(logits, targets, weights)
	}
	return o.Loss(logits, targets, weights)
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
