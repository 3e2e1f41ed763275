package ref

import (
	"gonum.org/v1/gonum/floats"

	"aeed/train/program"
)

// taps calls f for every frame of y and tap of the kernel that reads a frame of x.
func taps(c *program.Convolution, f func(frame, tap, from int)) {
	for t := range c.Y.Frames {
		for k := range c.Kernel {
			from := t*c.Stride + k*c.Dilation - c.Padding()
			if from >= 0 && from < c.X.Frames {
				f(t, k, from)
			}
		}
	}
}

// tapWeights returns the weights as (Kernel, output, input), from (output, input,
// Kernel).
func (e *executor) tapWeights(c *program.Convolution) [][][]float64 {
	w := e.parameters(c.Weight)
	byTap := make([][][]float64, c.Kernel)
	for k := range byTap {
		for o := range c.Y.Columns {
			row := make([]float64, c.X.Columns)
			for i := range row {
				row[i] = w[(o*c.X.Columns+i)*c.Kernel+k]
			}
			byTap[k] = append(byTap[k], row)
		}
	}
	return byTap
}

func (e *executor) convolution(c *program.Convolution) {
	w, bias := e.tapWeights(c), e.parameters(c.Bias)
	parallel(c.Y.Sequences, func(s int) {
		for t := range c.Y.Frames {
			for v := range c.Y.Joints {
				copy(e.row(c.Y, s, t, v), bias)
			}
		}
		taps(c, func(t, k, from int) {
			for v := range c.Y.Joints {
				x, y := e.row(c.X, s, from, v), e.row(c.Y, s, t, v)
				for o := range y {
					y[o] += floats.Dot(w[k][o], x)
				}
			}
		})
	})
}

func (e *executor) convolutionAdjoint(a *program.ConvolutionAdjoint) {
	w, dbias := e.tapWeights(a.Convolution), e.gradients(a.Bias)
	if !a.Accumulate {
		e.clearView(a.DX)
	}
	parallel(a.X.Sequences, func(s int) {
		taps(a.Convolution, func(t, k, from int) {
			for v := range a.X.Joints {
				dy, dx := e.row(a.DY, s, t, v), e.row(a.DX, s, from, v)
				for o := range dy {
					floats.AddScaled(dx, dy[o], w[k][o])
				}
			}
		})
	})
	const block = 16 // outputs at once, while a row of x is at hand
	parallel((a.Y.Columns+block-1)/block, func(i int) {
		from, to := i*block, min((i+1)*block, a.Y.Columns)
		e.weightGradient(a, from, to)
		rows(a.DY, func(s, t, v int) {
			dy := e.row(a.DY, s, t, v)
			floats.Add(dbias[from:to], dy[from:to])
		})
	})
}

// weightGradient adds the gradient of the weights of outputs from … to−1.
func (e *executor) weightGradient(a *program.ConvolutionAdjoint, from, to int) {
	dw := e.gradients(a.Weight)
	sums := make([][][]float64, a.Kernel) // by tap and output
	for k := range sums {
		for range to - from {
			sums[k] = append(sums[k], make([]float64, a.X.Columns))
		}
	}
	for s := range a.X.Sequences {
		taps(a.Convolution, func(t, k, frame int) {
			for v := range a.X.Joints {
				dy, x := e.row(a.DY, s, t, v), e.row(a.X, s, frame, v)
				for o, sum := range sums[k] {
					floats.AddScaled(sum, dy[from+o], x)
				}
			}
		})
	}
	for k := range sums {
		for o, sum := range sums[k] {
			for i, g := range sum {
				dw[((from+o)*a.X.Columns+i)*a.Kernel+k] += g
			}
		}
	}
}
