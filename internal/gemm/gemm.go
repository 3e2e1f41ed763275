package gemm

import (
	"math"
	"sync"
)

// Multiply computes
//
//	C ← α·op(A)·op(B) + β·C
//
// where op(A) is m×k, op(B) is k×n and C is m×n. op(A) is A, or Aᵀ of a k×m matrix A
// if transA, and likewise op(B). lda, ldb and ldc are the row strides of A, B and C as
// they are stored. If β is 0, C is overwritten whatever it holds; if α or k is 0, A and
// B are not read. C must not overlap A or B.
//
// It panics if a dimension is negative or above 2³¹−1, a stride is below the columns
// or above 2³¹−1, or a slice ends before its matrix.
func Multiply(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	checkSizes(m, n, k, lda, ldb, ldc)
	check("A", transA, m, k, lda, len(a))
	check("B", transB, k, n, ldb, len(b))
	check("C", false, m, n, ldc, len(c))
	p := product{transA: transA, m: m, n: n, k: k, alpha: alpha, a: a, lda: lda, beta: beta, c: c, ldc: ldc}
	p.multiply(right{b: b, transB: transB, ldb: ldb})
}

// A scratch is the memory of a product.
type scratch struct {
	strip  strip
	panels []float32 // see right
	c      []float32 // see narrow
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// grow returns a slice of the given length, x's memory if that suffices. What it holds
// is undefined.
func grow(x []float32, length int) []float32 {
	if cap(x) < length {
		return make([]float32, length)
	}
	return x[:length]
}

func checkSizes(m, n, k, lda, ldb, ldc int) {
	if min(m, n, k) < 0 {
		panic("gemm: negative dimension")
	}
	if max(m, n, k, lda, ldb, ldc) > math.MaxInt32 {
		panic("gemm: dimension or stride above 2³¹−1")
	}
}

// check panics unless a slice of the given length holds the matrix X, or Xᵀ if
// transposed, of a rows×columns op(X).
func check(name string, transposed bool, rows, columns, stride, length int) {
	if transposed {
		rows, columns = columns, rows
	}
	if stride < max(1, columns) || rows > 0 && columns > 0 && int64(rows-1)*int64(stride)+int64(columns) > int64(length) {
		panic("gemm: " + name + " has too small a stride or slice")
	}
}
