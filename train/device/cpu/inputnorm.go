package cpu

import (
	"math"

	"aeed/train/program"
)

func (e *executor) inputNorm(n *program.InputNorm) []step {
	measure := func() { e.measureInput(n) }
	scales, shifts := e.parameters(n.Scale), e.parameters(n.Shift)
	return []step{{once: measure}, {chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			y := e.sequence(c, n.Y, i)
			e.coordinates(n, c.first+i, func(channel, at int, normalised float32) {
				y[at] = scales[channel]*normalised + shifts[channel]
			})
		}
	}}}
}

func (e *executor) inputNormAdjoint(a *program.InputNormAdjoint) []step {
	return []step{{chunk: func(c *chunk, _ scratch) {
		dscale, dshift := c.lane.of(a.Scale), c.lane.of(a.Shift)
		for i := range c.count {
			dy := e.sequence(c, a.DY, i)
			e.coordinates(a.InputNorm, c.first+i, func(channel, at int, normalised float32) {
				dscale[channel] += dy[at] * normalised
				dshift[channel] += dy[at]
			})
		}
	}}}
}

// coordinates calls f for every coordinate of a sequence with its channel, its
// place in the rows of the sequence, and its normalised value.
func (e *executor) coordinates(n *program.InputNorm, sequence int, f func(channel, at int, normalised float32)) {
	x, saved := e.kept[n.Input], e.kept[n.Statistics]
	mean, inverse := saved[:len(saved)/2], saved[len(saved)/2:]
	clip, body := e.bodies.Clip[sequence], e.bodies.Body[sequence]
	for c := range n.Y.Columns {
		for t := range n.Y.Frames {
			from := n.Index(clip, c, t, 0, body)
			for v := range n.Y.Joints {
				channel := n.Channel(body, v, c)
				f(channel, (t*n.Y.Joints+v)*n.Y.Stride+c, (x[from+v*n.Bodies]-mean[channel])*inverse[channel])
			}
		}
	}
}

// measureInput makes the statistics: of the batch in training, else the running
// ones.
func (e *executor) measureInput(n *program.InputNorm) {
	x, saved := e.kept[n.Input], e.kept[n.Statistics]
	means, variances := e.running(n.Mean), e.running(n.Variance)
	count := float64(n.Clips * n.Y.Frames)
	for body := range n.Bodies {
		for v := range n.Y.Joints {
			for c := range n.Y.Columns {
				channel := n.Channel(body, v, c)
				mean, variance := float64(means[channel]), float64(variances[channel])
				if n.Training {
					mean, variance = moments(n, x, c, v, body)
					follow(&means[channel], &variances[channel], mean, variance, count, n.Momentum)
				}
				saved[channel] = float32(mean)
				saved[len(saved)/2+channel] = float32(1 / math.Sqrt(variance+program.Epsilon))
			}
		}
	}
}

// moments returns mean and variance of a coordinate of a joint of a body.
func moments(n *program.InputNorm, x []float32, c, v, body int) (mean, variance float64) {
	count := float64(n.Clips * n.Y.Frames)
	for clip := range n.Clips {
		for t := range n.Y.Frames {
			mean += float64(x[n.Index(clip, c, t, v, body)])
		}
	}
	mean /= count
	for clip := range n.Clips {
		for t := range n.Y.Frames {
			d := float64(x[n.Index(clip, c, t, v, body)]) - mean
			variance += d * d
		}
	}
	return mean, variance / count
}
