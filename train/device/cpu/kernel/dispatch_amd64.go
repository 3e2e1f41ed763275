package kernel

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

//go:generate go run ./assemble

// formsHere returns what this machine can run, the fastest first.
func formsHere() []form {
	x86, forms := cpu.X86, []form(nil)
	if x86.HasAVX512F && x86.HasAVX512VL && x86.HasAVX512DQ && x86.HasAVX512BW && x86.HasBMI2 {
		forms = append(forms, avx512)
	}
	if x86.HasAVX2 && x86.HasFMA {
		forms = append(forms, avx2)
	}
	return append(forms, plain)
}

// first returns the address of what may be an empty slice.
func first(x []float32) *float32 { return unsafe.SliceData(x) }

func normalise(n *Normalisation) {
	switch used {
	case avx512:
		normaliseAVX512(n)
	case avx2:
		normaliseAVX2(n)
	default:
		n.runGo()
	}
}

func normalisationSums(n *NormalisationGradient, sums, products []float32) {
	switch used {
	case avx512:
		normalisationSumsAVX512(n, first(sums), first(products))
	case avx2:
		normalisationSumsAVX2(n, first(sums), first(products))
	default:
		n.sumsGo(sums, products)
	}
}

func normalisationGradient(n *NormalisationGradient) {
	switch used {
	case avx512:
		normalisationGradientAVX512(n)
	case avx2:
		normalisationGradientAVX2(n)
	default:
		n.runGo()
	}
}

func columnSums(rows int, x []float32, stride int, sums []float32) {
	switch used {
	case avx512:
		columnSumsAVX512(rows, len(sums), first(x), stride, first(sums))
	case avx2:
		columnSumsAVX2(rows, len(sums), first(x), stride, first(sums))
	default:
		columnSumsGo(rows, x, stride, sums)
	}
}

func columnSquares(rows int, x []float32, stride int, mean, sums []float32) {
	switch used {
	case avx512:
		columnSquaresAVX512(rows, len(sums), first(x), stride, first(mean), first(sums))
	case avx2:
		columnSquaresAVX2(rows, len(sums), first(x), stride, first(mean), first(sums))
	default:
		columnSquaresGo(rows, x, stride, mean, sums)
	}
}

func rowSums(columns int, x []float32, stride int, sums []float32) {
	switch used {
	case avx512:
		rowSumsAVX512(len(sums), columns, first(x), stride, first(sums))
	case avx2:
		rowSumsAVX2(len(sums), columns, first(x), stride, first(sums))
	default:
		rowSumsGo(columns, x, stride, sums)
	}
}

func tanhDifference(rows int, y []float32, yStride int, left, right []float32, rightStride int) {
	switch used {
	case avx512:
		tanhDifferenceAVX512(rows, len(left), first(y), yStride, first(left), first(right), rightStride)
	case avx2:
		tanhDifferenceAVX2(rows, len(left), first(y), yStride, first(left), first(right), rightStride)
	default:
		tanhDifferenceGo(rows, y, yStride, left, right, rightStride)
	}
}

func tanhGradient(rows, columns int, d []float32, dStride int, tanh []float32, tanhStride int) {
	switch used {
	case avx512:
		tanhGradientAVX512(rows, columns, first(d), dStride, first(tanh), tanhStride)
	case avx2:
		tanhGradientAVX2(rows, columns, first(d), dStride, first(tanh), tanhStride)
	default:
		tanhGradientGo(rows, columns, d, dStride, tanh, tanhStride)
	}
}

func addRowAndColumn(y []float32, stride int, row, column []float32) {
	switch used {
	case avx512:
		addRowAndColumnAVX512(len(column), len(row), first(y), stride, first(row), first(column))
	case avx2:
		addRowAndColumnAVX2(len(column), len(row), first(y), stride, first(row), first(column))
	default:
		addRowAndColumnGo(y, stride, row, column)
	}
}

func copyRows(rows, columns int, y []float32, yStride int, x []float32, xStride int) {
	switch used {
	case avx512:
		copyRowsAVX512(rows, columns, first(y), yStride, first(x), xStride)
	case avx2:
		copyRowsAVX2(rows, columns, first(y), yStride, first(x), xStride)
	default:
		copyRowsGo(rows, columns, y, yStride, x, xStride)
	}
}

func addScaledRows(rows, columns int, y []float32, yStride int, a float32, x []float32, xStride int) {
	switch used {
	case avx512:
		addScaledRowsAVX512(rows, columns, first(y), yStride, a, first(x), xStride)
	case avx2:
		addScaledRowsAVX2(rows, columns, first(y), yStride, a, first(x), xStride)
	default:
		addScaledRowsGo(rows, columns, y, yStride, a, x, xStride)
	}
}

func pool(p *Pool) {
	switch used {
	case avx512:
		poolAVX512(p)
	case avx2:
		poolAVX2(p)
	default:
		p.runGo()
	}
}

func poolGradient(p *Pool) {
	switch used {
	case avx512:
		poolGradientAVX512(p)
	case avx2:
		poolGradientAVX2(p)
	default:
		p.gradientGo()
	}
}

func descend(d *Descent, w, g, m []float32) {
	switch used {
	case avx512:
		descendAVX512(len(w), first(w), first(g), first(m), d)
	case avx2:
		descendAVX2(len(w), first(w), first(g), first(m), d)
	default:
		d.runGo(w, g, m)
	}
}
