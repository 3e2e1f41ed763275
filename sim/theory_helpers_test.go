package sim_test

import (
	"math"
	"slices"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// unclipped returns the paper's parameters without its clip: Eqs. 3–4 as printed.
func unclipped() dynamics.Parameters {
	p := dynamics.DefaultParameters()
	p.Clip = dynamics.Unclipped()
	return p
}

// alike returns the sizes of classes with n samples each.
func alike(classes, n int) []int { return slices.Repeat([]int{n}, classes) }

// record runs a scenario to its end.
func record(t *testing.T, s sim.Scenario, p dynamics.Parameters) []trajectory.Epoch {
	t.Helper()
	var epochs []trajectory.Epoch
	if err := sim.Run(&s, p, func(e trajectory.Epoch) error {
		epochs = append(epochs, e)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return epochs
}

// play runs the classes of a signal, alike and without noise, and returns the
// weights w⁽⁰⁾, w⁽¹⁾, … of the first one. The theory's w_t is element t+1, for its
// t = 0 is the second observed epoch.
func play(t *testing.T, classes int, signal sim.Signal, epochs int, p dynamics.Parameters) []float64 {
	t.Helper()
	weights := []float64{p.InitialWeight}
	for _, epoch := range record(t, sim.Scenario{Sizes: alike(classes, 1), Source: sim.Open{Signal: signal}, Epochs: epochs}, p) {
		weights = append(weights, epoch.Classes[0].NextWeight)
	}
	return weights
}

// within fails the test unless got lies within tolerance of want.
func within(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.6g, want %.6g ± %.2g", what, got, want, tolerance)
	}
}
