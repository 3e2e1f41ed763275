package network

import (
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/program"
)

// A Step is what a step of training minimises on clips with which labels, and how it
// descends.
type Step struct {
	Labels    []int
	Objective Objective
	Mixture   *Mixture // of the clips of the mixed pass; nil without one
	Descent   device.Descent
}

// An Outcome is what came of a step.
type Outcome struct {
	Clean *CleanLoss
	Mixed *MixedLoss // nil without a mixed pass
	// What the classifier saw of the clean and of the mixed clips, shape (N, D) each; nil
	// without a mixed pass.
	Features, MixedFeatures []float64
}

// Take takes a step on clips x, and on mixed ones if the step has a mixture; both have
// shape (N, C, T, V, M).
func (n *Network) Take(s Step, x, mixed []float64) (o Outcome) {
	bodies := program.AllBodies(len(s.Labels), n.Bodies)
	n.ClearGradients()
	pass := n.Forward(x, bodies, ctrgcn.Shape{Training: true})
	o.Clean = pass.Clean(s.Labels, s.Objective)
	if s.Mixture != nil {
		o.Features = pass.Features()
		pass = n.Forward(mixed, bodies, ctrgcn.Shape{Training: true})
		o.Mixed = pass.Mixed(s.Labels, *s.Mixture, o.Clean, s.Objective)
		o.MixedFeatures = pass.Features()
	}
	n.Descend(s.Descent)
	return o
}

// Loss returns what a step has minimised (Eq. 6), with its scale.
func (o Outcome) Loss(scale float64) float64 {
	loss := o.Clean.Mean * scale
	if o.Mixed != nil {
		loss += o.Mixed.Mean * scale
	}
	return loss
}
