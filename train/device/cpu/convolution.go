package cpu

import (
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

// A convolution is what is prepared of a program's: for each tap, its weights as a
// matrix.
type convolution struct {
	*executor
	*program.Convolution
	taps []factor
}

func (e *executor) newConvolution(c *program.Convolution) *convolution {
	return &convolution{executor: e, Convolution: c, taps: make([]factor, c.Kernel)}
}

// weights returns what brings the weights into the order (output, tap, input), in
// which the row of an output for a tap is contiguous.
func (k *convolution) weights() func() []float32 {
	if k.Kernel == 1 {
		return func() []float32 { return k.parameters(k.Weight) }
	}
	weights := make([]float32, k.Weight.Size)
	return func() []float32 {
		transposeTaps(weights, k.parameters(k.Weight), k.Y.Columns, k.X.Columns, k.Kernel)
		return weights
	}
}

// transposeTaps brings (outer, a, b) into the order (outer, b, a).
func transposeTaps(to, from []float32, outer, a, b int) {
	for o := range outer {
		for i := range a {
			for j := range b {
				to[(o*b+j)*a+i] = from[(o*a+i)*b+j]
			}
		}
	}
}

// wide returns the distance of the rows of a tap's weights.
func (k *convolution) wide() int { return k.Kernel * k.X.Columns }

// everything returns a step for f: chunk by chunk, or at once if the convolution
// is of clips.
func (k *convolution) everything(f func(c *chunk, s scratch)) []step {
	if k.X.Sequences == k.program.Sequences {
		return []step{{chunk: f}}
	}
	return []step{{once: func() { f(&k.whole, k.scratch[0]) }}}
}

// shifts calls f for every tap and the rows that it takes from x to y: rows of
// neighbouring frames from x[from] and y[to] on. The middle tap comes first and
// covers all rows.
func (k *convolution) shifts(c *chunk, f func(tap, from, to, rows int)) {
	rows := c.count * k.Y.RowsOf()
	f(k.Kernel/2, 0, 0, rows)
	for i := range c.count {
		for tap := range k.Kernel {
			shift := tap*k.Dilation - k.Padding()
			first, last := max(0, -shift), min(k.X.Frames, k.X.Frames-shift) // frames of y
			if tap == k.Kernel/2 || first >= last {
				continue
			}
			start := i*k.X.Frames + first
			f(tap, (start+shift)*k.X.Joints, start*k.X.Joints, (last-first)*k.X.Joints)
		}
	}
}

func (e *executor) convolution(c *program.Convolution) []step {
	if c.Stride > 1 {
		return e.strided(c)
	}
	k, bias := e.newConvolution(c), e.parameters(c.Bias)
	weights := k.weights()
	e.prologue = append(e.prologue, func() {
		w := weights()
		for tap := range k.taps {
			k.taps[tap].prepare(k.products, true, k.Y.Columns, k.X.Columns, w[tap*k.X.Columns:], k.wide())
		}
	})
	return k.everything(func(c *chunk, _ scratch) {
		x, y := k.rows(c, k.X), k.rows(c, k.Y)
		beta, once := float32(0), bias
		k.shifts(c, func(tap, from, to, rows int) {
			k.taps[tap].multiply(rows, x[from*k.X.Stride:], k.X.Stride, beta, y[to*k.Y.Stride:], k.Y.Stride, once)
			beta, once = 1, nil
		})
	})
}

func (e *executor) convolutionAdjoint(a *program.ConvolutionAdjoint) []step {
	if a.Stride > 1 {
		return e.stridedAdjoint(a)
	}
	k := e.newConvolution(a.Convolution)
	weights := k.weights()
	e.prologue = append(e.prologue, func() {
		w := weights()
		for tap := range k.taps {
			k.taps[tap].prepare(k.products, false, k.X.Columns, k.Y.Columns, w[tap*k.X.Columns:], k.wide())
		}
	})
	k.unpackGradient()
	e.need((a.Y.Columns + e.size - 1) / e.size)
	return k.everything(func(c *chunk, s scratch) {
		x, dy, dx, dw := k.rows(c, k.X), k.rows(c, a.DY), k.rows(c, a.DX), c.lane.of(k.Weight)
		k.biasGradient(c, dy, a.DY.Stride, s)
		beta := float32(0)
		if a.Accumulate {
			beta = 1
		}
		k.shifts(c, func(tap, from, to, rows int) {
			x, dy, dx := x[from*k.X.Stride:], dy[to*a.DY.Stride:], dx[from*a.DX.Stride:]
			k.products.multiply(true, false, k.Y.Columns, k.X.Columns, rows, 1, dy, a.DY.Stride, x, k.X.Stride, 1, dw[tap*k.X.Columns:], k.wide())
			k.taps[tap].multiply(rows, dy, a.DY.Stride, beta, dx, a.DX.Stride, nil)
			beta = 1
		})
	})
}

// biasGradient adds the gradient of the bias to the lane's; memory is as wide as y.
func (k *convolution) biasGradient(c *chunk, dy []float32, stride int, memory scratch) {
	sums := memory[:k.Y.Columns]
	kernel.ColumnSums(c.count*k.Y.RowsOf(), dy, stride, sums)
	kernel.AddScaled(c.lane.of(k.Bias), 1, sums)
}

// unpackGradient brings the gradient of the weights, once it is summed over the
// lanes, back into the order of the parameters.
func (k *convolution) unpackGradient() {
	if k.Kernel == 1 {
		return
	}
	byTap := make([]float32, k.Weight.Size)
	k.epilogue = append(k.epilogue, func() {
		sum := k.lanes[0].of(k.Weight)
		copy(byTap, sum)
		transposeTaps(sum, byTap, k.Y.Columns, k.Kernel, k.X.Columns)
	})
}
