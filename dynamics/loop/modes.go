package loop

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// ModeGains returns the C eigenvalues μ of S(I−1pᵀ) in ascending order, where
// S = diag(slopes) and p are the shares, positive and summing to 1. They are
// real and lie in [0, max slope]: with Q = I−√p√pᵀ, an orthogonal projector,
// the matrix is similar to SQ, which has the eigenvalues of the symmetric QSQ.
// The gain of a mode is ημ.
func ModeGains(slopes, shares []float64) []float64 {
	n := len(slopes)
	if n == 0 || len(shares) != n {
		panic("loop: slopes and shares of different or zero length")
	}
	projector := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			projector.SetSym(i, j, -math.Sqrt(shares[i]*shares[j]))
		}
		projector.SetSym(i, i, 1-shares[i])
	}
	var product mat.Dense
	product.Mul(mat.NewDiagDense(n, slopes), projector)
	product.Mul(projector, &product)
	symmetric := mat.NewSymDense(n, nil)
	for i := range n {
		for j := i; j < n; j++ {
			symmetric.SetSym(i, j, (product.At(i, j)+product.At(j, i))/2)
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(symmetric, false) {
		panic("loop: slopes or shares not finite")
	}
	return eigen.Values(nil)
}
