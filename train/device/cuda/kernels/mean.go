package kernels

import "aeed/train/program"

type timeMean struct {
	x, y                               matrix
	sequences, frames, joints, columns int32
}

type clipMean struct {
	x, y                  matrix
	sequence              Pointer
	rows, bodies, columns int32
}

type bodyGather struct {
	clips                             matrix
	sums, sequence                    Pointer
	sequences, count, bodies, columns int32
}

type spread struct {
	from, to                       matrix
	allRows, rows, period, columns int32
	divisor                        float32
	accumulate                     int32
}

func (t *translator) timeMean(m *program.TimeMean) {
	t.add(newLaunch("time_mean", table(int(tiles(m.Y.Rows(), blockRows)), m.Y.Columns), rows,
		timeMean{t.matrix(m.X), t.matrix(m.Y), int32(m.X.Sequences), int32(m.X.Frames), int32(m.X.Joints), int32(m.X.Columns)}))
}

func (t *translator) timeMeanAdjoint(a *program.TimeMeanAdjoint) {
	t.spread(t.matrix(a.DY), a.DX, a.X.Joints, float32(a.X.Frames), a.Accumulate)
}

// spread gives every row of a view its share of one of period rows of its sequence.
func (t *translator) spread(from matrix, to program.View, period int, divisor float32, accumulate bool) {
	t.add(newLaunch("spread", table(int(tiles(to.Rows(), blockRows)), to.Columns), rows,
		spread{from, t.matrix(to), int32(to.Rows()), int32(to.RowsOf()), int32(period), int32(to.Columns), divisor, flag(accumulate)}))
}

func (t *translator) clipMean(m *program.ClipMean) {
	t.add(newLaunch("clip_mean", table(m.Y.Rows(), m.Y.Columns), rows,
		clipMean{t.matrix(m.X), t.matrix(m.Y), t.Bodies.Sequence, int32(m.X.RowsOf()), int32(t.program.Bodies), int32(m.X.Columns)}))
}

func (t *translator) clipMeanAdjoint(a *program.ClipMeanAdjoint) {
	sequences, columns := a.X.Sequences, a.X.Columns
	sums := t.scratch(4 * sequences * columns)
	t.add(newLaunch("body_gather", table(int(tiles(sequences, blockRows)), columns), rows,
		bodyGather{t.matrix(a.DY), sums, t.Bodies.Sequence, int32(sequences), int32(a.Y.Rows()), int32(t.program.Bodies), int32(columns)}))
	t.spread(matrix{sums, int64(columns)}, a.DX, 1, float32(t.program.Bodies*a.X.RowsOf()), false)
}
