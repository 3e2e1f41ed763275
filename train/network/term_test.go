package network

import (
	"fmt"
	"math"
	"testing"
)

// Clips 0 and 1 of classes 0 and 2: 3/4 of the first, of weight 2, and 1/4 of the
// second, of weight 0.4, weigh 1.6; half of each weighs 1.2.
func TestBlend(t *testing.T) {
	targets, weights := blend([]int{0, 2}, []int{1, 0}, []float64{0.75, 0.5}, []float64{2, 1, 0.4})
	if want := []float64{0.75, 0, 0.25, 0.5, 0, 0.5}; fmt.Sprint(targets) != fmt.Sprint(want) {
		t.Errorf("targets %g, want %g", targets, want)
	}
	if math.Abs(weights[0]-1.6) > 1e-15 || math.Abs(weights[1]-1.2) > 1e-15 {
		t.Errorf("weights %g", weights)
	}
}
