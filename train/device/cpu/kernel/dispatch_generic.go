//go:build !amd64

package kernel

// formsHere returns what this machine can run, the fastest first.
func formsHere() []form { return []form{plain} }

func contract(k *Contraction)                                              { k.runGo() }
func normalise(n *Normalisation)                                           { n.runGo() }
func normalisationSums(n *NormalisationGradient, sums, products []float32) { n.sumsGo(sums, products) }
func normalisationGradient(n *NormalisationGradient)                       { n.runGo() }
func columnSums(rows int, x []float32, stride int, sums []float32) {
	columnSumsGo(rows, x, stride, sums)
}
func columnSquares(rows int, x []float32, stride int, mean, sums []float32) {
	columnSquaresGo(rows, x, stride, mean, sums)
}
func rowSums(columns int, x []float32, stride int, sums []float32) {
	rowSumsGo(columns, x, stride, sums)
}
func tanhDifference(rows int, y []float32, yStride int, left, right []float32, rightStride int) {
	tanhDifferenceGo(rows, y, yStride, left, right, rightStride)
}
func tanhGradient(rows, columns int, d []float32, dStride int, tanh []float32, tanhStride int) {
	tanhGradientGo(rows, columns, d, dStride, tanh, tanhStride)
}
func addRowAndColumn(y []float32, stride int, row, column []float32) {
	addRowAndColumnGo(y, stride, row, column)
}
func copyRows(rows, columns int, y []float32, yStride int, x []float32, xStride int) {
	copyRowsGo(rows, columns, y, yStride, x, xStride)
}
func addScaledRows(rows, columns int, y []float32, yStride int, a float32, x []float32, xStride int) {
	addScaledRowsGo(rows, columns, y, yStride, a, x, xStride)
}
func pool(p *Pool)                          { p.runGo() }
func poolGradient(p *Pool)                  { p.gradientGo() }
func descend(d *Descent, w, g, m []float32) { d.runGo(w, g, m) }
