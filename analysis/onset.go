package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/dynamics/loop"
	"aeed/proofs"
)

// OnsetSettings say at which loops the linear thresholds are checked.
type OnsetSettings struct {
	proofs.Setting         // η and the plant's delay are not used
	Delays         []int   // each 0 to 50
	From, To       float64 // range of η/η_crit, > 0
	Points         int     // values in it, 2 to 1000
	Epochs         int     // of the runs for the swing, at least 100
}

// DefaultOnset checks the thresholds of three delays on the default plant.
func DefaultOnset() OnsetSettings {
	return OnsetSettings{Setting: proofs.DefaultSetting(), Delays: []int{1, 2, 5}, From: 0.5, To: 2.5, Points: 21, Epochs: 4000}
}

// Validate returns a *dynamics.ParameterError for the first setting out of range,
// or nil.
func (s OnsetSettings) Validate() error {
	for _, err := range []error{s.Setting.Validate(), checkRange("", s.From, s.To, math.SmallestNonzeroFloat64),
		checkCount("points", s.Points, 2, 1000), checkCount("epochs", s.Epochs, 100, 1_000_000)} {
		if err != nil {
			return err
		}
	}
	for _, delay := range s.Delays {
		if err := checkCount("delays", delay, 0, 50); err != nil {
			return err
		}
	}
	if !logistic(s.Parameters) {
		return &dynamics.ParameterError{Name: "law", Value: s.Parameters.Law.Name(), Want: "logistic", Hint: "the linear theory is that of the paper's law"}
	}
	return nil
}

// Onset returns the series of the onset figure for valid settings. It simulates
// the closed loop of two equal halves of the classes at the plant's steepest
// point: how a small perturbation grows without clip and self-competition, which
// the linear theory predicts to be ln of the spectral radius, and what becomes of
// a large one under clip and self-competition.
func Onset(s OnsetSettings) plot.Onset {
	d := plot.Onset{
		Heading: plot.Heading{
			Title: "Onset of oscillations in the closed loop",
			Setting: fmt.Sprintf("C = %d,  γ = %s,  β = %s,  %s,  Hill plant of α = %s and lag λ = %s", s.Classes, plot.Exact(s.Parameters.Gamma),
				plot.Exact(s.Parameters.Beta), clipName(s.Parameters.Clip), plot.Exact(s.Plant.Alpha), plot.Exact(s.Plant.Lag)),
			Notes: append(driverNote(s.Parameters), "Growth rates: small perturbations of equal shares, γ → 0, no clip. Swings: from weights e^{±1}, with γ and the clip."),
		},
		Ratio: make([]float64, s.Points),
	}
	for i := range d.Ratio {
		d.Ratio[i] = s.From + (s.To-s.From)*float64(i)/float64(s.Points-1)
	}
	for _, delay := range s.Delays {
		plant := s.Plant
		plant.Delay = delay
		crossing := loop.CriticalGain(plant.Lag, s.Parameters.Beta, delay)
		onset := plot.DelayOnset{Delay: delay}
		for _, ratio := range d.Ratio {
			p := flowDriven(s.Parameters)
			p.Eta = ratio * crossing.Gain / plant.MaxSlope(s.Classes)
			radius := loop.SpectralRadius(loop.Polynomial(ratio*crossing.Gain, plant.Lag, p.Beta, delay))
			onset.Predicted = append(onset.Predicted, math.Log(radius))
			onset.Growth = append(onset.Growth, growthRate(p, plant, s.Classes))
			p.Clip, p.Driver = s.Parameters.Clip, s.Parameters.Driver
			onset.Swing = append(onset.Swing, swing(p, plant, s.Classes, s.Epochs))
		}
		d.Delays = append(d.Delays, onset)
	}
	return d
}

// A twoHalves is a closed loop of C classes of one size in two halves, which
// share the capacity.
type twoHalves struct {
	p       dynamics.Parameters
	plant   loop.Plant
	classes int

	weights, entropies, flows [2]float64
	past                      [][2]float64 // weights of the last d+1 epochs, a ring
	epoch                     int
}

// newTwoHalves starts at the equilibrium of equal shares, where the plant is
// steepest, but for the logarithms of the weights, which are ±offset.
func newTwoHalves(p dynamics.Parameters, plant loop.Plant, classes int, offset float64) *twoHalves {
	t := &twoHalves{p: p, plant: plant, classes: classes, past: make([][2]float64, plant.Delay+1)}
	t.weights = [2]float64{math.Exp(offset), math.Exp(-offset)}
	middle := plant.Target(classes, 1, 1)
	t.entropies = [2]float64{middle, middle}
	for i := range t.past {
		t.past[i] = t.weights
	}
	return t
}

