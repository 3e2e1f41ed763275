package comparison

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// planted is a run of the plant itself with known constants, its noise included.
func planted(t testing.TB, k constants, classes, epochs int, seed uint64) Recording {
	t.Helper()
	sizes := sim.LongTailed(classes, 300, 30)
	logMean := 0.0
	for _, n := range sizes {
		logMean += math.Log(float64(n)) / float64(classes)
	}
	beliefs := make([]belief, classes)
	for class, n := range sizes {
		logSize := math.Log(float64(n)) - logMean
		beliefs[class] = belief{level: 0.9, floor: k.floor + k.floorBySize*logSize, floorVar: k.floorSpread * k.floorSpread, logSize: logSize, known: true}
	}
	walk := newPath(k, beliefs, sizes, true, &seed)
	every := make([]float64, classes)
	for class := range every {
		every[class] = 1
	}
	scenario := sim.Scenario{Sizes: sizes, Epochs: epochs, Source: &plant{name: "planted", next: walk.next, shown: every}}
	recording, err := Simulate(&scenario, dynamics.DefaultParameters())
	if err != nil {
		t.Fatal(err)
	}
	return recording
}

var usual = constants{rate: 0.15, slowing: 20, floor: 0.25, floorBySize: -0.04, floorSpread: 0.08, drift: 0.005, noise: 0.01, gain: 0.2}

// The fit finds the constants that a run was made with.
func TestFitFindsTheConstants(t *testing.T) {
	r := planted(t, usual, 80, 60, 5)
	f := newForecaster(&r, dynamics.DefaultParameters(), 50)
	x := fit(f.histories, priorMeans(), searchEvaluations)
	k := fromVector(x)
	near(t, "rate", k.rate, usual.rate, 0.02)
	near(t, "floor", k.floor, usual.floor, 0.04)
	near(t, "floor by size", k.floorBySize, usual.floorBySize, 0.02)
	near(t, "spread", k.floorSpread, usual.floorSpread, 0.02)
	near(t, "noise", k.noise, usual.noise, 0.003)
	if !(k.gain > usual.gain/4 && k.gain < 1.2*usual.gain) { // its prior draws it towards 0
		t.Errorf("gain %g of %g", k.gain, usual.gain)
	}
	deaf := usual
	deaf.gain = 0
	without := planted(t, deaf, 80, 60, 5)
	none := fromVector(fit(newForecaster(&without, dynamics.DefaultParameters(), 50).histories, priorMeans(), searchEvaluations))
	if !(math.Abs(none.gain) < usual.gain/2 && k.gain-none.gain > usual.gain/2) {
		t.Errorf("gain %g of %g, %g of 0", k.gain, usual.gain, none.gain)
	}
	// The search ends at a maximum of the posterior.
	cost := func(x []float64) float64 {
		k := fromVector(x)
		sum := -logPrior(x)
		for _, h := range f.histories {
			_, logLikelihood := k.follow(h)
			sum -= logLikelihood
		}
		return sum
	}
	for i := range x {
		for _, step := range []float64{-0.1, 0.1} {
			y := append([]float64(nil), x...)
			y[i] += step
			if cost(y) < cost(x)-0.5 {
				t.Errorf("coordinate %d: %g better by a step of %g", i, cost(x)-cost(y), step)
			}
		}
	}
}

// On its own plant the forecast beats both baselines, and the bands hold what they
// should.
func TestForecastOfThePlant(t *testing.T) {
	covered, n := 0.0, 0.0
	for seed := range uint64(4) {
		r := planted(t, usual, 30, 45, seed)
		o := DefaultOptions()
		o.Replicates = 25
		f := compared(t, r, o).Forecast
		if !(f.RMSE < 0.8*f.RMSEPersistence && f.RMSE < 0.8*f.RMSEExponential) {
			t.Errorf("seed %d: %g, persistence %g, exponential %g", seed, f.RMSE, f.RMSEPersistence, f.RMSEExponential)
		}
		if !f.Closed || f.FitEpochs != 15 || f.Epochs != 30 || !(f.Spearman > 0.5) || len(f.lostGroups()) > 1 {
			t.Errorf("seed %d: %+v", seed, f)
		}
		covered, n = covered+float64(f.Coverage), n+1
	}
	near(t, "coverage of the 90 % bands", covered/n, 0.9, 0.1)
}

// The forecast is the closed loop: with the true constants, floors and levels and
// without noise it is the run itself.
func TestClosedLoopIsThePlant(t *testing.T) {
	k := usual
	const little = 1e-9
	k.drift, k.noise, k.floorSpread, k.rateBySize, k.gain = little, little, little, 0.4, 1
	r := planted(t, k, 6, 30, 1)
	f := newForecaster(&r, dynamics.DefaultParameters(), 10)
	foretold, err := f.simulate("true", newPath(k, f.beliefs(k), f.sizes, true, nil).next)
	if err != nil {
		t.Fatal(err)
	}
	for epoch := range foretold.weights {
		for class, w := range foretold.weights[epoch] {
			near(t, "weight", w, r.Epochs[10+epoch].Classes[class].NextWeight, 1e-7)
		}
	}
	open, err := f.simulate("open", newPath(k, f.beliefs(k), f.sizes, false, nil).next)
	if err != nil || rootMeanSquare(open.weights, foretold.weights, []int{0, 1, 2, 3, 4, 5}) < 1e-3 {
		t.Errorf("%v, or the weights do not matter", err)
	}
}

