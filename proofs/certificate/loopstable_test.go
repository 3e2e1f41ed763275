package certificate_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"aeed/dynamics/loop"
	"aeed/proofs/certificate"
)

func region(delay int, gain string) certificate.Region {
	return certificate.Region{delay, [2]string{"0", gain}, [2]string{"0.8", "0.95"}, [2]string{"0.1", "0.5"}}
}

// The regions reach to within 5% of the smallest critical gain in them, and
// every loop in a box has its roots inside the circle.
func TestLoopStable(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for delay, gain := range []string{"26.9", "5.99", "3.6", "2.7", "2.25", "1.9", "0.999"} {
		c, err := certificate.LoopStable(region(delay, gain), certificate.Budget{})
		must(t, c, err)
		if critical := loop.CriticalGain(0.5, 0.8, delay).Gain; delay < 6 && number(gain) < 0.95*critical {
			t.Errorf("d = %d: gain %s, critical %g", delay, gain, critical)
		}
		boxes, err := certificate.Boxes(c)
		if err != nil {
			t.Fatal(err)
		}
		volume := 0.0
		for _, b := range boxes {
			volume += (b.Gain[1] - b.Gain[0]) * (b.Beta[1] - b.Beta[0]) * (b.Lag[1] - b.Lag[0])
			within := func(r [2]float64) float64 { return r[0] + (r[1]-r[0])*random.Float64() }
			polynomial := loop.Polynomial(within(b.Gain), within(b.Lag), within(b.Beta), delay)
			if radius := loop.SpectralRadius(polynomial); radius >= 1 {
				t.Fatalf("d = %d: spectral radius %g in %v", delay, radius, b)
			}
		}
		if whole := number(gain) * 0.15 * 0.4; volume < whole*(1-1e-9) || volume > whole*(1+1e-9) {
			t.Errorf("d = %d: the boxes fill %g of %g", delay, volume, whole)
		}
	}
}

func TestLoopStableRefuses(t *testing.T) {
	for _, c := range []struct {
		region certificate.Region
		budget certificate.Budget
		want   string
	}{
		{region(2, "3.8"), certificate.Budget{}, "critical gain"},
		{region(5, "1.5"), certificate.Budget{Boxes: 10}, "more boxes"},
		{region(-1, "1"), certificate.Budget{}, "delay"},
		{certificate.Region{1, [2]string{"1", "0"}, [2]string{"0", "0.5"}, [2]string{"0.1", "1"}}, certificate.Budget{}, "lower first"},
		{certificate.Region{1, [2]string{"0", "1"}, [2]string{"0", "1"}, [2]string{"0.1", "1"}}, certificate.Budget{}, "beta < 1"},
		{certificate.Region{1, [2]string{"0", "1"}, [2]string{"0", "0.5"}, [2]string{"0", "1"}}, certificate.Budget{}, "0 < lag"},
		{certificate.Region{1, [2]string{"0", "x"}, [2]string{"0", "0.5"}, [2]string{"0", "1"}}, certificate.Budget{}, "gain"},
	} {
		if _, err := certificate.LoopStable(c.region, c.budget); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error about %q", c.region, err, c.want)
		}
	}
}

func TestBoxesRefuses(t *testing.T) {
	c, err := certificate.LoopStable(region(1, "1"), certificate.Budget{})
	must(t, c, err)
	c.Params["beta"] = []string{"0"}
	if _, err := certificate.Boxes(c); err == nil {
		t.Error("a range of one end")
	}
	c.Params["beta"] = []string{"0", "?"}
	if _, err := certificate.Boxes(c); err == nil {
		t.Error("no number")
	}
	c.Quantity = "sup_weight"
	if _, err := certificate.Boxes(c); err == nil {
		t.Error("boxes of a weight")
	}
}
