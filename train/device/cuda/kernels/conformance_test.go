package kernels_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"aeed/train/device/conformance"
	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
)

// The suite of every device: each operation for random shapes beside the reference,
// buffers and scratch poisoned; networks; descent; bit for bit the same again.
func TestConformance(t *testing.T) {
	for _, a := range kernels.Arithmetics() {
		t.Run(string(a), func(t *testing.T) { conformance.Run(t, emulatedDevice{library: emulated(t), arithmetic: a}) })
	}
}

// Kernels give the same bits in whatever order their threads run: none of them races,
// and no sum depends on who comes first.
func TestOrders(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	for _, a := range kernels.Arithmetics() {
		d := emulatedDevice{library: emulated(t), arithmetic: a}
		for _, operation := range conformance.Operations() {
			for range 4 {
				s := conformance.Shape{
					Clips: 1 + random.IntN(3), Bodies: 1 + random.IntN(2), Absent: uint(random.IntN(64)), Frames: 1 + random.IntN(13), Joints: 1 + random.IntN(26),
					In: 1 + random.IntN(70), Out: 1 + random.IntN(70), Kernel: 1 + 2*random.IntN(3), Stride: 1 + random.IntN(3), Dilation: 1 + random.IntN(2),
					Subsets: 1 + random.IntN(3), Left: random.IntN(4), Residual: true, Rectify: true, Shared: true, Training: true, Seed: random.Int64(),
				}
				c := operation.Case(s)
				forward := bits(t, c, d)
				emulator.SetOrder(emulator.Reverse)
				reverse := bits(t, c, d)
				emulator.SetOrder(emulator.Forward)
				if !slices.Equal(forward, reverse) {
					t.Errorf("%s, %s, of %#v differs with the order of threads", operation.Name, a, s)
				}
			}
		}
	}
}

// bits returns those of all that a device makes of a case.
func bits(t *testing.T, c *conformance.Case, d emulatedDevice) (all []uint64) {
	r, err := c.Execute(d)
	if err != nil {
		t.Fatal(err)
	}
	numbers := [][]float64{r.Parameters, r.Twice, r.Running}
	for _, m := range slices.Concat(r.Outputs, r.Gradients) {
		numbers = append(numbers, m.Values)
	}
	for _, x := range slices.Concat(numbers...) {
		all = append(all, math.Float64bits(x))
	}
	return all
}
