package sim_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// untrained is a Hill plant that is measured once before it is trained, at ln C
// for all classes: the M₋₁ of the theory's plant.
type untrained struct{ sim.Hill }

func (u untrained) Start(sizes []int) sim.Process {
	return &untrainedProcess{plant: u.Hill.Start(sizes), limit: dynamics.MaxEntropy(len(sizes))}
}

type untrainedProcess struct {
	plant sim.Process
	limit float64
	begun bool
}

func (p *untrainedProcess) Next(weights, entropies []float64) {
	if p.begun {
		p.plant.Next(weights, entropies)
		return
	}
	p.begun = true
	for c := range entropies {
		entropies[c] = p.limit
	}
}

// tailHead returns w of the last class over w of the first, after an epoch.
func tailHead(e trajectory.Epoch) float64 {
	return e.Classes[len(e.Classes)-1].NextWeight / e.Classes[0].NextWeight
}

// regress fits ln w_c after an epoch to η(M_c − H_c0).
func regress(epochs []trajectory.Epoch, last int, eta float64) (slope, rSquared float64) {
	classes := len(epochs[0].Classes)
	x, y := make([]float64, classes), make([]float64, classes)
	for c := range classes {
		for _, e := range epochs[:last+1] {
			x[c] += eta * e.Classes[c].Flow // the flows add up to M − H_c0
		}
		y[c] = math.Log(epochs[last].Classes[c].NextWeight)
	}
	intercept, slope := stat.LinearRegression(x, y, nil, false)
	return slope, stat.RSquared(x, y, nil, intercept, slope)
}

// Theory 4: the default 100-epoch run of the plant α = 1, λ = .1. The page says
// neither the class sizes nor the capacity q; an imbalance of 60 and q = .3/C give
// every number of it: weights, ratios, and the regression of ln w on the smoothed
// entropy by which AEED is an absolute weighting (0, story 5).
func TestTheoryPlant(t *testing.T) {
	s := sim.Scenario{Sizes: sim.LongTailed(60, 60_000, 60), Source: untrained{sim.Hill{Alpha: 1, Lag: .1, Capacity: .3}}, Epochs: 3001}
	clipped, free := record(t, s, dynamics.DefaultParameters()), record(t, s, unclipped())

	highest := 0.0
	for _, e := range clipped[1:] {
		for _, r := range e.Classes {
			highest = max(highest, r.NextWeight)
		}
	}
	within(t, "max weight", highest, .97, .005)
	within(t, "w_100 of the head", clipped[100].Classes[0].NextWeight, .10, .005)
	within(t, "w_100 of the tail", clipped[100].Classes[59].NextWeight, .20, .005)
	for _, c := range []struct {
		epochs       int
		ratio, slope float64
	}{{20, 2.3, .94}, {50, 2.6, .82}, {100, 2.0, .69}} {
		within(t, "tail:head", tailHead(clipped[c.epochs]), c.ratio, .05)
		slope, rSquared := regress(free, c.epochs, .5)
		within(t, "slope", slope, c.slope, .005)
		if rSquared < .9977 {
			t.Errorf("R² = %.4f after %d epochs", rSquared, c.epochs)
		}
	}
	// The imbalance is forgotten.
	within(t, "tail:head", tailHead(free[100]), 2.3, .05)
	within(t, "tail:head", tailHead(free[1000]), 1.35, .005)
	within(t, "tail:head", tailHead(free[3000]), 1.15, .005)
}

// The same of our own default scenario, whose classes share the capacity at
// q = 1/C.
func TestTheoryDefaultScenario(t *testing.T) {
	s := sim.DefaultScenario()
	s.Epochs = 3001
	clipped, free := record(t, s, dynamics.DefaultParameters()), record(t, s, unclipped())
	for _, e := range clipped[1:] {
		for c, r := range e.Classes {
			if r.NextWeight >= 1 {
				t.Fatalf("epoch %d: class %d has weight %g", e.Number, c, r.NextWeight)
			}
		}
	}
	for epochs, want := range map[int]float64{20: 2.22, 50: 2.58, 100: 2.15, 3000: 1} {
		within(t, "tail:head", tailHead(clipped[epochs]), want, .005)
	}
	for epochs, want := range map[int]float64{20: .913, 50: .757, 100: .588} {
		slope, rSquared := regress(free, epochs, .5)
		within(t, "slope", slope, want, .0005)
		if rSquared < .99 {
			t.Errorf("R² = %.4f after %d epochs", rSquared, epochs)
		}
	}
}
