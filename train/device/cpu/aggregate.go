package cpu

import (
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

// perSubset returns a step that is done for each sequence of a chunk and each subset,
// whose first column is given.
func (e *executor) perSubset(a *program.Aggregate, do func(c *chunk, sequence, subset, column int)) []step {
	return []step{{chunk: func(c *chunk, _ scratch) {
		for i := range c.count {
			for k := range a.Subsets() {
				do(c, i, k, k*a.Y.Columns)
			}
		}
	}}}
}

func (e *executor) aggregate(a *program.Aggregate) []step {
	joints := a.X.Joints
	return e.perSubset(a, func(c *chunk, i, k, column int) {
		contraction := kernel.Contraction{
			I: a.X.Frames, J: joints, R: joints, Columns: a.Y.Columns, Accumulate: a.Accumulate || k > 0,
			Out: e.sequence(c, a.Y, i), OutI: joints * a.Y.Stride, OutJ: a.Y.Stride,
			P: e.sequence(c, a.X, i)[column:], PI: joints * a.X.Stride, PR: a.X.Stride,
			Q: e.sequence(c, a.Topology, i)[column:], QJ: joints * a.Topology.Stride, QR: a.Topology.Stride,
		}
		contraction.Run()
	})
}

func (e *executor) aggregateAdjoint(a *program.AggregateAdjoint) []step {
	joints, frames := a.X.Joints, a.X.Frames
	return e.perSubset(a.Aggregate, func(c *chunk, i, _, column int) {
		dy := e.sequence(c, a.DY, i)
		ofTopology := kernel.Contraction{
			I: joints, J: joints, R: frames, Columns: a.Y.Columns,
			Out: e.sequence(c, a.DTopology, i)[column:], OutI: joints * a.DTopology.Stride, OutJ: a.DTopology.Stride,
			P: dy, PI: a.DY.Stride, PR: joints * a.DY.Stride,
			Q: e.sequence(c, a.X, i)[column:], QJ: a.X.Stride, QR: joints * a.X.Stride,
		}
		ofTopology.Run()
		ofX := kernel.Contraction{
			I: frames, J: joints, R: joints, Columns: a.Y.Columns,
			Out: e.sequence(c, a.DX, i)[column:], OutI: joints * a.DX.Stride, OutJ: a.DX.Stride,
			P: dy, PI: joints * a.DY.Stride, PR: a.DY.Stride,
			Q: e.sequence(c, a.Topology, i)[column:], QJ: a.Topology.Stride, QR: joints * a.Topology.Stride,
		}
		ofX.Run()
	})
}
