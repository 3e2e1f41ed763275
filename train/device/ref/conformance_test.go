package ref_test

import (
	"math"
	"slices"
	"testing"

	"aeed/train/device/conformance"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// TestConformance runs the suite on the device that it compares others with, for
// what doesn't need another: poisoned buffers, repeated steps, absent bodies, misuse.
func TestConformance(t *testing.T) { conformance.Run(t, ref.New()) }

// small are shapes of few numbers that reach every case of the operations.
func small(training bool) []conformance.Shape {
	var shapes []conformance.Shape
	for i := range 6 {
		shapes = append(shapes, conformance.Shape{
			Clips: 2 + i%2, Bodies: 1 + i%2, Absent: uint(i * 13), Frames: 3 + i%4, Joints: 2 + i%3, In: 1 + i%3, Out: 1 + i%2,
			Kernel: 1 + 2*(i%3), Stride: 1 + i/2%3, Dilation: 1 + i/3%2, Subsets: 1 + i%3, Left: i % 2, Right: i % 3,
			Residual: i%2 == 0, Rectify: i%4 < 2, Shared: i%3 == 0, Training: training, Seed: int64(i),
		})
	}
	return shapes
}

// execute runs a case on the reference.
func execute(t *testing.T, c *conformance.Case) *conformance.Result {
	t.Helper()
	r, err := c.Execute(ref.New())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// find returns the numbers of a view.
func find(matrices []conformance.Matrix, v program.View) conformance.Matrix {
	return matrices[slices.IndexFunc(matrices, func(m conformance.Matrix) bool { return m.View == v })]
}

// operation returns the forward operation of a type.
func operation[T program.Operation](c *conformance.Case) T {
	for _, op := range c.Program.Operations[program.Forward] {
		if o, is := op.(T); is {
			return o
		}
	}
	panic("the program has no such operation")
}

// away returns ‖got − want‖ / ‖want‖.
func away(got, want []float64) float64 {
	difference, norm := 0.0, 0.0
	for i, w := range want {
		difference += (got[i] - w) * (got[i] - w)
		norm += w * w
	}
	return math.Sqrt(difference / norm)
}
