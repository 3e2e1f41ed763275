package ref

import (
	"math"

	"aeed/train/program"
)

// A moments is the sums of a channel that make its mean and variance.
type moments struct{ n, mean, variance float64 }

// measure returns the moments of the numbers that each gives, with how often each
// counts.
func measure(each func(f func(x, times float64))) moments {
	var m moments
	each(func(x, times float64) {
		m.n += times
		m.mean += times * x
	})
	m.mean /= m.n
	each(func(x, times float64) { m.variance += times * (x - m.mean) * (x - m.mean) })
	m.variance /= m.n
	return m
}

// follow moves running statistics towards a batch's.
func (m moments) follow(mean, variance *float64, momentum float64) {
	unbiased := m.variance
	if m.n > 1 {
		unbiased *= m.n / (m.n - 1)
	}
	*mean += momentum * (m.mean - *mean)
	*variance += momentum * (unbiased - *variance)
}

// statistics returns mean and 1/√(variance + ε) of channel c, and makes them those
// of the batch in training.
func (e *executor) statistics(at program.Buffer, c int, training bool, momentum float64, means, variances program.Slot, batch func() moments) (mean, scale float64) {
	runningMean, runningVariance := e.running(means), e.running(variances)
	mean, variance := runningMean[c], runningVariance[c]
	if training {
		m := batch()
		mean, variance = m.mean, m.variance
		m.follow(&runningMean[c], &runningVariance[c], momentum)
	}
	scale = 1 / math.Sqrt(variance+program.Epsilon)
	saved := e.buffers[at]
	saved[c], saved[len(saved)/2+c] = mean, scale
	return mean, scale
}

func (e *executor) batchNorm(n *program.BatchNorm) {
	scales, shifts := e.parameters(n.Scale), e.parameters(n.Shift)
	parallel(n.X.Columns, func(c int) {
		mean, inverse := e.statistics(n.Statistics, c, n.Training, n.Momentum, n.Mean, n.Variance, func() moments {
			return measure(func(f func(x, times float64)) {
				rows(n.X, func(s, t, v int) { f(e.row(n.X, s, t, v)[c], float64(e.bodies.Copies[s])) })
			})
		})
		rows(n.X, func(s, t, v int) {
			y := scales[c]*(e.row(n.X, s, t, v)[c]-mean)*inverse + shifts[c]
			if n.Residual.Buffer != program.None {
				y += e.row(n.Residual, s, t, v)[c]
			}
			if n.Rectify {
				y = max(0, y)
			}
			e.row(n.Y, s, t, v)[c] = y
		})
	})
}

func (e *executor) batchNormAdjoint(a *program.BatchNormAdjoint) {
	saved := e.buffers[a.Statistics]
	parallel(a.X.Columns, func(c int) {
		scale, mean, inverse := e.parameters(a.Scale)[c], saved[c], saved[a.X.Columns+c]
		received := func(s, t, v int) float64 {
			if a.Rectify && e.row(a.Y, s, t, v)[c] <= 0 {
				return 0
			}
			return e.row(a.DY, s, t, v)[c]
		}
		normalised := func(s, t, v int) float64 { return (e.row(a.X, s, t, v)[c] - mean) * inverse }
		n, sum, product := 0.0, 0.0, 0.0
		rows(a.X, func(s, t, v int) {
			g := received(s, t, v)
			n += float64(e.bodies.Copies[s])
			sum += g
			product += g * normalised(s, t, v)
		})
		e.gradients(a.Shift)[c] += sum
		e.gradients(a.Scale)[c] += product
		rows(a.X, func(s, t, v int) {
			g, copies := received(s, t, v), float64(e.bodies.Copies[s])
			if a.DResidual.Buffer != program.None {
				put(&e.row(a.DResidual, s, t, v)[c], g, a.AccumulateResidual)
			}
			dx := scale * inverse * (g - copies*(sum+normalised(s, t, v)*product)/n)
			put(&e.row(a.DX, s, t, v)[c], dx, a.Accumulate)
		})
	})
}

// put sets a number or adds to it.
func put(to *float64, x float64, accumulate bool) {
	if accumulate {
		x += *to
	}
	*to = x
}
