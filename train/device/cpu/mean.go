package cpu

import (
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

func (e *executor) timeMean(m *program.TimeMean) []step {
	share := 1 / float32(m.X.Frames)
	return []step{{chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			x, y := e.sequence(c, m.X, i), e.sequence(c, m.Y, i)
			for v := range m.X.Joints {
				row := y[v*m.Y.Stride:][:m.Y.Columns]
				kernel.ColumnSums(m.X.Frames, x[v*m.X.Stride:], m.X.Joints*m.X.Stride, row)
				scale(row, share)
			}
		}
	}}}
}

func scale(x []float32, by float32) {
	for i := range x {
		x[i] *= by
	}
}

func (e *executor) timeMeanAdjoint(a *program.TimeMeanAdjoint) []step {
	share := 1 / float32(a.X.Frames)
	return []step{{chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			dx, dy := e.sequence(c, a.DX, i), e.sequence(c, a.DY, i)
			for t := range a.DX.Frames {
				rows := dx[t*a.DX.Joints*a.DX.Stride:]
				if !a.Accumulate {
					for v := range a.DX.Joints {
						clear(rows[v*a.DX.Stride:][:a.DX.Columns])
					}
				}
				kernel.AddScaledRows(a.DX.Joints, a.DX.Columns, rows, a.DX.Stride, share, dy, a.DY.Stride)
			}
		}
	}}}
}

// clipMean sums every sequence, then, after all of them, those of each clip.
func (e *executor) clipMean(m *program.ClipMean) []step {
	share := 1 / float32(e.program.Bodies*m.X.RowsOf())
	sums := e.perSequence(m.X.Columns)
	return []step{{
		chunk: func(c *chunk, _ scratch) {
			for i := range c.count {
				kernel.ColumnSums(m.X.RowsOf(), e.sequence(c, m.X, i), m.X.Stride, sums[c.first+i])
			}
		},
		once: func() {
			for clip := range e.program.Clips {
				y := e.rows(&e.whole, m.Y)[clip*m.Y.Stride:][:m.Y.Columns]
				clear(y)
				for _, s := range e.bodies.Sequence[clip*e.program.Bodies:][:e.program.Bodies] {
					kernel.AddScaled(y, share, sums[s])
				}
			}
		},
	}}
}

func (e *executor) clipMeanAdjoint(a *program.ClipMeanAdjoint) []step {
	share := 1 / float32(e.program.Bodies*a.X.RowsOf())
	e.need(a.X.Columns)
	return []step{{chunk: func(c *chunk, s scratch) {
		row := s[:a.X.Columns]
		for i := range c.count {
			clear(row)
			for _, clip := range e.clips[c.first+i] {
				kernel.AddScaled(row, share, e.rows(&e.whole, a.DY)[clip*a.DY.Stride:][:a.DY.Columns])
			}
			kernel.FillRows(a.X.RowsOf(), e.sequence(c, a.DX, i), a.DX.Stride, row)
		}
	}}}
}
