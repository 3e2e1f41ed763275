package kernels

import "aeed/train/program"

type columnSums struct {
	x             matrix
	partial       Pointer
	rows, columns int32
}

type columnTotals struct {
	partial, total                 Pointer
	sequences, columns, accumulate int32
}

type sliceTotals struct {
	partial, total                   Pointer
	slices, kernel, size, accumulate int32
}

// addColumns puts the sums of the columns of v into total, or adds them to it.
func (t *translator) addColumns(v program.View, total Pointer, accumulate bool) {
	partial := t.sums(v.Sequences * v.Columns)
	t.add(newLaunch("column_sums", table(v.Sequences, v.Columns), rows,
		columnSums{t.matrix(v), partial, int32(v.RowsOf()), int32(v.Columns)}))
	t.add(newLaunch("column_totals", [3]uint32{tiles(v.Columns, blockColumns), 1, 1}, rows,
		columnTotals{partial, total, int32(v.Sequences), int32(v.Columns), flag(accumulate)}))
}
