package objective

import (
	"fmt"

	"gorgonia.org/gorgonia"
)

// A Build adds a loss to a graph: from the nodes of the logits and of the targets,
// both float64 of shape (N, C), it makes the node of the loss of each clip, shape
// (N), and Gorgonia finds the gradient. Rows of targets sum to 1; they need not be
// labels, so that clips can be mixed under every loss. The graph is made anew for
// every N that occurs; the loss of a clip must not depend on the others.
//
// A Build may panic, as [gorgonia.Must] does, instead of returning an error. Constants
// of the classes enter by [EachRow]. Gorgonia takes SoftMax and LogSoftMax of one node
// for the same: where both are needed, take Exp of LogSoftMax.
type Build func(g *gorgonia.ExprGraph, logits, targets *gorgonia.Node) (perClip *gorgonia.Node, err error)

// An Expression is a loss as a symbolic expression of the logits, which Gorgonia
// differentiates. It compiles its graph once for each number of clips and reuses it,
// so its memory grows with the number of different batch sizes. One Expression serves
// one goroutine at a time; different ones may be used at once.
type Expression struct {
	classes  int
	phases   []phase
	machines map[occasion]*machine
}

// A phase is the loss of the epochs from one on.
type phase struct {
	from  int
	build Build
}

// An occasion is what a machine is compiled for.
type occasion struct{ phase, clips int }

// NewExpression returns the loss that build makes, of classes ≥ 2 classes. It is an
// error if the graph does not compile, if a loss of each clip is not what it makes, or
// if that does not depend on the logits.
func NewExpression(classes int, build Build) (*Expression, error) {
	return newExpression(classes, phase{0, build})
}

// newExpression returns a loss of phases, in the order of their first epochs.
func newExpression(classes int, phases ...phase) (*Expression, error) {
	if classes < 2 {
		return nil, fmt.Errorf("objective: a loss of %d classes, want at least 2; hint: a network has a logit for each class", classes)
	}
	e := &Expression{classes: classes, phases: phases, machines: map[occasion]*machine{}}
	for i, p := range phases {
		o := occasion{i, 2} // where the shape of a loss of each clip is unlike that of one number
		m, err := compile(o.clips, classes, p.build)
		if err != nil {
			return nil, err
		}
		e.machines[o] = m
	}
	return e, nil
}

// Evaluate returns the loss of logits, shape (N, C), in an epoch, counted from 0,
// against targets of the same shape, where clip i counts weights[i] times:
//
//	PerClip       N: the loss of each clip, without its weight
//	Mean          Σ_i weights_i·PerClip_i / N
//	Gradient      (N, C): of Mean with respect to the logits
//	LogPosterior  (N, C): ln softmax(logits), whatever the loss does to them
//	Entropy       N: of that posterior, in nats
//
// Logits that are not finite make the row NaN. Evaluate panics if shapes don't agree,
// or if a Build that did for two clips fails for N.
func (e *Expression) Evaluate(epoch int, logits, targets, weights []float64) *Loss {
	n := len(weights)
	if n == 0 || len(logits) != n*e.classes || len(targets) != len(logits) {
		panic(fmt.Sprintf("objective: %d logits and %d targets of %d clips, for %d classes", len(logits), len(targets), n, e.classes))
	}
	l := &Loss{Entropy: make([]float64, n), LogPosterior: make([]float64, len(logits))}
	l.PerClip, l.Gradient = e.machine(epoch, n).run(logits, targets, weights)
	for i, weight := range weights {
		logSoftmax(row(l.LogPosterior, i, e.classes), row(logits, i, e.classes))
		l.Entropy[i] = entropy(row(logits, i, e.classes))
		l.Mean += weight * l.PerClip[i] / float64(n)
	}
	return l
}

// machine returns the compiled graph of an epoch's loss of n clips.
func (e *Expression) machine(epoch, n int) *machine {
	o := occasion{0, n}
	for i, p := range e.phases {
		if epoch >= p.from {
			o.phase = i
		}
	}
	if e.machines[o] == nil {
		m, err := compile(o.clips, e.classes, e.phases[o.phase].build)
		if err != nil {
			panic(err.Error())
		}
		e.machines[o] = m
	}
	return e.machines[o]
}
