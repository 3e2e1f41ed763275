package program

import "fmt"

// Epsilon is what batch norms add to a variance.
const Epsilon = 1e-5

// A BatchNorm normalises every channel over all rows, may add a residual, and may
// rectify:
//
//	y = f(scale·(x − mean)/√(variance + ε) + shift + residual)
//
// In training mean and (biased) variance are the batch's, where a sequence counts
// Copies times (see Bodies), and the running statistics move towards them by
// Momentum, the variance in its unbiased form. In inference they are the running
// ones.
type BatchNorm struct {
	X, Y           View
	Residual       View // its buffer may be None
	Rectify        bool
	Scale, Shift   Slot
	Mean, Variance Slot   // running
	Statistics     Buffer // of the batch: C means, then C times 1/√(variance + ε)
	Momentum       float64
	Training       bool
}

// A BatchNormAdjoint is the gradient of a BatchNorm in training. With g = dy where
// y > 0 or nothing is rectified, else 0, x̂ the normalised x, k a sequence's copies
// and n = Σ k over rows:
//
//	dshift += Σ g,  dscale += Σ g·x̂,  dresidual (+)= g,
//	dx (+)= scale/√(variance + ε) · (g − k·(Σ g + x̂·Σ g·x̂)/n)
//
// where the gradient of a sequence is the sum of those of its copies.
type BatchNormAdjoint struct {
	*BatchNorm
	DY, DX, DResidual              View
	Accumulate, AccumulateResidual bool
}

// Normalise adds a batch norm. It chooses mode and statistics itself.
func (b *Builder) Normalise(n BatchNorm) {
	c := n.X.Columns
	if n.Y.Columns != c || n.Y.Rows() != n.X.Rows() || n.Scale.Size != c || n.Shift.Size != c || n.Mean.Size != c || n.Variance.Size != c ||
		n.Residual.Buffer != None && (n.Residual.Columns != c || n.Residual.Rows() != n.X.Rows()) {
		panic(fmt.Sprintf("program: a batch norm does not fit %+v to %+v", n.X, n.Y))
	}
	n.Training = b.training
	n.Statistics = b.Buffer("statistics", 2*c, true)
	b.Add(&n)
}

// Views implements Operation.
func (n *BatchNorm) Views() (reads, writes, adds []View) {
	reads = []View{n.X}
	if n.Residual.Buffer != None {
		reads = append(reads, n.Residual)
	}
	return reads, []View{n.Y}, nil
}

func (n *BatchNorm) adjoint(b *Builder) {
	a := &BatchNormAdjoint{BatchNorm: n, DY: b.received(n.Y), DResidual: View{Buffer: None}}
	if n.Residual.Buffer != None {
		a.DResidual, a.AccumulateResidual = b.gradient(n.Residual)
	}
	a.DX, a.Accumulate = b.gradient(n.X)
	b.append(Backward, a)
}

// Views implements Operation.
func (a *BatchNormAdjoint) Views() (reads, writes, adds []View) {
	reads = []View{a.X, a.DY}
	if a.Rectify {
		reads = append(reads, a.Y)
	}
	w1, a1 := into(a.DX, a.Accumulate)
	w2, a2 := into(a.DResidual, a.AccumulateResidual)
	return reads, append(w1, w2...), append(a1, a2...)
}

func (a *BatchNormAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }
