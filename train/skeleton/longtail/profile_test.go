package longtail

import (
	"math"
	"slices"
	"testing"
)

func sum(counts []int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}

// The totals that are published for the long-tailed sets.
func TestProfileTotals(t *testing.T) {
	for _, c := range []struct {
		classes, head int
		factor        float64
		total, tail   int
	}{
		{60, 600, 100, 7892, 6}, {60, 600, 50, 9150, 12}, {60, 600, 10, 14142, 60},
		{120, 600, 100, 15600, 6}, {120, 600, 50, 18137, 12}, {120, 600, 10, 28182, 60},
		{120, 400, 100, 10378, 4}, {10, 100, 10, 403, 10},
		{1, 5, 100, 5, 5}, {3, 7, 1, 21, 7}, {2, 1, 1e300, 1, 0},
	} {
		got := Profile(c.classes, c.head, c.factor)
		if len(got) != c.classes || sum(got) != c.total || got[0] != c.head || got[c.classes-1] != c.tail {
			t.Errorf("%d classes, head %d, factor %g: %v, total %d; want total %d, tail %d", c.classes, c.head, c.factor, got, sum(got), c.total, c.tail)
		}
	}
	if got, want := Profile(10, 100, 10), []int{100, 77, 59, 46, 35, 27, 21, 16, 12, 10}; !slices.Equal(got, want) {
		t.Errorf("profile %v, want %v", got, want)
	}
}

// panics fails unless f does.
func panics(t *testing.T, name string, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Errorf("%s: no panic", name)
		}
	}()
	f()
}

func TestProfilePanics(t *testing.T) {
	for name, f := range map[string]func(){
		"no class":        func() { Profile(0, 1, 1) },
		"no head":         func() { Profile(1, 0, 1) },
		"factor 0.5":      func() { Profile(2, 1, 0.5) },
		"factor NaN":      func() { Profile(2, 1, math.NaN()) },
		"factor infinite": func() { Profile(2, 1, math.Inf(1)) },
	} {
		panics(t, name, f)
	}
}
