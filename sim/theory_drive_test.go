package sim_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// driven returns the parameters and the signal of a constant drive δ nats: what the
// entropy driver makes of entropies that stand still. The flow can't do it, for
// D ≡ δ asks the entropies to rise for ever.
func driven(delta, eta float64, clip dynamics.Clip) (dynamics.Parameters, sim.Signal) {
	p := dynamics.DefaultParameters()
	p.Driver, p.Eta, p.Clip = dynamics.DriveEntropy, eta, clip
	return p, sim.Constant{Level: delta / dynamics.MaxEntropy(60)}
}

// Theory 1(c): under a constant drive Eq. 4 is the logistic map of r = 1+ηδ: the
// fixed point δ/γ doubles its period at ηδ = 2, chaos follows, and from ηδ = 3 on
// the weight escapes.
func TestTheoryPeriodDoubling(t *testing.T) {
	const delta, gamma = .4, .05
	free := dynamics.Unclipped()

	p, signal := driven(delta, 1.95/delta, free)
	within(t, "weight at ηδ = 1.95", play(t, 60, signal, 2000, p)[2000], delta/gamma, 1e-9)

	p, signal = driven(delta, 2.05/delta, free)
	weights := play(t, 60, signal, 4000, p)
	r := 1 + 2.05
	for i, sign := range []float64{-1, 1} { // the 2-cycle of the logistic map, scaled
		cycle := (r + 1 + sign*math.Sqrt((r-3)*(r+1))) / (2 * p.Eta * gamma)
		within(t, "2-cycle at ηδ = 2.05", slices.Sorted(slices.Values(weights[3999:]))[i], cycle, 1e-9)
	}

	p, signal = driven(delta, 2.6/delta, free)
	var exponent float64
	weights = play(t, 60, signal, 20_000, p)
	for _, w := range weights[1000:] {
		exponent += math.Log(math.Abs(1+p.Eta*(delta-2*gamma*w))) / float64(len(weights)-1000)
	}
	if exponent < .1 { // the logistic map has .18 at r = 3.6
		t.Errorf("Lyapunov exponent %.3f at ηδ = 2.6: no chaos", exponent)
	}

	p, signal = driven(delta, 3.05/delta, free)
	escape := sim.Scenario{Sizes: alike(60, 1), Source: sim.Open{Signal: signal}, Epochs: 10_000}
	err := sim.Run(&escape, p, func(trajectory.Epoch) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "epoch ") || !strings.Contains(err.Error(), "class 0") || !strings.Contains(err.Error(), "; hint: ") {
		t.Errorf("ηδ = 3.05: error %v", err)
	}
}

// Theory 1(c): with the clip, δ > .2 pins the weight at 4, and beyond the doubling
// there are border-collision cycles.
func TestTheoryConstantDriveUnderTheClip(t *testing.T) {
	clip := dynamics.DefaultParameters().Clip
	p, signal := driven(.15, .5, clip)
	within(t, "weight at δ = .15", play(t, 60, signal, 2000, p)[2000], 3, 1e-9)
	p, signal = driven(.25, .5, clip)
	within(t, "weight at δ = .25", play(t, 60, signal, 2000, p)[2000], 4, 0)

	p, signal = driven(.1, 60, clip)
	cycle := play(t, 60, signal, 2000, p)[1998:]
	slices.Sort(cycle)
	for i, want := range []float64{.1, .67, 3.34} {
		within(t, "3-cycle at η = 60", cycle[i], want, .005)
	}
}