// step runs one epoch: the entropies answer to the weights d epochs ago, then the
// controller to the entropies.
func (t *twoHalves) step() {
	t.past[t.epoch%len(t.past)] = t.weights
	t.epoch++
	acting := t.past[t.epoch%len(t.past)]
	for i, w := range acting {
		share := 2 * w / (acting[0] + acting[1]) // in units of 1/C
		target := t.plant.Target(t.classes, math.Max(share, 0), 1)
		before := t.entropies[i]
		t.entropies[i] += t.plant.Lag * (target - before)
		t.flows[i] = dynamics.Flow(t.p.Beta, t.entropies[i], before, t.flows[i])
		drive := t.flows[i]
		if t.p.Driver == dynamics.DriveEntropy {
			drive = t.entropies[i]
		}
		_, t.weights[i] = dynamics.Step(&t.p, t.weights[i], drive)
	}
}

// growthRate measures by how much the flows of a small perturbation grow an epoch
// (a logarithm). Once the quicker modes have gone, the difference y of the halves'
// flows obeys a recurrence y⁽ᵗ⁺¹⁾ = ay⁽ᵗ⁾ + by⁽ᵗ⁻¹⁾, which is fitted to the latest
// epochs (Prony's method) for as long as y is small enough to be linear and larger
// than the rounding of entropies.
func growthRate(p dynamics.Parameters, plant loop.Plant, classes int) float64 {
	p.Gamma = math.SmallestNonzeroFloat64 // γ → 0
	const offset, linear, rounding, forgetting = 1e-9, 1e-4, 1e-14, 0.75
	t := newTwoHalves(p, plant, classes, offset)
	next := func() float64 {
		t.step()
		return t.flows[0] - t.flows[1]
	}
	for range plant.Delay {
		t.step() // before, the perturbation has not come through
	}
	var fit recurrence
	older, old := next(), next()
	for range 60 + 5*plant.Delay {
		y := next()
		if !(math.Abs(y) < linear) || math.Hypot(old, y) < rounding {
			break
		}
		fit.add(older, old, y, forgetting)
		older, old = old, y
	}
	return math.Log(fit.radius())
}

// A recurrence is a least-squares fit of y = a·old + b·older to triples of
// successive values.
type recurrence struct{ oldOld, oldOlder, olderOlder, oldNew, olderNew float64 }

// add takes a triple, in units of its size, and forgets part of those before.
func (r *recurrence) add(older, old, y, forgetting float64) {
	size := math.Hypot(old, older)
	if size == 0 {
		return
	}
	old, older, y = old/size, older/size, y/size
	r.oldOld = forgetting*r.oldOld + old*old
	r.oldOlder = forgetting*r.oldOlder + old*older
	r.olderOlder = forgetting*r.olderOlder + older*older
	r.oldNew = forgetting*r.oldNew + old*y
	r.olderNew = forgetting*r.olderNew + older*y
}

// radius returns the largest modulus of the roots of z² = az + b; where a single
// root is left, which the normal equations can't tell from two, its modulus.
func (r *recurrence) radius() float64 {
	determinant := r.oldOld*r.olderOlder - r.oldOlder*r.oldOlder
	if determinant <= 1e-9*r.oldOld*r.olderOlder {
		return math.Abs(r.oldNew / r.oldOld)
	}
	a := (r.oldNew*r.olderOlder - r.olderNew*r.oldOlder) / determinant
	b := (r.olderNew*r.oldOld - r.oldNew*r.oldOlder) / determinant
	return loop.SpectralRadius([]float64{-b, -a, 1})
}

// swing returns the range, greatest less least, of the difference of the halves'
// entropies over the last quarter of a run from a large perturbation; NaN if the
// weights leave the positive numbers.
func swing(p dynamics.Parameters, plant loop.Plant, classes, epochs int) float64 {
	t := newTwoHalves(p, plant, classes, 1)
	low, high := math.Inf(1), math.Inf(-1)
	for epoch := range epochs {
		t.step()
		if !(t.weights[0] > 0 && t.weights[1] > 0) || math.IsInf(t.weights[0]+t.weights[1], 0) {
			return math.NaN()
		}
		if epoch >= epochs-epochs/4 {
			gap := t.entropies[0] - t.entropies[1]
			low, high = math.Min(low, gap), math.Max(high, gap)
		}
	}
	return high - low
}
