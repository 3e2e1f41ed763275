package kernel

import "math"

// TanhDifference sets y[i,c] = tanh(left[c] − right[i,c]), for every
// c < len(left). Vector forms are within 3 units in the last place of that, and
// exact at ±0, for arguments beyond ±10, and for what is not a number.
func TanhDifference(rows int, y []float32, yStride int, left, right []float32, rightStride int) {
	fits("the result of tanh", y, rows, yStride, len(left))
	fits("the subtrahend of tanh", right, rows, rightStride, len(left))
	if rows > 0 {
		tanhDifference(rows, y, yStride, left, right, rightStride)
	}
}

func tanhDifferenceGo(rows int, y []float32, yStride int, left, right []float32, rightStride int) {
	for i := range rows {
		for c := range left {
			y[i*yStride+c] = float32(math.Tanh(float64(left[c] - right[i*rightStride+c])))
		}
	}
}

// TanhGradient multiplies d[i,c] by 1 − tanh[i,c]².
func TanhGradient(rows, columns int, d []float32, dStride int, tanh []float32, tanhStride int) {
	fits("the gradient of tanh", d, rows, dStride, columns)
	fits("the values of tanh", tanh, rows, tanhStride, columns)
	if rows > 0 {
		tanhGradient(rows, columns, d, dStride, tanh, tanhStride)
	}
}

func tanhGradientGo(rows, columns int, d []float32, dStride int, tanh []float32, tanhStride int) {
	for i := range rows {
		for c := range columns {
			y := tanh[i*tanhStride+c]
			d[i*dStride+c] *= 1 - y*y
		}
	}
}

// AddRowAndColumn adds row[c] + column[i] to y[i,c], for every c < len(row) and
// i < len(column).
func AddRowAndColumn(y []float32, stride int, row, column []float32) {
	fits("the sum of a matrix, a row and a column", y, len(column), stride, len(row))
	if len(column) > 0 {
		addRowAndColumn(y, stride, row, column)
	}
}

func addRowAndColumnGo(y []float32, stride int, row, column []float32) {
	for i := range column {
		for c := range row {
			y[i*stride+c] += row[c] + column[i]
		}
	}
}
