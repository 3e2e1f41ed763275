package objective_test

import (
	"fmt"
	"math"

	"aeed/train/objective"
)

// One AEED step on two clips that are mixed with each other. The network is sure of
// the first, less so of the second, and takes the mixed clips for something between.
func Example() {
	pairs := objective.Pairs{
		Labels:     []int{0, 1},
		Partner:    []int{1, 0},
		NicheWidth: []float64{0.5, 2}, // class 1 has become dear
		Epsilon:    objective.Epsilon,
	}
	clean := pairs.Clean([]float64{math.Log(9), 0, 0, math.Log(3)})
	loss := pairs.Mixed(clean, []float64{0.4, 0, 0.4, 0})
	fmt.Printf("semantic ratio %.3f\n", loss.SemanticRatio)
	fmt.Printf("mixed weight   %.3f\n", loss.MixedWeight)
	fmt.Printf("entropy        %.3f nats\n", clean.Entropy)
	fmt.Printf("loss           %.3f, mean %.3f\n", loss.PerClip, loss.Mean)
	// Output:
	// semantic ratio [0.536 0.464]
	// mixed weight   [1.303 1.303]
	// entropy        [0.325 0.562] nats
	// loss           [1.001 1.523], mean 1.262
}

// The cross-entropy of one clip of three classes, and what would lower it.
func ExampleCrossEntropy() {
	l := objective.CrossEntropy([]float64{0, math.Log(2), math.Log(5)}, objective.OneHot([]int{1}, 3), []float64{1})
	fmt.Printf("%.3f nats, gradient %.3f\n", l.Mean, l.Gradient)
	// Output:
	// 1.386 nats, gradient [0.125 -0.750 0.625]
}
