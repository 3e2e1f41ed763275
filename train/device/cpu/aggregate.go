package cpu

import (
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

func (e *executor) aggregate(a *program.Aggregate) []step {
	joints := a.X.Joints
	return []step{{chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			contraction := kernel.Contraction{
				I: a.X.Frames, J: joints, R: joints, Columns: a.Y.Columns, Accumulate: a.Accumulate,
				Out: e.sequence(c, a.Y, i), OutI: joints * a.Y.Stride, OutJ: a.Y.Stride,
				P: e.sequence(c, a.X, i), PI: joints * a.X.Stride, PR: a.X.Stride,
				Q: e.sequence(c, a.Topology, i), QJ: joints * a.Topology.Stride, QR: a.Topology.Stride,
			}
			contraction.Run()
		}
	}}}
}

func (e *executor) aggregateAdjoint(a *program.AggregateAdjoint) []step {
	joints, frames := a.X.Joints, a.X.Frames
	return []step{{chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			dy := e.sequence(c, a.DY, i)
			ofTopology := kernel.Contraction{
				I: joints, J: joints, R: frames, Columns: a.Y.Columns,
				Out: e.sequence(c, a.DTopology, i), OutI: joints * a.DTopology.Stride, OutJ: a.DTopology.Stride,
				P: dy, PI: a.DY.Stride, PR: joints * a.DY.Stride,
				Q: e.sequence(c, a.X, i), QJ: a.X.Stride, QR: joints * a.X.Stride,
			}
			ofTopology.Run()
			ofX := kernel.Contraction{
				I: frames, J: joints, R: joints, Columns: a.Y.Columns,
				Out: e.sequence(c, a.DX, i), OutI: joints * a.DX.Stride, OutJ: a.DX.Stride,
				P: dy, PI: joints * a.DY.Stride, PR: a.DY.Stride,
				Q: e.sequence(c, a.Topology, i), QJ: a.Topology.Stride, QR: joints * a.Topology.Stride,
			}
			ofX.Run()
		}
	}}}
}
