package interval

import "math"

// The comparisons below are decided: true is a proof. False is none, nor is
// any comparison with an interval that is not valid true, so the negation of a
// comparison proves nothing. To discard a part of a search, ask for the proof
// that it may be discarded, such as IsDisjoint, never for the lack of another.

// Contains reports whether v is a member of x. NaN and infinities are not.
func (x Interval) Contains(v float64) bool {
	return x.IsValid() && math.Abs(v) <= math.MaxFloat64 && x.Lo <= v && v <= x.Hi
}

// ContainsInterval reports whether every member of y is a member of x.
func (x Interval) ContainsInterval(y Interval) bool {
	return x.IsValid() && y.IsValid() && x.Lo <= y.Lo && y.Hi <= x.Hi
}

// CertainlyLess reports whether every member of x is less than every one of y.
func (x Interval) CertainlyLess(y Interval) bool {
	return x.IsValid() && y.IsValid() && x.Hi < y.Lo
}

// CertainlyAtMost reports whether no member of x is greater than any of y.
func (x Interval) CertainlyAtMost(y Interval) bool {
	return x.IsValid() && y.IsValid() && x.Hi <= y.Lo
}

// IsDisjoint reports whether x and y, both valid, have no common member.
func (x Interval) IsDisjoint(y Interval) bool {
	return x.CertainlyLess(y) || y.CertainlyLess(x)
}

// Min returns the set of min(a, b) for a in x and b in y, exactly.
func (x Interval) Min(y Interval) Interval {
	if !x.IsValid() || !y.IsValid() {
		return Undefined()
	}
	return Interval{min(x.Lo, y.Lo), min(x.Hi, y.Hi)}
}

// Max returns the set of max(a, b) for a in x and b in y, exactly.
func (x Interval) Max(y Interval) Interval {
	if !x.IsValid() || !y.IsValid() {
		return Undefined()
	}
	return Interval{max(x.Lo, y.Lo), max(x.Hi, y.Hi)}
}

// Hull returns the smallest interval that contains x and y.
func (x Interval) Hull(y Interval) Interval {
	if !x.IsValid() || !y.IsValid() {
		return Undefined()
	}
	return Interval{min(x.Lo, y.Lo), max(x.Hi, y.Hi)}
}

// Intersect returns the common members of x and y. It is Undefined where they
// have none, and also where x or y is not valid; IsDisjoint tells these apart.
func (x Interval) Intersect(y Interval) Interval {
	if !x.IsValid() || !y.IsValid() || x.IsDisjoint(y) {
		return Undefined()
	}
	return Interval{max(x.Lo, y.Lo), min(x.Hi, y.Hi)}
}
