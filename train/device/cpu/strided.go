package cpu

import (
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

// strided returns the steps of a convolution that leaves frames out: a matrix
// product on rows that are unfolded, each with the inputs of all taps side by side.
func (e *executor) strided(c *program.Convolution) []step {
	k, bias := e.newConvolution(c), e.parameters(c.Bias)
	weights, unfolded := k.weights(), new(factor)
	e.prologue = append(e.prologue, func() { unfolded.prepare(k.products, true, k.Y.Columns, k.wide(), weights(), k.wide()) })
	e.need(c.Y.RowsOf() * k.wide())
	return k.everything(func(c *chunk, s scratch) {
		k.unfold(c, s)
		unfolded.multiply(c.count*k.Y.RowsOf(), s, k.wide(), 0, k.rows(c, k.Y), k.Y.Stride, bias)
	})
}

func (e *executor) stridedAdjoint(a *program.ConvolutionAdjoint) []step {
	k := e.newConvolution(a.Convolution)
	weights, unfolded := k.weights(), new(factor)
	e.prologue = append(e.prologue, func() { unfolded.prepare(k.products, false, k.wide(), k.Y.Columns, weights(), k.wide()) })
	k.unpackGradient()
	e.need(a.Y.RowsOf()*k.wide() + a.Y.Columns)
	return k.everything(func(c *chunk, s scratch) {
		rows, dy := c.count*k.Y.RowsOf(), k.rows(c, a.DY)
		k.unfold(c, s)
		k.products.multiply(true, false, k.Y.Columns, k.wide(), rows, 1, dy, a.DY.Stride, s, k.wide(), 1, c.lane.of(k.Weight), k.wide())
		k.biasGradient(c, dy, a.DY.Stride, s[rows*k.wide():])
		unfolded.multiply(rows, dy, a.DY.Stride, 0, s, k.wide(), nil)
		k.fold(c, s, a.DX, a.Accumulate)
	})
}

// unfold puts the unfolded rows of x into s.
func (k *convolution) unfold(c *chunk, s scratch) {
	k.eachTap(c, func(x []float32, frame int, unfolded []float32) {
		if frame >= 0 && frame < k.X.Frames {
			kernel.CopyRows(k.X.Joints, k.X.Columns, unfolded, k.wide(), x[frame*k.X.Joints*k.X.Stride:], k.X.Stride)
			return
		}
		for v := range k.X.Joints {
			clear(unfolded[v*k.wide():][:k.X.Columns])
		}
	}, k.X, s)
}

// fold adds the gradient of unfolded rows to that of x.
func (k *convolution) fold(c *chunk, s scratch, dx program.View, accumulate bool) {
	if !accumulate {
		all := k.rows(c, dx)
		for row := range c.count * dx.RowsOf() {
			clear(all[row*dx.Stride:][:dx.Columns])
		}
	}
	k.eachTap(c, func(dx []float32, frame int, unfolded []float32) {
		if frame >= 0 && frame < k.X.Frames {
			kernel.AddScaledRows(k.X.Joints, k.X.Columns, dx[frame*k.X.Joints*k.X.Stride:], k.X.Stride, 1, unfolded, k.wide())
		}
	}, dx, s)
}

// eachTap calls f for every frame of y and tap, with a sequence of the view, which
// is laid out as x, the frame of it that the tap reads, if there is one, and the
// columns of the unfolded rows.
func (k *convolution) eachTap(c *chunk, f func(sequence []float32, frame int, unfolded []float32), v program.View, s scratch) {
	for i := range c.count {
		sequence := k.sequence(c, v, i)
		for t := range k.Y.Frames {
			rows := s[(i*k.Y.Frames+t)*k.Y.Joints*k.wide():]
			for tap := range k.Kernel {
				f(sequence, t*k.Stride+tap*k.Dilation-k.Padding(), rows[tap*k.X.Columns:])
			}
		}
	}
}
