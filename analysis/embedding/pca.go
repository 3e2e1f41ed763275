package embedding

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// matrix returns features, shape (N, D), as a matrix; it panics if they have not d
// columns.
func matrix(features []float64, d int) *mat.Dense {
	if d < 1 || len(features) == 0 || len(features)%d != 0 {
		panic(fmt.Sprintf("embedding: %d features are not rows of %d", len(features), d))
	}
	return mat.NewDense(len(features)/d, d, features)
}

// PCA returns the places of N points in the plane of their two directions of greatest
// variance, and the shares of the variance along them. Features have shape (N, d). The
// sign of a direction makes its largest coefficient positive. One dimension, one point
// or points that are all the same leave coordinates zero.
func PCA(features []float64, d int) (points [][2]float64, shares [2]float64) {
	x := matrix(features, d)
	n, _ := x.Dims()
	points = make([][2]float64, n)
	var components stat.PC
	if n < 2 || !components.PrincipalComponents(x, nil) {
		return points, shares
	}
	var directions mat.Dense
	components.VectorsTo(&directions)
	variances := components.VarsTo(nil)
	total := 0.0
	for _, v := range variances {
		total += v
	}
	mean := make([]float64, d)
	for j := range mean {
		mean[j] = stat.Mean(mat.Col(nil, j, x), nil)
	}
	for axis := range min(2, len(variances)) {
		if !(variances[axis] > 1e-12*total) {
			break
		}
		shares[axis] = variances[axis] / total
		direction := oriented(mat.Col(nil, axis, &directions))
		for i := range points {
			for j, c := range direction {
				points[i][axis] += c * (x.At(i, j) - mean[j])
			}
		}
	}
	return points, shares
}

// oriented returns a direction with its largest coefficient positive.
func oriented(direction []float64) []float64 {
	largest := 0.0
	for _, c := range direction {
		if c*c > largest*largest {
			largest = c
		}
	}
	if largest < 0 {
		for j := range direction {
			direction[j] = -direction[j]
		}
	}
	return direction
}
