package conformance

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/floats"

	"aeed/train/device"
	"aeed/train/device/ref"
)

// A tolerance is what a device may differ by from the reference, as the ratio of
// norms ‖difference‖ / ‖reference‖.
type tolerance struct {
	operation float64
	outputs   float64 // of a network, and its running statistics
	// gradients of a network: in float32 a few rectifiers and max pools decide
	// otherwise than in float64, and those decisions dominate.
	gradients float64
}

// toleranceOf returns that of a device's precision.
func toleranceOf(d device.Device) tolerance {
	switch d.Precision() {
	case "float64":
		return tolerance{1e-12, 1e-12, 1e-12}
	case "float32":
		return tolerance{1e-5, 1e-5, 2e-2}
	}
	panic(fmt.Sprintf("conformance: a device of precision %q", d.Precision()))
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
	return c.compare(got, want, toleranceOf(d).operation)
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
