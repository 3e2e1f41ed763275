package blas_test

import (
	"fmt"

	"aeed/internal/blas"
)

func Example() {
	a := []float32{1, 2, 3, 4, 5, 6} // 2×3
	b := []float32{1, 0, 0, 1, 1, 1} // 3×2
	c := make([]float32, 4)
	blas.Open().Sgemm(false, false, 2, 2, 3, 1, a, 3, b, 2, 0, c, 2)
	fmt.Println(c)
	// Output: [4 5 10 11]
}

// Aᵀ·A of a matrix whose rows are three apart, added to twice C.
func ExampleLibrary_Sgemm() {
	a := []float32{1, 2, 0, 3, 4, 0}
	c := []float32{1, 0, 0, 1}
	blas.Open().Sgemm(true, false, 2, 2, 2, 1, a, 3, a, 3, 2, c, 2)
	fmt.Println(c)
	// Output: [12 14 14 22]
}
