package kernel

// CopyRows sets y[i,c] = x[i,c].
func CopyRows(rows, columns int, y []float32, yStride int, x []float32, xStride int) {
	fits("the copy of rows", y, rows, yStride, columns)
	fits("the original of rows", x, rows, xStride, columns)
	if rows > 0 {
		copyRows(rows, columns, y, yStride, x, xStride)
	}
}

func copyRowsGo(rows, columns int, y []float32, yStride int, x []float32, xStride int) {
	for i := range rows {
		copy(y[i*yStride:][:columns], x[i*xStride:])
	}
}

// FillRows sets every row of y to row.
func FillRows(rows int, y []float32, stride int, row []float32) {
	CopyRows(rows, len(row), y, stride, row, 0)
}

// AddScaledRows adds a·x[i,c] to y[i,c].
func AddScaledRows(rows, columns int, y []float32, yStride int, a float32, x []float32, xStride int) {
	fits("the sum of rows", y, rows, yStride, columns)
	fits("the addend of rows", x, rows, xStride, columns)
	if rows > 0 {
		addScaledRows(rows, columns, y, yStride, a, x, xStride)
	}
}

func addScaledRowsGo(rows, columns int, y []float32, yStride int, a float32, x []float32, xStride int) {
	for i := range rows {
		for c := range columns {
			y[i*yStride+c] += a * x[i*xStride+c]
		}
	}
}

// AddScaled adds a·x to y, as much as x is long.
func AddScaled(y []float32, a float32, x []float32) { AddScaledRows(1, len(x), y, 0, a, x, 0) }
