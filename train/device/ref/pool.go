package ref

import "aeed/train/program"

// largest returns the frame of x, from which frame t of a max pool takes channel c.
func (e *executor) largest(m *program.MaxPool, s, t, v, c int) int {
	best := -1
	for from := t*m.Stride - 1; from <= t*m.Stride+1; from++ {
		if from < 0 || from >= m.X.Frames {
			continue
		}
		if best < 0 || e.row(m.X, s, from, v)[c] > e.row(m.X, s, best, v)[c] {
			best = from
		}
	}
	return best
}

func (e *executor) maxPool(m *program.MaxPool) {
	rows(m.Y, func(s, t, v int) {
		y := e.row(m.Y, s, t, v)
		for c := range y {
			y[c] = e.row(m.X, s, e.largest(m, s, t, v, c), v)[c]
		}
	})
}

func (e *executor) maxPoolAdjoint(a *program.MaxPoolAdjoint) {
	e.clearView(a.DX)
	rows(a.DY, func(s, t, v int) {
		for c, dy := range e.row(a.DY, s, t, v) {
			e.row(a.DX, s, e.largest(a.MaxPool, s, t, v, c), v)[c] += dy
		}
	})
}

func (e *executor) timeMean(m *program.TimeMean) {
	e.clearView(m.Y)
	rows(m.X, func(s, t, v int) {
		y := e.row(m.Y, s, 0, v)
		for c, x := range e.row(m.X, s, t, v) {
			y[c] += x / float64(m.X.Frames)
		}
	})
}

func (e *executor) timeMeanAdjoint(a *program.TimeMeanAdjoint) {
	rows(a.DX, func(s, t, v int) {
		dx := e.row(a.DX, s, t, v)
		for c, dy := range e.row(a.DY, s, 0, v) {
			put(&dx[c], dy/float64(a.X.Frames), a.Accumulate)
		}
	})
}

// eachBody calls f for every body of every clip with the sequence that stands for
// it.
func (e *executor) eachBody(f func(clip, sequence int)) {
	for i, s := range e.bodies.Sequence {
		f(i/e.program.Bodies, s)
	}
}

func (e *executor) clipMean(m *program.ClipMean) {
	e.clearView(m.Y)
	share := 1 / float64(e.program.Bodies*m.X.RowsOf())
	e.eachBody(func(clip, s int) {
		y := e.row(m.Y, clip, 0, 0)
		for t := range m.X.Frames {
			for v := range m.X.Joints {
				for c, x := range e.row(m.X, s, t, v) {
					y[c] += x * share
				}
			}
		}
	})
}

func (e *executor) clipMeanAdjoint(a *program.ClipMeanAdjoint) {
	e.clearView(a.DX)
	share := 1 / float64(e.program.Bodies*a.X.RowsOf())
	e.eachBody(func(clip, s int) {
		dy := e.row(a.DY, clip, 0, 0)
		for t := range a.X.Frames {
			for v := range a.X.Joints {
				dx := e.row(a.DX, s, t, v)
				for c := range dx {
					dx[c] += dy[c] * share
				}
			}
		}
	})
}
