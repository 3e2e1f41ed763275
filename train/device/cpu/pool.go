package cpu

import (
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

// neighbours calls f for every frame of y with the frames of x whose largest it
// takes: the last is negative if there are two. A single frame is its own
// neighbour.
func neighbours(m *program.MaxPool, f func(t, a, b, c int)) {
	for t := range m.Y.Frames {
		from, to := max(0, t*m.Stride-1), min(m.X.Frames-1, t*m.Stride+1)
		switch to - from {
		case 0:
			f(t, from, from, -1)
		case 1:
			f(t, from, to, -1)
		case 2:
			f(t, from, from+1, to)
		}
	}
}

// frame returns the rows of a frame of a sequence, nil if it is negative.
func frame(rows []float32, v program.View, t int) []float32 {
	if t < 0 {
		return nil
	}
	return rows[t*v.Joints*v.Stride:]
}

func (e *executor) maxPool(m *program.MaxPool) []step {
	return []step{{chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			x, y := e.sequence(c, m.X, i), e.sequence(c, m.Y, i)
			neighbours(m, func(t, a, b, c int) {
				k := kernel.Pool{
					Rows: m.X.Joints, Columns: m.X.Columns, Stride: m.X.Stride,
					A: frame(x, m.X, a), B: frame(x, m.X, b), C: frame(x, m.X, c),
					Y: frame(y, m.Y, t), YStride: m.Y.Stride,
				}
				k.Run()
			})
		}
	}}}
}

func (e *executor) maxPoolAdjoint(a *program.MaxPoolAdjoint) []step {
	return []step{{chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			x, dx, dy := e.sequence(c, a.X, i), e.sequence(c, a.DX, i), e.sequence(c, a.DY, i)
			for row := range a.DX.RowsOf() {
				clear(dx[row*a.DX.Stride:][:a.DX.Columns])
			}
			neighbours(a.MaxPool, func(t, first, second, third int) {
				k := kernel.Pool{
					Rows: a.X.Joints, Columns: a.X.Columns, Stride: a.X.Stride,
					A: frame(x, a.X, first), B: frame(x, a.X, second), C: frame(x, a.X, third),
					DA: frame(dx, a.DX, first), DB: frame(dx, a.DX, second), DC: frame(dx, a.DX, third), DStride: a.DX.Stride,
					DY: frame(dy, a.DY, t), DYStride: a.DY.Stride,
				}
				k.Gradient()
			})
		}
	}}}
}
