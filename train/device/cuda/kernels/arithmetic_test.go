package kernels_test

import (
	"slices"
	"testing"

	"aeed/train/device/conformance"
	"aeed/train/device/cuda/kernels"
	"aeed/train/device/ref"
)

// Products of each arithmetic are as near to the reference as its rounding allows,
// and no nearer: that would be another arithmetic.
func TestArithmetics(t *testing.T) {
	shapes := []conformance.Shape{
		{Clips: 2, Bodies: 2, Absent: 2, Frames: 13, Joints: 11, In: 70, Out: 33, Kernel: 5, Stride: 2, Dilation: 2, Training: true, Seed: 1},
		{Clips: 1, Bodies: 1, Frames: 9, Joints: 17, In: 19, Out: 66, Kernel: 1, Stride: 1, Dilation: 1, Left: 3, Right: 2, Shared: true, Training: true, Seed: 2},
	}
	for _, a := range []struct {
		kernels.Arithmetic
		least, most float64
	}{
		{kernels.Float32, 0, 1e-5},
		{kernels.TF32, 1e-5, 1e-3},
		{kernels.BF16, 1e-4, 1e-2},
	} {
		t.Run(string(a.Arithmetic), func(t *testing.T) {
			inBothOrders(t, func(t *testing.T) {
				d := emulatedDevice{library: emulated(t), arithmetic: a.Arithmetic}
				for _, name := range []string{"Convolution", "Topology"} {
					for _, s := range shapes {
						c := conformance.Find(name).Case(s)
						want, err := c.Execute(ref.New())
						if err != nil {
							t.Fatal(err)
						}
						got, err := c.Execute(d)
						if err != nil {
							t.Fatal(err)
						}
						between(t, name+", output", outputOf(c, got), outputOf(c, want), a.least, a.most)
						for i, g := range want.Gradients {
							between(t, name+", gradient of an input", got.Gradients[i].Values, g.Values, a.least, a.most)
						}
						between(t, name+", gradient of the parameters", inSlots(got.Parameters, c.Parameters), inSlots(want.Parameters, c.Parameters), a.least, a.most)
					}
				}
			})
		})
	}
}

// outputOf returns y.
func outputOf(c *conformance.Case, r *conformance.Result) []float64 {
	y := c.Program.Find("y")
	return r.Outputs[slices.IndexFunc(r.Outputs, func(m conformance.Matrix) bool { return m.View.Buffer == y })].Values
}

// inSlots returns the numbers where there are parameters.
func inSlots(numbers, parameters []float64) (inside []float64) {
	for i, p := range parameters {
		if p == p {
			inside = append(inside, numbers[i])
		}
	}
	return inside
}

func between(t *testing.T, what string, got, want []float64, least, most float64) {
	t.Helper()
	if d := distance(got, want); !(d >= least && d <= most) {
		t.Errorf("%s is off by %.3g of its size, and should be by %.3g to %.3g", what, d, least, most)
	}
}
