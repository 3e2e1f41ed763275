package blas

import (
	"math"
	"sync"
)

// A Library multiplies matrices. Get one from Open; all its methods may be called
// from several goroutines at once.
type Library struct {
	name     string
	multiply sgemm
	fallback error
}

// An sgemm is Library.Sgemm for arguments that were checked, with m, n and k of at
// least 1 and an alpha other than 0.
type sgemm func(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int)

// Open returns the fastest library that the system has. The first call looks for
// it, in some 20 ms; later ones return the same.
func Open() Library { return opened() }

var opened = sync.OnceValue(func() Library {
	library, err := openOpenBLAS()
	if err != nil {
		library = openGonum()
		library.fallback = err
	}
	return library
})

// Name returns what multiplies, such as "OpenBLAS 0.3.21, SkylakeX" (the version
// and the processor whose kernels it uses) or "gonum 0.17.0".
func (l Library) Name() string { return l.name }

// Fallback returns why the library is not OpenBLAS, nil if it is.
func (l Library) Fallback() error { return l.fallback }

// Sgemm computes
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
func (l Library) Sgemm(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	if min(m, n, k) < 0 {
		panic("blas: negative dimension")
	}
	if max(m, n, k, lda, ldb, ldc) > math.MaxInt32 {
		panic("blas: dimension or stride above 2³¹−1")
	}
	if !fits(transA, m, k, lda, len(a)) {
		panic("blas: A has too small a stride or slice")
	}
	if !fits(transB, k, n, ldb, len(b)) {
		panic("blas: B has too small a stride or slice")
	}
	if !fits(false, m, n, ldc, len(c)) {
		panic("blas: C has too small a stride or slice")
	}
	switch {
	case m == 0 || n == 0:
	case k == 0 || alpha == 0:
		for i := range m {
			scale(beta, c[i*ldc:i*ldc+n])
		}
	default:
		l.multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
	}
}

// fits says whether a slice of the given length holds the matrix X, or Xᵀ if
// transposed, of a rows×columns op(X).
func fits(transposed bool, rows, columns, stride, length int) bool {
	if transposed {
		rows, columns = columns, rows
	}
	if stride < max(1, columns) {
		return false
	}
	return rows == 0 || columns == 0 || int64(rows-1)*int64(stride)+int64(columns) <= int64(length)
}

// scale multiplies x by beta; 0 overwrites NaN and infinity too.
func scale(beta float32, x []float32) {
	if beta == 0 {
		clear(x)
		return
	}
	for i := range x {
		x[i] *= beta
	}
}
