package conformance

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"aeed/train/device"
	"aeed/train/device/ref"
)

// A tolerance is what a device may differ by from the reference: a ratio of norms
// ‖difference‖ / ‖reference‖, but for the cosine.
type tolerance struct {
	operation float64 // of one that multiplies no matrices
	product   float64 // of one that does
	outputs   float64 // of a network, and its running statistics
	// gradient is that of all of a network's parameters as one vector, and cosine the
	// least one of its angle with the reference's: a few rectifiers and max pools decide
	// otherwise than in float64, and those decisions dominate.
	gradient, cosine float64
}

// tolerances are those of the precisions. Where the operands of products are rounded, a
// network's outputs have room for three products: a path through it has about nine, and
// what rounding does to them adds up like its root. The gradient has room for 1.5 times
// what such rounding does to that of the published network in float64, a ratio of 0.08
// and a cosine of 0.9967 for TF32, 0.28 and 0.96 for bf16; of the cosine that is 1.5
// times its distance from 1.
var tolerances = map[string]tolerance{
	"float64": {1e-12, 1e-12, 1e-12, 1e-12, 1 - 1e-12},
	"float32": {1e-5, 1e-5, 1e-5, 2e-2, 0.9998},
	"tf32":    {1e-5, 1e-3, 3e-3, 0.12, 0.995},
	"bf16":    {1e-5, 1e-2, 3e-2, 0.42, 0.94},
}

// toleranceOf returns that of a device's precision.
func toleranceOf(d device.Device) tolerance {
	t, known := tolerances[d.Precision()]
	if !known {
		panic(fmt.Sprintf("conformance: a device of precision %q", d.Precision()))
	}
	return t
}

// tolerance returns what a device may differ by in the operation.
func (o Operation) tolerance(d device.Device) float64 {
	if o.product {
		return toleranceOf(d).product
	}
	return toleranceOf(d).operation
}

// differInGradient returns an error if a network's gradient, or what follows from it, is
// further from want, or in another direction, than the tolerance allows.
func (t tolerance) differInGradient(what string, got, want []float64) error {
	if err := differ(what, got, want, t.gradient); err != nil {
		return err
	}
	cosine := floats.Dot(got, want) / (floats.Norm(got, 2) * floats.Norm(want, 2))
	if cosine >= t.cosine {
		return nil
	}
	return fmt.Errorf("%s has another direction: the cosine is %.5f, at least %.5f is demanded", what, cosine, t.cosine)
}

// differ returns an error if got is further from want than the tolerance allows.
func differ(what string, got, want []float64, tolerance float64) error {
	difference := make([]float64, len(want))
	floats.SubTo(difference, got, want)
	d, w := floats.Norm(difference, 2), floats.Norm(want, 2)
	if d <= tolerance*w {
		return nil
	}
	worst := 0
	for i, x := range difference {
		if math.Abs(x) > math.Abs(difference[worst]) || math.IsNaN(x) {
			worst = i
		}
	}
	return fmt.Errorf("%s differs by %.3g of its norm, at most %.3g is allowed; number %d is %v and should be %v",
		what, d/w, tolerance, worst, got[worst], want[worst])
}

// Check compares what a device makes of the operation for a shape with what the
// reference makes of it. The error says what differs.
func (o Operation) Check(d device.Device, s Shape) error {
	c := o.Case(s)
	want, err := c.Execute(ref.New())
	if err != nil {
		return fmt.Errorf("the reference fails: %w", err)
	}
	got, err := c.Execute(d)
	if err != nil {
		return err
	}
	return c.compare(got, want, o.tolerance(d))
}

func (c *Case) compare(got, want *Result, tolerance float64) error {
	for _, pair := range []struct{ got, want []Matrix }{{got.Outputs, want.Outputs}, {got.Gradients, want.Gradients}} {
		for i, w := range pair.want {
			if err := differ(c.name(w.View), pair.got[i].Values, w.Values, tolerance); err != nil {
				return err
			}
		}
	}
	for _, v := range []struct {
		name      string
		got, want []float64
	}{
		{"the gradient of the parameters", got.Parameters, want.Parameters},
		{"the gradient after two backward passes", got.Twice, want.Twice},
		{"running statistics", c.mine(got.Running), c.mine(want.Running)},
	} {
		if err := differ(v.name, v.got, v.want, tolerance); err != nil {
			return err
		}
	}
	return nil
}

// mine returns the running statistics that an operation has; the others are to be
// NaN still, which a zero stands for.
func (c *Case) mine(running []float64) []float64 {
	values := make([]float64, len(running))
	for i, x := range running {
		if !math.IsNaN(c.Running[i]) || !math.IsNaN(x) {
			values[i] = x
		}
	}
	return values
}
