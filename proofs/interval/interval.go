package interval

import (
	"math"
	"strconv"
)

// An Interval is the set of the real numbers r with Lo ≤ r ≤ Hi. An infinite
// end means that the set is unbounded there; infinity itself is no member.
// The zero value is the point 0.
//
// A pair that is no such set (a NaN, Lo > Hi, Lo = +Inf, Hi = −Inf) is not
// valid. Undefined is the one that this package returns.
type Interval struct{ Lo, Hi float64 }

// New returns [lo, hi]. It panics where that is not a valid Interval.
func New(lo, hi float64) Interval {
	x := Interval{lo, hi}
	if !x.IsValid() {
		panic("interval: New needs lo ≤ hi, neither NaN, and a real number between")
	}
	return x
}

// Point returns [v, v]. It panics where v is NaN or infinite.
func Point(v float64) Interval {
	if !(math.Abs(v) <= math.MaxFloat64) {
		panic("interval: Point needs a finite number")
	}
	return Interval{v, v}
}

// Entire returns the set of all real numbers.
func Entire() Interval { return Interval{math.Inf(-1), math.Inf(1)} }

// Undefined returns the interval that is not valid, {NaN, NaN}: the result of an
// operation at operands where it is not defined, and of any operation on an
// interval that is not valid.
func Undefined() Interval { return Interval{math.NaN(), math.NaN()} }

// IsValid reports whether x is a set of real numbers with at least one member.
func (x Interval) IsValid() bool {
	return x.Lo <= x.Hi && x.Lo <= math.MaxFloat64 && x.Hi >= -math.MaxFloat64
}

// IsBounded reports whether x is valid with two finite ends.
func (x Interval) IsBounded() bool {
	return x.Lo <= x.Hi && x.Lo >= -math.MaxFloat64 && x.Hi <= math.MaxFloat64
}

// Width returns an upper bound of Hi − Lo, the least float64 one. It is +Inf
// for an unbounded interval, and for one that is not valid, which so passes no
// test of narrowness.
func (x Interval) Width() float64 {
	if !x.IsValid() {
		return math.Inf(1)
	}
	return SubUp(x.Hi, x.Lo)
}

// Mid returns a finite member of x, within a rounding of the middle of a
// bounded interval. It is 0 for Entire, MaxFloat64 or −MaxFloat64 for one that
// is unbounded on that side alone, and NaN for one that is not valid.
func (x Interval) Mid() float64 {
	switch {
	case !x.IsValid():
		return math.NaN()
	case x.IsBounded():
		// Halves cannot overflow; they can lose the last bit of a subnormal, so
		// the clamp.
		return min(max(float64(x.Lo/2)+float64(x.Hi/2), x.Lo), x.Hi)
	case x == Entire():
		return 0
	case x.Hi > math.MaxFloat64:
		return math.MaxFloat64
	}
	return -math.MaxFloat64
}

// String returns the ends in the fewest decimal digits that denote those very
// float64, as in "[0.1, 0.2]", and "undefined" for an interval that is not
// valid. The digits identify the ends but need not enclose them.
func (x Interval) String() string {
	if !x.IsValid() {
		return "undefined"
	}
	return "[" + endString(x.Lo) + ", " + endString(x.Hi) + "]"
}

func endString(v float64) string {
	return strconv.FormatFloat(v+0, 'g', -1, 64) // −0 becomes 0
}
