package kernel_test

import (
	"fmt"

	"aeed/train/device/cpu/kernel"
)

// Two channels side by side, each a product of a 1×2 matrix and a 2×1 matrix.
func ExampleContraction() {
	out := make([]float32, 2)
	k := kernel.Contraction{
		I: 1, J: 1, R: 2, Columns: 2,
		Out: out,
		P:   []float32{1, 10, 2, 20}, PR: 2,
		Q: []float32{3, 3, 4, 4}, QR: 2,
	}
	k.Run()
	fmt.Println(out)
	// Output: [11 110]
}

// A batch norm of two rows, with a rectifier.
func ExampleNormalisation() {
	x, y := []float32{1, 2, 3, 4}, make([]float32, 4)
	n := kernel.Normalisation{Rows: 2, X: x, XStride: 2, Y: y, YStride: 2, Scale: []float32{1, 1}, Shift: []float32{-2, -3}, Rectify: true}
	n.Run()
	fmt.Println(y)
	// Output: [0 0 1 1]
}

// The sums of the first two columns of three.
func ExampleColumnSums() {
	sums := make([]float32, 2)
	kernel.ColumnSums(2, []float32{1, 2, 3, 4, 5, 6}, 3, sums)
	fmt.Println(sums)
	// Output: [5 7]
}

// The differences of all pairs of joints, of one channel.
func ExampleTanhDifference() {
	joints := []float32{0, 20}
	relation := make([]float32, 4)
	for u := range joints {
		kernel.TanhDifference(2, relation[2*u:], 1, joints[u:][:1], joints, 1)
	}
	fmt.Println(relation)
	// Output: [0 -1 1 0]
}
