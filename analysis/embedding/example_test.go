package embedding_test

import (
	"fmt"

	"aeed/analysis/embedding"
)

// Four points on a line through three dimensions.
func ExamplePCA() {
	points, shares := embedding.PCA([]float64{0, 0, 0, 1, 1, 0, 2, 2, 0, 3, 3, 0}, 3)
	fmt.Printf("%.2f %.2f %.0f%%\n", points[0][0], points[3][0], 100*shares[0])
	// Output: -2.12 2.12 100%
}
