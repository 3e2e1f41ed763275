package loop

import (
	"math"
	"math/cmplx"

	"gonum.org/v1/gonum/mat"
)

// Linearised returns the matrix that moves small perturbations of a closed loop
// of C classes by one epoch near an equilibrium with the given slopes (nats per
// unit of ln p) and shares, γ = 0. Its state has C blocks of 2+Delay values, class
// by class: the class's M₋, then H₋, then M₋ one, two, … epochs earlier.
//
//	H_t = (1−λ)H_{t−1} − λη S(I−1pᵀ) M_{t−1−d},   M_t = βM_{t−1} + (1−β)H_t
func Linearised(plant Plant, eta, beta float64, slopes, shares []float64) *mat.Dense {
	classes, block := len(slopes), 2+plant.Delay
	if classes == 0 || len(shares) != classes {
		panic("loop: slopes and shares of different or zero length")
	}
	system := mat.NewDense(classes*block, classes*block, nil)
	seen := 0 // place of the M that the entropy answers to
	if plant.Delay > 0 {
		seen = block - 1
	}
	for c := range classes {
		average, entropy := c*block, c*block+1
		answer := func(row int, factor float64) {
			system.Set(row, entropy, factor*(1-plant.Lag))
			for k := range classes {
				slope := -slopes[c] * -shares[k]
				if k == c {
					slope -= slopes[c]
				}
				column := k*block + seen
				system.Set(row, column, system.At(row, column)+factor*plant.Lag*eta*slope)
			}
		}
		answer(entropy, 1)
		system.Set(average, average, beta)
		answer(average, 1-beta)
		for age := 1; age <= plant.Delay; age++ {
			previous := average
			if age > 1 {
				previous = average + age
			}
			system.Set(average+age+1, previous, 1)
		}
	}
	return system
}

// MatrixSpectralRadius returns the largest modulus of the eigenvalues of a
// square matrix of finite numbers.
func MatrixSpectralRadius(a mat.Matrix) float64 {
	var eigen mat.Eigen
	if !eigen.Factorize(a, mat.EigenNone) {
		panic("loop: eigenvalues do not converge; the matrix must be finite")
	}
	var radius float64
	for _, root := range eigen.Values(nil) {
		radius = math.Max(radius, cmplx.Abs(root))
	}
	return radius
}
