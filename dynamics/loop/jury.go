package loop

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Polynomial returns the coefficients, constant term first, of the
// characteristic polynomial of a mode of the given gain; the leading one is 1.
// Its degree is 2 for delays 0 and 1, delay+1 beyond.
func Polynomial(gain, lag, beta float64, delay int) []float64 {
	a := 1 - lag
	feedback := lag * (1 - beta) * gain
	if delay == 0 {
		return []float64{a * beta, feedback - a - beta, 1}
	}
	coefficients := make([]float64, delay+2)
	coefficients[delay-1] = a * beta
	coefficients[delay] = -a - beta
	coefficients[delay+1] = 1
	coefficients[0] += feedback
	return coefficients
}

// Jury applies the Schur–Cohn–Jury reduction to a polynomial (constant term
// first). margin is the smallest 1−|k| over the reflection coefficients k that
// it meets, down to the first |k| ≥ 1; all roots lie strictly inside the unit
// circle exactly if margin > 0.
func Jury(coefficients []float64) (margin float64, stable bool) {
	a := append([]float64(nil), coefficients...)
	margin = 1
	for n := len(a) - 1; n > 0; n-- {
		k := a[0] / a[n]
		margin = math.Min(margin, 1-math.Abs(k))
		if !(margin > 0) {
			return margin, false
		}
		// The reduced polynomial (a(z) − k·a*(z))/z, a* with the coefficients
		// reversed, has its roots inside the circle exactly if a does.
		reduced := make([]float64, n)
		for i := range reduced {
			reduced[i] = a[i+1] - k*a[n-1-i]
		}
		a = reduced
	}
	return margin, true
}

// SpectralRadius returns the largest modulus of the roots of a polynomial
// (constant term first), from the eigenvalues of its companion matrix.
func SpectralRadius(coefficients []float64) float64 {
	n := len(coefficients) - 1
	companion := mat.NewDense(n, n, nil)
	for i := range n {
		companion.Set(i, n-1, -coefficients[i]/coefficients[n])
		if i > 0 {
			companion.Set(i, i-1, 1)
		}
	}
	return MatrixSpectralRadius(companion)
}
