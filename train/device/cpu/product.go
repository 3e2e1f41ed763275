package cpu

import (
	"aeed/internal/blas"
	"aeed/internal/gemm"
	"aeed/train/device/cpu/kernel"
)

// products are matrix products: those of package gemm, which are made for tall and
// thin matrices but need vector instructions, or those of a library.
type products struct{ library *blas.Library }

// newProducts returns the fastest, unless the library is wanted.
func newProducts(library bool) products {
	if library || gemm.Name() == "Go" {
		l := blas.Open()
		return products{&l}
	}
	return products{}
}

// name returns what multiplies.
func (p products) name() string {
	if p.library != nil {
		return p.library.Name()
	}
	return "own products, " + gemm.Name()
}

// multiply computes C ← α·op(A)·op(B) + β·C; see gemm.Multiply.
func (p products) multiply(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	if p.library != nil {
		p.library.Sgemm(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	gemm.Multiply(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

// A factor is a right factor that is prepared once for many products.
type factor struct {
	products
	packed gemm.Packed
	matrix []float32 // for the library, as it was given
	transB bool
	n, k   int
	stride int
}

// prepare makes f the k×n matrix op(B). Where a library multiplies, B must stay as it
// is.
func (f *factor) prepare(p products, transB bool, n, k int, b []float32, ldb int) {
	f.products = p
	if p.library == nil {
		f.packed.PackB(transB, n, k, b, ldb)
		return
	}
	f.matrix, f.transB, f.n, f.k, f.stride = b, transB, n, k, ldb
}

// multiply computes C ← A·f + 1·biasᵀ + β·C, where A has m rows and bias may be nil.
func (f *factor) multiply(m int, a []float32, lda int, beta float32, c []float32, ldc int, bias []float32) {
	if f.library == nil {
		f.packed.Multiply(false, m, 1, a, lda, beta, c, ldc, bias)
		return
	}
	if bias != nil {
		kernel.FillRows(m, c, ldc, bias)
		beta = 1
	}
	f.library.Sgemm(false, f.transB, m, f.n, f.k, 1, a, lda, f.matrix, f.stride, beta, c, ldc)
}
