package monitor

import (
	"math"
	"testing"
)

func TestMargins(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name  string
		m     margin
		slack float64
		fails bool // at tolerance 1e-6
	}{
		{"below", atMost(3, 4), 0.25, false},
		{"at", atMost(4, 4), 0, false},
		{"above", atMost(5, 4), -0.2, true},
		{"above by rounding", atMost(4.000001, 4), -0.000001 / 4.000001, false},
		{"above a small bound, absolutely within", atMost(3e-7, 1e-7), -2. / 3, false},
		{"above a small bound", atMost(3e-6, 1e-6), -2. / 3, true},
		{"opposite signs", atMost(1, -1), -2, true},
		{"no bound", atMost(4, inf), 1, false},
		{"infinite", atMost(inf, 4), -1, true},
		{"infinite at an infinite bound", atMost(inf, inf), 0, false},
		{"minus infinity", atMost(-inf, 4), 1, false},
		{"NaN", atMost(nan, 4), -1, true},
		{"difference beyond float64", atMost(-1e308, 1e308), 1, false},
		{"the same beyond", atMost(1e308, -1e308), -1, true},
		{"at least", atLeast(4, 3), 0.25, false},
		{"not at least", atLeast(3, 4), -0.25, true},
		{"NaN at least", atLeast(nan, 4), -1, true},
		{"same", same(2, 2), 0, false},
		{"same infinity", same(-inf, -inf), 0, false},
		{"other infinity", same(inf, -inf), -1, true},
		{"infinity for a number", same(2, inf), -1, true},
		{"nearly same", same(2, 2.000001), -0.000001 / 2.000001, false},
		{"not same", same(2, 2.00001), -0.00001 / 2.00001, true},
		{"small, absolutely", same(1e-8, 2e-7), -1.9e-7, false},
		{"NaN twice", same(nan, nan), -1, true},
	} {
		if math.Abs(c.m.slack-c.slack) > 1e-12 || c.m.fails(1e-6) != c.fails {
			t.Errorf("%s: slack %g, fails %v", c.name, c.m.slack, c.m.fails(1e-6))
		}
	}
	if !nothing.isNothing() || nothing.fails(0) {
		t.Error("nothing is something")
	}
	if !(margin{0, 0, -1}).fails(strict) || (margin{1, 0, 1}).fails(strict) {
		t.Error("strict is not strict")
	}
	if w := worst(atMost(1, 2), atMost(3, 2), atMost(9, 2)); w.value != 9 {
		t.Errorf("worst is %g", w.value)
	}
}
