package ref

import "aeed/train/program"

// channels calls f for every coordinate of every joint of every body.
func channels(n *program.InputNorm, f func(channel, body, joint, coordinate int)) {
	parallel(n.Bodies*n.Y.Joints*n.Y.Columns, func(channel int) {
		f(channel, channel/n.Y.Columns/n.Y.Joints, channel/n.Y.Columns%n.Y.Joints, channel%n.Y.Columns)
	})
}

func (e *executor) inputNorm(n *program.InputNorm) {
	x, scales, shifts := e.buffers[n.Input], e.parameters(n.Scale), e.parameters(n.Shift)
	channels(n, func(channel, body, joint, c int) {
		mean, inverse := e.statistics(n.Statistics, channel, n.Training, n.Momentum, n.Mean, n.Variance, func() moments {
			return measure(func(f func(x, times float64)) {
				for clip := range n.Clips {
					for t := range n.Y.Frames {
						f(x[n.Index(clip, c, t, joint, body)], 1)
					}
				}
			})
		})
		for s, clip := range e.bodies.Clip {
			if e.bodies.Body[s] != body {
				continue
			}
			for t := range n.Y.Frames {
				e.row(n.Y, s, t, joint)[c] = scales[channel]*(x[n.Index(clip, c, t, joint, body)]-mean)*inverse + shifts[channel]
			}
		}
	})
}

func (e *executor) inputNormAdjoint(a *program.InputNormAdjoint) {
	x, saved := e.buffers[a.Input], e.buffers[a.Statistics]
	channels(a.InputNorm, func(channel, body, joint, c int) {
		mean, inverse := saved[channel], saved[len(saved)/2+channel]
		for s, clip := range e.bodies.Clip {
			if e.bodies.Body[s] != body {
				continue
			}
			for t := range a.Y.Frames {
				dy := e.row(a.DY, s, t, joint)[c]
				e.gradients(a.Shift)[channel] += dy
				e.gradients(a.Scale)[channel] += dy * (x[a.Index(clip, c, t, joint, body)] - mean) * inverse
			}
		}
	})
}
