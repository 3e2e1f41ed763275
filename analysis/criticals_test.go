package analysis

import (
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/loop"
	"aeed/proofs"
)

// The published critical gains at β = 0.9, over delays and lags.
func TestCriticalGains(t *testing.T) {
	for _, c := range []struct {
		delay int
		lag   float64
		gain  float64
	}{
		{2, 0.05, 15.1}, {2, 0.1, 10.0}, {2, 0.3, 6.8}, {2, 1, 6.5},
		{5, 0.05, 6.5}, {5, 0.1, 4.5}, {5, 0.3, 3.3}, {5, 1, 3.4},
		{10, 0.05, 3.7}, {10, 0.1, 2.6}, {10, 0.3, 2.1}, {10, 1, 2.1},
	} {
		s := DefaultCriticals()
		s.Plant.Lag = c.lag
		d := Criticals(s)
		at := d.Curves[2]
		if at.Beta != 0.9 {
			t.Fatalf("β = %v", at.Beta)
		}
		near(t, "gain", at.Eta[c.delay]*s.Plant.MaxSlope(60), c.gain, 0.051)

		g := proofs.DefaultSetting()
		g.Plant = loop.Plant{Alpha: 2, Lag: c.lag, Delay: c.delay}
		m := GainMap(g)
		near(t, "gain of the map", m.Values[nearest(m.Y, c.lag)][90], c.gain, 0.03*c.gain) // between two lags of the grid
	}
}

func TestCriticals(t *testing.T) {
	d := Criticals(DefaultCriticals())
	at := d.Curves[2]
	for _, c := range []struct {
		delay       int
		eta, period float64
	}{{1, 6.0, 9.8}, {2, 3.3, 14.1}, {5, 1.6, 24.0}} {
		near(t, "η_crit", at.Eta[c.delay], c.eta, 0.05)
		near(t, "period", at.Period[c.delay], c.period, 0.05)
	}
	for _, curve := range d.Curves {
		near(t, "flip", curve.Period[0], 2, 1e-12)
		for delay, eta := range curve.Eta {
			if eta < d.SmallGain || delay > 0 && curve.Period[delay] <= 2 {
				t.Errorf("β = %v, d = %d: η_crit = %v, period %v", curve.Beta, delay, eta, curve.Period[delay])
			}
		}
	}
	s := DefaultCriticals()
	s.Plant.Lag = 1
	near(t, "η_crit at β = 0, λ = 1, d = 0", Criticals(s).Curves[0].Eta[0], 0.49, 0.005)
}

// No gain of any map is below the small-gain bound.
func TestGainMapIsAboveOne(t *testing.T) {
	for _, delay := range []int{0, 1, 2, 50, 1000} {
		s := proofs.DefaultSetting()
		s.Plant.Delay = delay
		for _, row := range GainMap(s).Values {
			for _, gain := range row {
				if !(gain >= 1-1e-9) {
					t.Fatalf("d = %d: gain %v", delay, gain)
				}
			}
		}
	}
}

// The growth of small perturbations is that of the linear theory, the thresholds
// too, and the long run is what is known of it: at d = 5 no oscillation at
// 1.1·η_crit and one of 4.4 nats at 2·η_crit.
func TestOnset(t *testing.T) {
	d := Onset(DefaultOnset())
	for _, delay := range d.Delays {
		for i, ratio := range d.Ratio {
			near(t, "growth rate", delay.Growth[i], delay.Predicted[i], 2e-4)
			if math.Abs(ratio-1) > 0.05 && (delay.Growth[i] > 0) != (ratio > 1) {
				t.Errorf("d = %d, η/η_crit = %v: growth rate %v", delay.Delay, ratio, delay.Growth[i])
			}
		}
	}
	swing := d.Delays[2].Swing
	near(t, "swing at 1.1·η_crit", swing[nearest(d.Ratio, 1.1)], 0, 1e-9)
	near(t, "swing at 2·η_crit", swing[nearest(d.Ratio, 2)], 4.4, 0.05)
}

// The paper's timing, d = 0, begins with a flip; no clip and no smoothing are
// fine too.
func TestOnsetOfOtherLoops(t *testing.T) {
	s := DefaultOnset()
	s.Delays, s.Points, s.Epochs, s.From, s.To = []int{0, 3}, 3, 100, 0.9, 1.1
	s.Parameters.Clip = dynamics.Unclipped()
	for _, beta := range []float64{0, 0.9} {
		s.Parameters.Beta = beta
		for _, delay := range Onset(s).Delays {
			near(t, "growth rate at the threshold", delay.Growth[1], 0, 1e-3)
			near(t, "growth rate above", delay.Growth[2], delay.Predicted[2], 2e-3)
		}
	}
	s.Parameters.Gamma = 10
	if swing := Onset(s).Delays[0].Swing[0]; !math.IsNaN(swing) {
		t.Errorf("weights that turn negative swing by %v", swing)
	}
}
