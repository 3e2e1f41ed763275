package kernel

// ColumnSums sets sums[c] = Σ x[i,c] over rows, for every c < len(sums).
func ColumnSums(rows int, x []float32, stride int, sums []float32) {
	fits("the matrix of column sums", x, rows, stride, len(sums))
	if rows == 0 {
		clear(sums)
		return
	}
	columnSums(rows, x, stride, sums)
}

func columnSumsGo(rows int, x []float32, stride int, sums []float32) {
	clear(sums)
	for i := range rows {
		row := x[i*stride:]
		for c := range sums {
			sums[c] += row[c]
		}
	}
}

// ColumnSquares sets sums[c] = Σ (x[i,c] − mean[c])² over rows, for every
// c < len(sums).
func ColumnSquares(rows int, x []float32, stride int, mean, sums []float32) {
	fits("the matrix of column squares", x, rows, stride, len(sums))
	describes("the mean of column squares", mean, len(sums))
	if rows == 0 {
		clear(sums)
		return
	}
	columnSquares(rows, x, stride, mean, sums)
}

func columnSquaresGo(rows int, x []float32, stride int, mean, sums []float32) {
	clear(sums)
	for i := range rows {
		row := x[i*stride:]
		for c := range sums {
			d := row[c] - mean[c]
			sums[c] += d * d
		}
	}
}

// RowSums adds Σ_c x[i,c] over columns to sums[i], for every i < len(sums).
func RowSums(columns int, x []float32, stride int, sums []float32) {
	fits("the matrix of row sums", x, len(sums), stride, columns)
	if len(sums) > 0 {
		rowSums(columns, x, stride, sums)
	}
}

func rowSumsGo(columns int, x []float32, stride int, sums []float32) {
	for i := range sums {
		sum := float32(0)
		for _, v := range x[i*stride:][:columns] {
			sum += v
		}
		sums[i] += sum
	}
}
