package cpu

import (
	"math"

	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

// A norm is what a batch norm keeps between the parts of a pass.
type norm struct {
	*executor
	*program.BatchNorm
	mean, inverse []float32 // of the batch; inverse is 1/√(variance + ε)
	sums, squares [][]float32
	scale, shift  []float32 // y = scale·x + shift
}

func (e *executor) newNorm(n *program.BatchNorm) *norm {
	c := n.X.Columns
	saved := e.kept[n.Statistics]
	return &norm{executor: e, BatchNorm: n, mean: saved[:c], inverse: saved[c:], scale: make([]float32, c), shift: make([]float32, c)}
}

// perSequence returns a vector of n numbers for each sequence.
func (e *executor) perSequence(n int) [][]float32 {
	all := make([]float32, n*e.program.Sequences)
	var vectors [][]float32
	for s := range e.program.Sequences {
		vectors = append(vectors, all[s*n:][:n])
	}
	return vectors
}

func (e *executor) batchNorm(b *program.BatchNorm) []step {
	n := e.newNorm(b)
	if !n.Training {
		e.prologue = append(e.prologue, n.useRunning)
		return []step{{chunk: n.apply}}
	}
	n.sums, n.squares = e.perSequence(n.X.Columns), e.perSequence(n.X.Columns)
	e.need(n.X.Columns)
	return []step{{chunk: n.measure, once: n.combine}, {chunk: n.apply}}
}

// measure finds, for each sequence of a chunk, the sum of every channel and the sum
// of squares about the sequence's own mean.
func (n *norm) measure(c *chunk, s scratch) {
	rows, mean := n.X.RowsOf(), s[:n.X.Columns]
	for i := range c.count {
		x, sums := n.sequence(c, n.X, i), n.sums[c.first+i]
		kernel.ColumnSums(rows, x, n.X.Stride, sums)
		for j, sum := range sums {
			mean[j] = sum / float32(rows)
		}
		kernel.ColumnSquares(rows, x, n.X.Stride, mean, n.squares[c.first+i])
	}
}

// combine makes the statistics of the batch from those of its sequences, by the
// method of Chan, Golub and LeVeque (1983), and moves the running ones.
func (n *norm) combine() {
	rows := float64(n.X.RowsOf())
	runningMean, runningVariance := n.running(n.Mean), n.running(n.Variance)
	for c := range n.mean {
		count, sum := 0.0, 0.0
		for s, copies := range n.bodies.Copies {
			count += float64(copies) * rows
			sum += float64(copies) * float64(n.sums[s][c])
		}
		mean, squares := sum/count, 0.0
		for s, copies := range n.bodies.Copies {
			d := float64(n.sums[s][c])/rows - mean
			squares += float64(copies) * (float64(n.squares[s][c]) + rows*d*d)
		}
		variance := squares / count
		n.mean[c], n.inverse[c] = float32(mean), float32(1/math.Sqrt(variance+program.Epsilon))
		follow(&runningMean[c], &runningVariance[c], mean, variance, count, n.Momentum)
	}
	n.fit()
}

// follow moves running statistics towards those of a batch of count numbers.
func follow(runningMean, runningVariance *float32, mean, variance, count, momentum float64) {
	if count > 1 {
		variance *= count / (count - 1)
	}
	*runningMean += float32(momentum * (mean - float64(*runningMean)))
	*runningVariance += float32(momentum * (variance - float64(*runningVariance)))
}

func (n *norm) useRunning() {
	copy(n.mean, n.running(n.Mean))
	for c, variance := range n.running(n.Variance) {
		n.inverse[c] = float32(1 / math.Sqrt(float64(variance)+program.Epsilon))
	}
	n.fit()
}

// fit makes scale and shift.
func (n *norm) fit() {
	scale, shift := n.parameters(n.Scale), n.parameters(n.Shift)
	for c := range n.scale {
		n.scale[c] = scale[c] * n.inverse[c]
		n.shift[c] = shift[c] - n.mean[c]*n.scale[c]
	}
}

func (n *norm) apply(c *chunk, _ scratch) {
	k := kernel.Normalisation{
		Rows: c.count * n.X.RowsOf(),
		Y:    n.rows(c, n.Y), YStride: n.Y.Stride,
		X: n.rows(c, n.X), XStride: n.X.Stride,
		Scale: n.scale, Shift: n.shift, Rectify: n.Rectify,
	}
	if n.Residual.Buffer != program.None {
		k.Residual, k.ResidualStride = n.rows(c, n.Residual), n.Residual.Stride
	}
	k.Run()
}

// A normGradient is what the gradient of a batch norm keeps between its parts.
type normGradient struct {
	*executor
	*program.BatchNormAdjoint
	mean, inverse  []float32
	sums, products [][]float32
	a, b, c        []float32 // of a sequence that stands for one body
}

func (e *executor) batchNormAdjoint(a *program.BatchNormAdjoint) []step {
	width := a.X.Columns
	saved := e.kept[a.Statistics]
	n := &normGradient{
		executor: e, BatchNormAdjoint: a, mean: saved[:width], inverse: saved[width:],
		sums: e.perSequence(width), products: e.perSequence(width),
		a: make([]float32, width), b: make([]float32, width), c: make([]float32, width),
	}
	e.need(2 * width)
	return []step{{chunk: n.measure, once: n.combine}, {chunk: n.apply}}
}

// of returns the kernel's arguments for sequence i of a chunk.
func (n *normGradient) of(c *chunk, i int) kernel.NormalisationGradient {
	k := kernel.NormalisationGradient{
		Rows: n.X.RowsOf(), Mean: n.mean,
		DY: n.sequence(c, n.DY, i), DYStride: n.DY.Stride,
		X: n.sequence(c, n.X, i), XStride: n.X.Stride,
	}
	if n.Rectify {
		k.Y, k.YStride = n.sequence(c, n.Y, i), n.Y.Stride
	}
	return k
}

func (n *normGradient) measure(c *chunk, _ scratch) {
	for i := range c.count {
		k := n.of(c, i)
		k.Sums(n.sums[c.first+i], n.products[c.first+i])
	}
}

func (n *normGradient) combine() {
	count := 0.0
	for _, copies := range n.bodies.Copies {
		count += float64(copies * n.X.RowsOf())
	}
	scale, dscale, dshift := n.parameters(n.Scale), n.gradients(n.Scale), n.gradients(n.Shift)
	for c := range n.mean {
		sum, product, inverse := 0.0, 0.0, float64(n.inverse[c])
		for s := range n.sums {
			sum += float64(n.sums[s][c])
			product += float64(n.products[s][c])
		}
		product *= inverse
		dshift[c] += float32(sum)
		dscale[c] += float32(product)
		a := float64(scale[c]) * inverse
		n.a[c], n.b[c], n.c[c] = float32(a), float32(-a*product*inverse/count), float32(-a*sum/count)
	}
}

func (n *normGradient) apply(c *chunk, s scratch) {
	for i := range c.count {
		k := n.of(c, i)
		k.A, k.B, k.C = n.a, n.b, n.c
		if copies := n.bodies.Copies[c.first+i]; copies != 1 {
			k.B, k.C = s[:len(n.b)], s[len(n.b):][:len(n.c)]
			for j := range n.b {
				k.B[j], k.C[j] = float32(copies)*n.b[j], float32(copies)*n.c[j]
			}
		}
		k.DX, k.DXStride, k.Accumulate = n.sequence(c, n.DX, i), n.DX.Stride, n.Accumulate
		if n.DResidual.Buffer != program.None {
			k.DResidual, k.DResidualStride, k.AccumulateResidual = n.sequence(c, n.DResidual, i), n.DResidual.Stride, n.AccumulateResidual
		}
		k.Run()
	}
}
