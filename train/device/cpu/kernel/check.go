package kernel

import (
	"fmt"
	"math/bits"
)

// fits panics unless x has the given rows of columns, stride apart.
func fits(name string, x []float32, rows, stride, columns int) {
	fitsBlocks(name, x, 1, 0, rows, stride, columns)
}

// fitsBlocks panics unless x has columns at every i·iStride + j·jStride, i < m and
// j < n.
func fitsBlocks(name string, x []float32, m, iStride, n, jStride, columns int) {
	if min(m, iStride, n, jStride, columns) < 0 {
		panic(fmt.Sprintf("kernel: %s has a negative number of rows or columns, or a negative stride", name))
	}
	if m == 0 || n == 0 || columns == 0 {
		return
	}
	iHigh, i := bits.Mul64(uint64(m-1), uint64(iStride))
	jHigh, j := bits.Mul64(uint64(n-1), uint64(jStride))
	last, carry := bits.Add64(i, j, 0)
	if iHigh|jHigh|carry != 0 || columns > len(x) || last > uint64(len(x)-columns) {
		panic(fmt.Sprintf("kernel: %s has %d numbers, too few for %d×%d rows of %d columns with strides %d and %d",
			name, len(x), m, n, columns, iStride, jStride))
	}
}

// describes panics unless a vector has a number for each of n columns or rows.
func describes(name string, vector []float32, n int) {
	if len(vector) < n {
		panic(fmt.Sprintf("kernel: %s has %d numbers, needs %d", name, len(vector), n))
	}
}
