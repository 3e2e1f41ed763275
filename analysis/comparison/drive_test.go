package comparison

import (
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/sim"
)

// ln w = 2 + 0.8·ηM_c is found, and what is explained by it.
func TestDriveRegression(t *testing.T) {
	r := simulated(t, 7, 15, nil)
	p, _ := r.Header.Parameters()
	for class := range r.Header.Classes {
		_, smoothed := smoothedEntropy(&r, class)
		r.Epochs[14].Classes[class].NextWeight = math.Exp(2 + 0.8*p.Eta*smoothed)
	}
	d := drive(&r, p)
	near(t, "slope", float64(d.Absolute.Slope), 0.8, 1e-9)
	near(t, "intercept", float64(d.Absolute.Intercept), 2, 1e-9)
	near(t, "share", float64(d.Absolute.Share), 1, 1e-9)
	if !(d.Change.Share < 1-1e-6) {
		t.Errorf("the change explains %g too", d.Change.Share)
	}
}

// M is the moving average of the entropies, and the frozen epochs of a class are not
// in it.
func TestSmoothedEntropy(t *testing.T) {
	nan := math.NaN()
	entropies := []float64{nan, 0.6, 0.2, nan, 0.4}
	var rows [][]float64
	for _, h := range entropies {
		rows = append(rows, []float64{h, 0.1})
	}
	p := dynamics.DefaultParameters()
	r := recorded(t, p, []int{3, 3}, rows)
	first, smoothed := smoothedEntropy(&r, 0)
	want := 0.6
	for _, h := range []float64{0.2, 0.4} {
		want = p.Beta*want + (1-p.Beta)*h
	}
	if first != 0.6 {
		t.Errorf("first %g", first)
	}
	near(t, "M", smoothed, want, 1e-15)
	never := recorded(t, p, []int{3, 3}, [][]float64{{nan, 0.1}, {nan, 0.2}})
	if first, _ := smoothedEntropy(&never, 0); !math.IsNaN(first) {
		t.Errorf("an unseen class has the entropy %g", first)
	}
}

// The scale is the geometric mean; at rest it is that of constant entropies, to the
// bit.
func TestCommonScale(t *testing.T) {
	still := simulated(t, 4, 30, func(s *sim.Scenario, _ *dynamics.Parameters) {
		s.Source, s.Noise = sim.Open{Signal: sim.Constant{Level: 0.5}}, 0
	})
	d := compared(t, still, fast()).Drive
	near(t, "at rest", float64(d.CommonScale), float64(d.AtRest), 1e-15)
	if d.RelativeMin != d.RelativeMax || !math.IsNaN(float64(d.Absolute.Slope)) {
		t.Errorf("%+v", d)
	}
	moving := simulated(t, 4, 30, nil)
	d = compared(t, moving, fast()).Drive
	product := 1.0
	for _, record := range moving.Epochs[29].Classes {
		product *= record.NextWeight
	}
	near(t, "scale", float64(d.CommonScale), math.Pow(product, 0.25), 1e-12)
	if !(d.CommonScale < d.AtRest && d.RelativeMin < 1 && d.RelativeMax > 1) {
		t.Errorf("%+v", d)
	}
	if len(d.series.scale) != 31 || d.series.scale[0] != 1 || len(d.series.rest) != 31 {
		t.Errorf("%d epochs of the scale, %d at rest", len(d.series.scale), len(d.series.rest))
	}
}

// The theory's plant: the change explains nearly all of the weights (theorem 3, up to
// second order).
func TestChangeDrivesThePlant(t *testing.T) {
	s := sim.Scenario{Sizes: sim.LongTailed(60, 60_000, 60), Source: sim.Hill{Alpha: 1, Lag: 0.1, Capacity: 0.3}, Epochs: 100}
	r, err := Simulate(&s, dynamics.DefaultParameters())
	if err != nil {
		t.Fatal(err)
	}
	d := compared(t, r, fast()).Drive
	if !(d.Change.Share > 0.997 && d.Absolute.Share > 0.98) {
		t.Errorf("shares %g, %g", d.Change.Share, d.Absolute.Share)
	}
	near(t, "slope after 100 epochs", float64(d.Change.Slope), 0.69, 0.03)
}

func TestNegativeWeightsHaveNoScale(t *testing.T) {
	r := simulated(t, 4, 10, nil)
	r.Epochs[4].Classes[1].Weight = -1
	if d := compared(t, r, fast()).Drive; !math.IsNaN(d.series.scale[4]) || math.IsNaN(float64(d.CommonScale)) {
		t.Errorf("%+v", d.series.scale)
	}
}

// The share is R², whatever the sign of the slope.
func TestRegress(t *testing.T) {
	r := regress([]float64{1, 2, 3, 4}, []float64{4, 1, 2, 0})
	near(t, "slope", float64(r.Slope), -1.1, 1e-12)
	near(t, "intercept", float64(r.Intercept), 4.5, 1e-12)
	near(t, "share", float64(r.Share), 1-2.7/8.75, 1e-12)
	for name, y := range map[string][]float64{"constant": {1, 1, 1, 1}, "two": {1, 2}} {
		if r := regress([]float64{1, 2, 3, 4}[:len(y)], y); !math.IsNaN(float64(r.Share)) {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