// Nothing after the fitted epochs reaches a forecast.
func TestForecastDoesNotPeek(t *testing.T) {
	r := simulated(t, 8, 24, nil)
	r.Header.ClassSizes = nil
	other := copied(r)
	for number := 8; number < 24; number++ {
		for class := range other.Epochs[number].Classes {
			record := &other.Epochs[number].Classes[class]
			record.Entropy, record.Count, record.LossWeight, record.NextWeight = 0.1, 7000, 5, 0.7
		}
	}
	p, _ := r.Header.Parameters()
	a, b := forecast(&r, p, 8, fast()), forecast(&other, p, 8, fast())
	for name, pair := range map[string][2]run{
		"mean":        {a.paths.mean, b.paths.mean},
		"persistence": {a.paths.persistent, b.paths.persistent},
		"exponential": {a.paths.exponential, b.paths.exponential},
		"low":         {a.paths.bands.low, b.paths.bands.low},
		"high":        {a.paths.bands.high, b.paths.bands.high},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s depends on later epochs", name)
		}
	}
	if !reflect.DeepEqual(a.Plant, b.Plant) || a.RMSE == b.RMSE {
		t.Error("the plant depends on later epochs, or the score doesn't")
	}
}

// Processors and their order do not matter.
func TestForecastIsReproducible(t *testing.T) {
	r := simulated(t, 8, 20, nil)
	o := DefaultOptions()
	o.Replicates = 9
	a, b := compared(t, r, o), compared(t, r, o)
	if !reflect.DeepEqual(a.Forecast, b.Forecast) {
		t.Error("two comparisons differ")
	}
	o.Seed++
	if reflect.DeepEqual(a.Forecast.paths.bands, compared(t, r, o).Forecast.paths.bands) {
		t.Error("the seed has no effect")
	}
}

func TestFitEpochs(t *testing.T) {
	for _, c := range []struct {
		epochs, asked, k int
		needs            string
		fails            bool
	}{
		{100, 0, 33, "", false}, {30, 0, 10, "", false}, {9, 0, 5, "", false}, {6, 0, 5, "", false},
		{5, 0, 0, "6 epochs or more; the record has 5", false}, {1, 0, 0, "6 epochs or more; the record has 1", false},
		{30, 3, 3, "", false}, {30, 29, 29, "", false}, {30, 30, 0, "", true}, {30, 2, 0, "", true}, {30, -1, 0, "", true}, {1, 5, 0, "", true},
	} {
		k, needs, err := fitEpochs(c.epochs, c.asked)
		if k != c.k || needs != c.needs || (err != nil) != c.fails {
			t.Errorf("%d of %d: %d, %q, %v", c.asked, c.epochs, k, needs, err)
		}
		if err != nil && !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("no hint: %v", err)
		}
	}
}

// Where the loss does not use the widths, the plant is not told of them.
func TestWatchedRunIsOpen(t *testing.T) {
	r := planted(t, usual, 10, 20, 3)
	for name, c := range map[string]struct {
		change func(*trajectory.Record)
		closed bool
	}{
		"as they are":  {func(*trajectory.Record) {}, true},
		"scaled":       {func(r *trajectory.Record) { r.LossWeight *= 1.7 }, true},
		"only watched": {func(r *trajectory.Record) { r.LossWeight = 1 }, false},
	} {
		changed := copied(r)
		for number := range changed.Epochs {
			for class := range changed.Epochs[number].Classes {
				c.change(&changed.Epochs[number].Classes[class])
			}
		}
		if f := compared(t, changed, fast()).Forecast; f.Closed != c.closed {
			t.Errorf("%s: closed %v", name, f.Closed)
		}
	}
}

// A class is shown as often after the record as in it.
func TestRareClassesStayRare(t *testing.T) {
	p := &plant{name: "rare", shown: []float64{1, 0.5, 0.25, 0}, next: func(_ int, _, entropies []float64) {
		for class := range entropies {
			entropies[class] = 1
		}
	}}
	process, seen := p.Start(nil), make([]int, 4)
	entropies := make([]float64, 4)
	for range 40 {
		process.Next(nil, entropies)
		for class, entropy := range entropies {
			if entropy != sim.NotShown {
				seen[class]++
			}
		}
	}
	if !reflect.DeepEqual(seen, []int{40, 20, 10, 0}) {
		t.Errorf("shown %v of 40 times", seen)
	}
}
