package gemm

// transposeRows is how many rows are written together: they stay in the first cache
// while every row that is read fills one of their columns.
const transposeRows = 64

// transpose sets to[i·toRow+j] = from[j·fromRow+i] for i < rows and j < columns.
func transpose(to []float32, toRow int, from []float32, fromRow, rows, columns int) {
	for i := 0; i < rows; i += transposeRows {
		transposeBlock(to[i*toRow:], toRow, from[i:], fromRow, min(transposeRows, rows-i), columns)
	}
}

func transposeBlock(to []float32, toRow int, from []float32, fromRow, rows, columns int) {
	blocks, fours := rows/4, 0
	if active.transpose4 != nil && blocks > 0 {
		fours = columns / 4 * 4
	}
	for j := 0; j < fours; j += 4 {
		active.transpose4(&to[j], toRow, &from[j*fromRow], fromRow, blocks)
	}
	for j := range columns {
		first := 0
		if j < fours {
			first = 4 * blocks
		}
		for i := first; i < rows; i++ {
			to[i*toRow+j] = from[j*fromRow+i]
		}
	}
}
