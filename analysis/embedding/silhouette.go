package embedding

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"
)

// Silhouette returns the mean silhouette of N points (Rousseeuw, 1987): for each,
// (b − a)/max(a, b) in [−1, 1], where a is its mean distance to the others of its class
// and b that to the nearest other class; 0 for a class of one point. Features have
// shape (N, d), labels are N. It is NaN with less than two classes, and panics if the
// numbers differ.
func Silhouette(features []float64, d int, labels []int) float64 {
	matrix(features, d)
	n := len(features) / d
	if len(labels) != n {
		panic(fmt.Sprintf("embedding: %d labels of %d points", len(labels), n))
	}
	count := map[int]int{}
	for _, label := range labels {
		count[label]++
	}
	if len(count) < 2 {
		return math.NaN()
	}
	total := 0.0
	for i := range n {
		sums := map[int]float64{}
		for j := range n {
			sums[labels[j]] += floats.Distance(features[i*d:(i+1)*d], features[j*d:(j+1)*d], 2)
		}
		own := labels[i]
		if count[own] < 2 {
			continue
		}
		a, b := sums[own]/float64(count[own]-1), math.Inf(1)
		for label, sum := range sums {
			if label != own {
				b = math.Min(b, sum/float64(count[label]))
			}
		}
		if most := math.Max(a, b); most > 0 {
			total += (b - a) / most
		}
	}
	return total / float64(n)
}
