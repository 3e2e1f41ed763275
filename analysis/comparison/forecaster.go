package comparison

import (
	"math"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// A forecaster has what a forecast may know: the first epochs.
type forecaster struct {
	parameters dynamics.Parameters
	sizes      []int
	epochs     int // of the whole record
	recorded   [][]float64
	shown      []float64
	histories  []*history
	closed     bool
	limit      float64 // ln C
}

func newForecaster(r *Recording, p dynamics.Parameters, k int) *forecaster {
	first := Recording{Header: r.Header, Epochs: r.Epochs[:k]}
	f := &forecaster{parameters: p, sizes: first.sizes(), epochs: len(r.Epochs),
		shown: make([]float64, r.Header.Classes), closed: usesWidths(first.Epochs), limit: dynamics.MaxEntropy(r.Header.Classes)}
	logMean, seen := 0.0, 0.0
	for class := range f.shown {
		f.histories = append(f.histories, &history{})
		for _, epoch := range first.Epochs {
			if epoch.Classes[class].Count > 0 {
				f.shown[class] += 1 / float64(k)
			}
		}
		if f.shown[class] > 0 {
			logMean += math.Log(float64(f.sizes[class]))
			seen++
		}
	}
	for class, h := range f.histories {
		if f.shown[class] > 0 {
			h.logSize = math.Log(float64(f.sizes[class])) - logMean/seen
		}
	}
	for _, epoch := range first.Epochs {
		f.record(epoch)
	}
	return f
}

// record adds an epoch to what is known.
func (f *forecaster) record(epoch trajectory.Epoch) {
	row, weights, pulls := make([]float64, len(epoch.Classes)), make([]float64, len(epoch.Classes)), make([]float64, len(epoch.Classes))
	for class, r := range epoch.Classes {
		row[class], weights[class] = sim.NotShown, r.LossWeight
		if r.Count > 0 {
			row[class] = r.Entropy
		}
	}
	if f.closed {
		pull(pulls, weights, f.sizes)
	}
	for class, h := range f.histories {
		entropy := math.NaN()
		if row[class] != sim.NotShown {
			entropy = row[class] / f.limit
		}
		h.entropy, h.pull = append(h.entropy, entropy), append(h.pull, pulls[class])
	}
	f.recorded = append(f.recorded, row)
}

// usesWidths reports whether the factors of the loss are the niche widths, up to a
// scale an epoch.
func usesWidths(epochs []trajectory.Epoch) bool {
	for _, epoch := range epochs {
		first := epoch.Classes[0]
		for _, r := range epoch.Classes {
			a, b := r.LossWeight*first.Weight, first.LossWeight*r.Weight
			if math.Abs(a-b) > 1e-3*math.Max(math.Abs(a), math.Abs(b)) {
				return false
			}
		}
	}
	return true
}

// scenario returns the whole run with the given continuation.
func (f *forecaster) scenario(name string, next func(int, []float64, []float64)) *sim.Scenario {
	return &sim.Scenario{Sizes: f.sizes, Epochs: f.epochs,
		Source: &plant{name: name, recorded: f.recorded, shown: f.shown, next: next}}
}

// simulate runs the controller over the record and a continuation, of which it
// returns the latter.
func (f *forecaster) simulate(name string, next func(int, []float64, []float64)) (run, error) {
	var foretold run
	err := sim.Run(f.scenario(name, next), f.parameters, func(epoch trajectory.Epoch) error {
		if epoch.Number >= len(f.recorded) {
			foretold.add(epoch)
		}
		return nil
	})
	return foretold, err
}

// beliefs returns what the constants make of the histories.
func (f *forecaster) beliefs(k constants) []belief {
	beliefs := make([]belief, len(f.histories))
	for class, h := range f.histories {
		beliefs[class], _ = k.follow(h)
	}
	return beliefs
}

// seen returns the classes that the first epochs show.
func (f *forecaster) seen() []int {
	var classes []int
	for class, share := range f.shown {
		if share > 0 {
			classes = append(classes, class)
		}
	}
	return classes
}
