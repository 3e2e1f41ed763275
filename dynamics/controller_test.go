package dynamics

import (
	"math"
	"math/rand"
	"reflect"
	"testing"
)

// newController returns a controller of the default parameters after change.
func newController(t testing.TB, classes int, change func(*Parameters)) *Controller {
	t.Helper()
	p := DefaultParameters()
	if change != nil {
		change(&p)
	}
	c, err := NewController(classes, p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// epoch observes one mean entropy a class, NaN for a class not shown, and ends
// the epoch.
func epoch(t testing.TB, c *Controller, entropies ...float64) []ClassEpoch {
	t.Helper()
	for class, entropy := range entropies {
		if !math.IsNaN(entropy) {
			if err := c.Observe(class, entropy); err != nil {
				t.Fatal(err)
			}
		}
	}
	records, err := c.EndEpoch()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestNewControllerStartsAtTheInitialWeight(t *testing.T) {
	c := newController(t, 3, func(p *Parameters) { p.InitialWeight = 2 })
	if got := c.Weights(nil); !reflect.DeepEqual(got, []float64{2, 2, 2}) || c.Classes() != 3 || c.Epoch() != 0 || c.Parameters().InitialWeight != 2 {
		t.Errorf("weights %v, %d classes, epoch %d", got, c.Classes(), c.Epoch())
	}
	buffer := make([]float64, 0, 8)
	if got := c.Weights(buffer); &got[0] != &buffer[:1][0] {
		t.Error("Weights must fill the slice that it is given")
	}
}

// The first observed epoch records only. Taking the entropy before it for 0
// would boost every class at once.
func TestFirstObservedEpochOnlyRecords(t *testing.T) {
	c := newController(t, 60, nil)
	first := epoch(t, c, 4)[0]
	if want := (ClassEpoch{Count: 1, Entropy: 4, Weight: 1, NextWeightRaw: 1, NextWeight: 1}); first != want {
		t.Errorf("first epoch %+v, want %+v", first, want)
	}
	second := epoch(t, c, 3)[0]
	near(t, "flow", second.Flow, -.1, 2*ulp)
	near(t, "weight", second.NextWeight, 1+.5*(-.1-.05), 2*ulp)
	if second.Weight != 1 || second.NextWeightRaw != second.NextWeight || c.Epoch() != 2 {
		t.Errorf("second epoch %+v", second)
	}
}

// A class that starts and stays at ln C never rises above w₀ (Theorem 3's
// corollary).
func TestAnUntrainedClassNeverRises(t *testing.T) {
	c := newController(t, 60, nil)
	for range 100 {
		r := epoch(t, c, MaxEntropy(60))[0]
		if r.NextWeight > r.Weight || r.NextWeight > 1 {
			t.Fatalf("epoch %d: %+v rises", c.Epoch(), r)
		}
	}
}

func TestUnseenClassesAreFrozen(t *testing.T) {
	nan := math.NaN()
	shown, hidden := newController(t, 2, nil), newController(t, 2, nil)
	for _, h := range []float64{.1, .5, .6, .2} {
		want := epoch(t, shown, h)[0]
		for range 3 { // epochs without the class change nothing
			before := hidden.Snapshot().Classes[0]
			frozen := epoch(t, hidden, nan, .3)[0]
			if hidden.Snapshot().Classes[0] != before || frozen.Count != 0 || !math.IsNaN(frozen.Entropy) ||
				frozen.Flow != before.Flow || frozen.Weight != before.Weight ||
				frozen.NextWeight != before.Weight || frozen.NextWeightRaw != before.Weight {
				t.Fatalf("not frozen: %+v", frozen)
			}
		}
		if got := epoch(t, hidden, h)[0]; got != want {
			t.Fatalf("after a pause %+v, want %+v", got, want)
		}
	}
}

func TestTheDriverChoosesTheSignal(t *testing.T) {
	c := newController(t, 60, func(p *Parameters) { p.Driver = DriveEntropy })
	epoch(t, c, 2)
	r := epoch(t, c, 3)[0]
	near(t, "flow is still recorded", r.Flow, .1, 2*ulp)
	near(t, "weight", r.NextWeight, 1+.5*(3-.05), 4*ulp)
}

func TestMeansOfSamplesAndSumsAgree(t *testing.T) {
	one, many := newController(t, 60, nil), newController(t, 60, nil)
	for range 3 {
		for _, h := range []float64{.5, 1, 3.75, 2} { // dyadic: sums are exact
			if err := one.Observe(7, h); err != nil {
				t.Fatal(err)
			}
		}
		if err := many.ObserveSum(7, 7.25, 4); err != nil {
			t.Fatal(err)
		}
		if err := many.ObserveSum(8, 0, 0); err != nil {
			t.Fatal(err)
		}
		if one.Snapshot().Classes[7] != many.Snapshot().Classes[7] {
			t.Fatal("four samples and their sum differ")
		}
		if a, b := epoch(t, one)[7], epoch(t, many)[7]; a != b || a.Count != 4 || a.Entropy != 7.25/4 {
			t.Fatalf("%+v, %+v", a, b)
		}
	}
}

// Rounding outside [0, ln C] within the tolerance counts as the nearest end.
func TestRoundingIsMovedIntoTheRange(t *testing.T) {
	c := newController(t, 2, nil)
	r := epoch(t, c, -EntropyTolerance, MaxEntropy(2)+EntropyTolerance)
	if r[0].Entropy != 0 || r[1].Entropy != math.Ln2 {
		t.Errorf("entropies %v, %v, want 0, ln 2", r[0].Entropy, r[1].Entropy)
	}
}

// Classes don't interact: the order in which an epoch interleaves them changes
// no bit.
func TestInterleavingOfClassesDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	byClass, mixed := newController(t, 5, nil), newController(t, 5, nil)
	for range 50 {
		samples, next := make([][]float64, 5), make([]int, 5)
		var order []int
		for class := range samples {
			for range r.Intn(6) {
				samples[class] = append(samples[class], r.Float64()*math.Log(5))
				order = append(order, class)
			}
		}
		for class, entropies := range samples {
			for _, h := range entropies {
				if err := byClass.Observe(class, h); err != nil {
					t.Fatal(err)
				}
			}
		}
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, class := range order {
			if err := mixed.Observe(class, samples[class][next[class]]); err != nil {
				t.Fatal(err)
			}
			next[class]++
		}
		epoch(t, byClass)
		epoch(t, mixed)
		if !reflect.DeepEqual(byClass.Snapshot(), mixed.Snapshot()) {
			t.Fatal("order of classes matters")
		}
	}
}

// halving is a law of one's own.
type halving struct{}

func (halving) Name() string                                   { return "halving" }
func (halving) Next(weight, drive, eta, gamma float64) float64 { return weight / 2 }

func TestALawOfOnesOwn(t *testing.T) {
	c := newController(t, 2, func(p *Parameters) { p.Law = halving{} })
	for i, want := range []float64{1, .5, .25, .125, .1, .1} {
		if got := epoch(t, c, .3)[0].NextWeight; got != want {
			t.Errorf("epoch %d: %v, want %v", i, got, want)
		}
	}
}

func TestAnEpochDoesNotAllocate(t *testing.T) {
	c := newController(t, 400, nil)
	weights := c.Weights(nil)
	if n := testing.AllocsPerRun(100, func() { weights = runEpoch(t, c, weights) }); n != 0 {
		t.Errorf("%v allocations an epoch", n)
	}
}

func runEpoch(t testing.TB, c *Controller, weights []float64) []float64 {
	for class := range c.Classes() {
		if err := c.ObserveSum(class, float64(class%7), 7); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.EndEpoch(); err != nil {
		t.Fatal(err)
	}
	return c.Weights(weights)
}

func BenchmarkEpoch(b *testing.B) {
	c := newController(b, 400, nil)
	weights := c.Weights(nil)
	b.ReportAllocs()
	for b.Loop() {
		weights = runEpoch(b, c, weights)
	}
}
