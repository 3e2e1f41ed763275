package monitor

import "math"

// A margin says how far value is from where a theorem wants it: at most, at
// least, or at bound.
type margin struct {
	value, bound float64
	slack        float64 // in [−2, 2], negative where the theorem fails; NaN where there is nothing to check
}

var nothing = margin{slack: math.NaN()}

func (m margin) isNothing() bool { return math.IsNaN(m.slack) }

// fails reports whether value is beyond bound by more than tolerance, times
// max(1, |value|, |bound|). NaN fails.
func (m margin) fails(tolerance float64) bool {
	return m.slack < 0 && !(distance(m.value, m.bound) <= tolerance)
}

func atMost(value, bound float64) margin {
	return margin{value, bound, relative(bound-value, value, bound)}
}

func atLeast(value, bound float64) margin {
	return margin{value, bound, relative(value-bound, value, bound)}
}

// same has no slack where value is bound, else minus their distance.
func same(value, bound float64) margin {
	if value == bound {
		return margin{value, bound, 0}
	}
	return margin{value, bound, -distance(value, bound)}
}

// worst returns the margin with the least slack, the first of equals.
func worst(margins ...margin) margin {
	least := margins[0]
	for _, m := range margins[1:] {
		if m.slack < least.slack {
			least = m
		}
	}
	return least
}

// relative returns difference over the larger modulus, ±1 for an infinite
// difference, −1 where a side is NaN.
func relative(difference, a, b float64) float64 {
	switch {
	case a == b:
		return 0
	case math.IsNaN(difference):
		return -1
	case math.IsInf(difference, 0):
		return math.Copysign(1, difference)
	}
	return difference / math.Max(math.Abs(a), math.Abs(b))
}

// distance returns |a−b|/max(1, |a|, |b|), 1 where that is no finite number.
func distance(a, b float64) float64 {
	if a == b {
		return 0
	}
	if d := math.Abs(a-b) / math.Max(1, math.Max(math.Abs(a), math.Abs(b))); d <= 2 {
		return d
	}
	return 1
}
