package ref_test

import (
	"math"
	"testing"

	"aeed/train/device/conformance"
	"aeed/train/device/ref"
)

// TestFiniteDifferences compares every gradient of every operation, with respect to
// all that it reads and to its parameters, with the central difference of
// Σ output·(random gradient that comes in).
func TestFiniteDifferences(t *testing.T) {
	for _, o := range conformance.Operations() {
		for _, s := range small(true) {
			c := o.Case(s)
			result := execute(t, c)
			for _, g := range result.Gradients {
				for _, in := range c.Inputs {
					if in.View == c.Of(g.View) {
						compareSlope(t, o.Name, s, "an input", g.Values, slopes(c, in.Values))
					}
				}
			}
			compareSlope(t, o.Name, s, "the parameters", result.Parameters, slopes(c, c.Parameters))
		}
	}
}

func compareSlope(t *testing.T, name string, s conformance.Shape, of string, got, want []float64) {
	t.Helper()
	if d := away(got, want); d > 1e-6 {
		t.Errorf("%s of %#v: the gradient of %s is %.3g away from the slope", name, s, of, d)
	}
}

// slopes returns the derivative of the loss with respect to each of the numbers,
// which belong to the case; it is 0 for those of no operation.
func slopes(c *conformance.Case, numbers []float64) []float64 {
	const step = 1e-5
	d := make([]float64, len(numbers))
	for i, x := range numbers {
		if math.IsNaN(x) {
			continue
		}
		numbers[i] = x + step
		after := loss(c)
		numbers[i] = x - step
		d[i] = (after - loss(c)) / (2 * step)
		numbers[i] = x
	}
	return d
}

func loss(c *conformance.Case) float64 {
	outputs, sum := c.Forward(ref.New()), 0.0
	for _, received := range c.Received {
		for _, y := range outputs {
			if y.View == c.Of(received.View) {
				for i, g := range received.Values {
					sum += g * y.Values[i]
				}
			}
		}
	}
	return sum
}
