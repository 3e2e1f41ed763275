package dynamics

import (
	"math"
	"reflect"
	"strings"
	"testing"
)

// Every kind of bad observation is an error that leaves the controller as it
// was, in the middle of an epoch too.
func TestErrorsLeaveTheControllerAsItWas(t *testing.T) {
	c := newController(t, 60, nil)
	epoch(t, c, 1, 2, 3)
	epoch(t, c, 2, 2, 1)
	if err := c.ObserveSum(0, 10, 5); err != nil {
		t.Fatal(err)
	}
	before, inf, nan, limit := c.Snapshot(), math.Inf(1), math.NaN(), MaxEntropy(60)
	for _, bad := range []struct {
		class int
		sum   float64
		count int
		want  string
	}{
		{-1, 1, 1, "class -1 observed: want 0 to 59; hint: labels count from 0"},
		{60, 1, 1, "class 60 observed: want 0 to 59; hint: labels count from 0"},
		{math.MinInt, 1, 1, "want 0 to 59"},
		{0, 1, -1, "-1 samples with entropy sum 1: want a positive count; hint: pass 0, 0 for a class not shown"},
		{0, 1, 0, "0 samples with entropy sum 1"},
		{0, nan, 0, "0 samples with entropy sum NaN"},
		{0, nan, 1, "entropy NaN: want nats in [0, ln 60 = 4.0943]; hint: the network has diverged, lower its learning rate"},
		{0, inf, 1, "the network has diverged"},
		{0, -inf, 1, "the network has diverged"},
		{0, -2 * EntropyTolerance, 1, "entropy -2e-05: want nats in [0, ln 60 = 4.0943]; hint: use natural logarithms, and probabilities that sum to 1"},
		{0, limit + 2*EntropyTolerance, 1, "use natural logarithms"},
		{0, 5.9, 1, "use natural logarithms"}, // log₂ 60
		{0, 2 * (limit + 2*EntropyTolerance), 2, "use natural logarithms"},
		{0, 1, math.MaxInt, "overflow an int; hint: call EndEpoch after each epoch"},
	} {
		err := c.ObserveSum(bad.class, bad.sum, bad.count)
		if err == nil || !strings.HasPrefix(err.Error(), "dynamics: ") || !strings.Contains(err.Error(), bad.want) {
			t.Errorf("ObserveSum(%d, %v, %d): %v, want %q", bad.class, bad.sum, bad.count, err, bad.want)
		}
		if bad.count == 1 && c.Observe(bad.class, bad.sum) == nil {
			t.Errorf("Observe(%d, %v) accepts", bad.class, bad.sum)
		}
		if after := c.Snapshot(); !reflect.DeepEqual(after, before) {
			t.Fatalf("ObserveSum(%d, %v, %d) changes the state", bad.class, bad.sum, bad.count)
		}
	}
}

func TestAnOverflowLeavesTheEpochOpen(t *testing.T) {
	c := newController(t, 60, func(p *Parameters) { p.Clip, p.Eta = Unclipped(), 1e200 })
	epoch(t, c, 0, 0)
	epoch(t, c, 0, 4) // weights are near 1e199 in size now
	for class := range 2 {
		if err := c.Observe(class, 2); err != nil {
			t.Fatal(err)
		}
	}
	before := c.Snapshot()
	for range 2 {
		records, err := c.EndEpoch()
		if records != nil || err == nil || !strings.Contains(err.Error(), "dynamics: epoch 2, class 0: the logistic law moved weight") ||
			!strings.Contains(err.Error(), "hint: lower eta or set a clip") {
			t.Fatalf("EndEpoch = %v, %v", records, err)
		}
		if !reflect.DeepEqual(c.Snapshot(), before) {
			t.Fatal("a failed EndEpoch changes the state")
		}
	}
}
