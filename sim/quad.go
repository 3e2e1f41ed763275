package sim

import "aeed/dynamics"

// abreast is the number of lanes that a vector register holds. A lane is one
// class under one set of parameters; lanes never see each other.
const abreast = 4

// A vector is one number of each of the lanes abreast.
type vector [abreast]float64

// constants are the controllers of the lanes abreast.
type constants struct {
	eta, gamma, beta vector
	fresh            vector // 1 − β
	low, high        vector // ends of the clip, infinite without one
	anchor           vector // weight at which the law rests without a drive: 0 of the logistic law, 1 of the anchored
}

// A quad runs one class at a time under each of four points of a sweep, which
// all see the same entropies. It lies in memory as the assembly reads it.
type quad struct {
	constants
	weight, flow vector
	// The extremes of each point, over all classes so far.
	least, most, toLow, toHigh, lossy, gainful vector
	// The second half of the class under way, as in type half.
	lowest, highest, rising, turns, firstTurn, lastTurn vector
}

// A decayingQuad runs four classes, each with an entropy of its own.
type decayingQuad struct {
	constants
	weight, flow  vector
	excess, ratio vector // entropy above its floor, and what is left of it after an epoch
}

// anchorOf returns the anchor of the law of p, if lanes can run it: the two laws
// of the toolkit, driven by the flow.
func anchorOf(p *dynamics.Parameters) (anchor float64, ok bool) {
	if p.Driver != dynamics.DriveFlow {
		return 0, false
	}
	switch p.Law.(type) {
	case dynamics.Logistic:
		return 0, true
	case dynamics.Anchored:
		return 1, true
	}
	return 0, false
}

// set gives lane i the controller p, whose law has the given anchor.
func (c *constants) set(i int, p *dynamics.Parameters, anchor float64) {
	c.eta[i], c.gamma[i], c.anchor[i] = p.Eta, p.Gamma, anchor
	c.beta[i], c.fresh[i] = p.Beta, 1-p.Beta
	c.low[i], c.high[i] = p.Clip.Low, p.Clip.High
}
