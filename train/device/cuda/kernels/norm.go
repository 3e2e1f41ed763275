package kernels

import "aeed/train/program"

type normMeasure struct {
	x                      matrix
	sums                   normSums
	allRows, rows, columns int32
}

type normCombine struct {
	partial                            Pointer
	stride                             int64
	copies, statistics, mean, variance Pointer
	momentum                           float64
	parts, sequences, rows, columns    int32
}

type normRunning struct {
	mean, variance, statistics Pointer
	columns                    int32
}

type normApply struct {
	x, y, residual           matrix
	statistics, scale, shift Pointer
	rows, columns, rectify   int32
}

type normGradientCombine struct {
	partial                         Pointer
	stride                          int64
	copies, means, dscale, dshift   Pointer
	parts, sequences, rows, columns int32
}

type normGradientApply struct {
	dy, x, y, dx, dresidual          matrix
	statistics, scale, means, copies Pointer
	allRows, rows, columns           int32
	accumulate, accumulateResidual   int32
}

// combineColumns is how many columns the blocks have that combine sums, and combineBlock
// their shape.
const combineColumns = 8

var combineBlock = [3]uint32{combineColumns, 32, 1}

// rowsOfThread is how many rows the threads of the kernels that apply a norm take.
const rowsOfThread = 4

func (t *translator) batchNorm(n *program.BatchNorm) {
	columns, statistics := n.X.Columns, t.Buffers[n.Statistics]
	if n.Training {
		sums, parts := t.sumsOf(n.X, nil)
		t.combine(normCombine{partial: sums.partial, stride: sums.stride, copies: sums.copies, statistics: statistics,
			mean: t.running(n.Mean), variance: t.running(n.Variance), momentum: n.Momentum,
			parts: int32(parts), sequences: int32(n.X.Sequences), rows: int32(n.X.RowsOf()), columns: int32(columns)})
	} else {
		t.useRunning(n.Mean, n.Variance, statistics)
	}
	k := normApply{x: t.matrix(n.X), y: t.matrix(n.Y), residual: t.matrix(n.Residual), statistics: statistics,
		scale: t.parameters(n.Scale), shift: t.parameters(n.Shift),
		rows: int32(n.X.Rows()), columns: int32(columns), rectify: flag(n.Rectify)}
	t.add(newLaunch("norm_apply", table(int(tiles(n.X.Rows(), blockRows*rowsOfThread)), columns), rows, k))
}

// combine makes statistics of sums.
func (t *translator) combine(k normCombine) {
	t.add(newLaunch("norm_combine", [3]uint32{tiles(int(k.columns), combineColumns), 1, 1}, combineBlock, k))
}

// useRunning makes statistics of the running ones.
func (t *translator) useRunning(mean, variance program.Slot, statistics Pointer) {
	t.add(newLaunch("norm_running", numbers(mean.Size), line, normRunning{t.running(mean), t.running(variance), statistics, int32(mean.Size)}))
}

func (t *translator) batchNormAdjoint(a *program.BatchNormAdjoint) {
	sequences, perSequence, columns, statistics := int32(a.X.Sequences), int32(a.X.RowsOf()), a.X.Columns, t.Buffers[a.Statistics]
	sums, parts := t.sumsOf(a.DY, a)
	means := t.sums(columns)
	var y matrix
	if a.Rectify {
		y = t.matrix(a.Y)
	}
	t.add(newLaunch("norm_gradient_combine", [3]uint32{tiles(columns, combineColumns), 1, 1}, combineBlock, normGradientCombine{
		sums.partial, sums.stride, sums.copies, means, t.gradients(a.Scale), t.gradients(a.Shift), int32(parts), sequences, perSequence, int32(columns)}))
	t.add(newLaunch("norm_gradient_apply", table(int(tiles(a.X.Rows(), blockRows*rowsOfThread)), columns), rows, normGradientApply{
		dy: t.matrix(a.DY), x: t.matrix(a.X), y: y, dx: t.matrix(a.DX), dresidual: t.matrix(a.DResidual),
		statistics: statistics, scale: t.parameters(a.Scale), means: means, copies: t.Bodies.Copies,
		allRows: int32(a.X.Rows()), rows: perSequence, columns: int32(columns),
		accumulate: flag(a.Accumulate), accumulateResidual: flag(a.AccumulateResidual),
	}))
}
