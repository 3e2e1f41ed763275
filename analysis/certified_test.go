package analysis

import (
	"testing"

	"aeed/dynamics/loop"
	"aeed/proofs"
)

// No certified box may reach above the critical gain, and no loop that is seen to
// oscillate may lie in one: simulation, closed form and certificate agree.
func TestCertifiedBoxesAgreeWithSimulation(t *testing.T) {
	for _, delay := range []int{0, 1, 4} {
		s := proofs.DefaultSetting()
		s.Plant.Delay = delay
		d, err := CertifiedBoxes(s)
		if err != nil {
			t.Fatal(err)
		}
		if delay == 0 {
			delay = certifiedDelay
		}
		for _, b := range d.Boxes {
			for _, beta := range b.X {
				if critical := loop.CriticalGain(s.Plant.Lag, beta, delay).Gain; b.Y[1] > critical {
					t.Fatalf("d = %d: a box at β = %g reaches gain %g, beyond %g", delay, beta, b.Y[1], critical)
				}
			}
			for i, beta := range d.Oscillates.X {
				if gain := d.Oscillates.Y[i]; b.X[0] <= beta && beta <= b.X[1] && gain <= b.Y[1] {
					t.Errorf("d = %d: the loop at β = %g, gain %g oscillates inside a certified box", delay, beta, gain)
				}
			}
		}
		for i, beta := range d.Settles.X {
			if gain, critical := d.Settles.Y[i], loop.CriticalGain(s.Plant.Lag, beta, delay).Gain; gain > 1.01*critical {
				t.Errorf("d = %d: the loop at β = %g settles at gain %g, beyond %g", delay, beta, gain, critical)
			}
		}
		if len(d.Boxes) < 24 || len(d.Settles.X) < 100 || len(d.Oscillates.X) < 100 {
			t.Errorf("d = %d: %d boxes, %d loops settle, %d oscillate", delay, len(d.Boxes), len(d.Settles.X), len(d.Oscillates.X))
		}
	}
}
