package gemm_test

import (
	"fmt"

	"aeed/internal/gemm"
)

func Example() {
	a := []float32{1, 2, 3, 4, 5, 6} // 2×3
	b := []float32{1, 0, 0, 1, 1, 1} // 3×2
	c := make([]float32, 4)
	gemm.Multiply(false, false, 2, 2, 3, 1, a, 3, b, 2, 0, c, 2)
	fmt.Println(c)
	// Output: [4 5 10 11]
}

// Aᵀ·A of a matrix whose rows are three apart, added to twice C.
func ExampleMultiply() {
	a := []float32{1, 2, 0, 3, 4, 0}
	c := []float32{1, 0, 0, 1}
	gemm.Multiply(true, false, 2, 2, 2, 1, a, 3, a, 3, 2, c, 2)
	fmt.Println(c)
	// Output: [12 14 14 22]
}

// A layer with 2 inputs and 3 outputs, on the rows of two clips.
func ExamplePacked() {
	weights := []float32{1, 0, 0, 1, 1, 1} // outputs×inputs
	bias := []float32{0, 10, 20}
	var layer gemm.Packed
	layer.PackB(true, 3, 2, weights, 2)
	for _, x := range [][]float32{{1, 2, 3, 4}, {5, 6, 7, 8}} {
		y := make([]float32, 2*3)
		layer.Multiply(false, 2, 1, x, 2, 0, y, 3, bias)
		fmt.Println(y)
	}
	// Output:
	// [1 12 23 3 14 27]
	// [5 16 31 7 18 35]
}
