package kernels

import "aeed/train/program"

// A factor is an operand of a contraction: where it is, and how far apart neighbours
// along its indices are.
type factor struct {
	at                     Pointer
	sequence, outer, inner int64
}

type contraction struct {
	out, a, b                                factor
	norm                                     normSums
	iCount, jCount, rCount                   int32
	subsets, columns, columnsOfA, accumulate int32
}

// side is how many numbers along each index a thread makes.
const side = 4

// byFrame returns a view whose outer index is the frame, or u of a topology, and whose
// inner one is the joint, or v.
func (t *translator) byFrame(v program.View) factor {
	m := t.matrix(v)
	return factor{m.at, int64(v.RowsOf()) * m.stride, int64(v.Joints) * m.stride, m.stride}
}

// byJoint is byFrame the other way about.
func (t *translator) byJoint(v program.View) factor {
	f := t.byFrame(v)
	f.outer, f.inner = f.inner, f.outer
	return f
}

func (t *translator) contract(sequences int, k contraction) {
	width := tiles(int(k.columns), blockColumns)
	grid := [3]uint32{tiles(int(k.iCount), side), tiles(int(k.jCount), side*blockRows) * width, uint32(sequences)}
	t.add(newLaunch("contraction", grid, rows, k))
}

// partsOfGathered is how many blocks make a column of what an aggregation gathers.
func partsOfGathered(y program.View) int {
	return y.Sequences * int(tiles(y.Frames, side)*tiles(y.Joints, side*blockRows))
}

func (t *translator) aggregate(a *program.Aggregate) {
	frames, joints := int32(a.X.Frames), int32(a.X.Joints)
	t.contract(a.X.Sequences, contraction{
		out: t.byFrame(a.Y), a: t.byFrame(a.X), b: t.byFrame(a.Topology), iCount: frames, jCount: joints, rCount: joints,
		norm: t.sumsFor(a.Y, partsOfGathered(a.Y)), subsets: int32(a.Subsets()), columns: int32(a.Y.Columns), columnsOfA: int32(a.X.Columns), accumulate: flag(a.Accumulate),
	})
}

func (t *translator) aggregateAdjoint(a *program.AggregateAdjoint) {
	frames, joints := int32(a.X.Frames), int32(a.X.Joints)
	t.contract(a.X.Sequences, contraction{
		out: t.byFrame(a.DTopology), a: t.byJoint(a.DY), b: t.byJoint(a.X), iCount: joints, jCount: joints, rCount: frames,
		subsets: 1, columns: int32(a.X.Columns), columnsOfA: int32(a.Y.Columns),
	})
	t.contract(a.X.Sequences, contraction{
		out: t.byFrame(a.DX), a: t.byFrame(a.DY), b: t.byJoint(a.Topology), iCount: frames, jCount: joints, rCount: joints,
		subsets: 1, columns: int32(a.X.Columns), columnsOfA: int32(a.Y.Columns),
	})
}
