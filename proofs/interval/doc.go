// Package interval computes with sets of real numbers, so that what a program
// finds is a theorem and not a rounding: float64 intervals whose ends are
// rounded outward.
//
// # The promise
//
// An [Interval] is the set of the real numbers between its ends, Lo and Hi. An
// operation on intervals returns one that contains the exact result for every
// choice of members of its operands:
//
//	beta := interval.MustParse("0.9")         // two neighbours: 0.9 is no float64
//	rest := interval.Point(1).Sub(beta)       // contains 1 − 0.9, the real number
//	bound := rest.Mul(interval.Point(60).Log()) // (1−β)·ln 60
//	if bound.CertainlyLess(interval.MustParse("0.41")) {
//		// proved
//	}
//
// The converse is not promised. An interval may be wider than the set of
// results, because ends are rounded, and because an expression in which a
// variable occurs twice is treated as though it were two: x − x is not 0. Write
// an expression so that its variables occur once, use [Interval.Square] and
// [Interval.PowInt] for powers, or split a box into smaller ones.
//
// # Numbers into intervals
//
// [Parse] encloses the number that a decimal denotes and [FromRat] a fraction;
// [Point] takes a float64 for exactly what it is, and [New] two. Point(0.9) is a
// number near 0.9, and a theorem about it is no theorem about 0.9.
//
// # When there is no result
//
// The root of a negative number does not exist, and [Interval.Sqrt] of an
// interval with a negative member returns [Undefined], which [Interval.IsValid]
// refuses, all operations pass on and no comparison finds true. To say that the
// negative members don't count, say so: x.Intersect(New(0, +Inf)).Sqrt().
//
//	operation         where it is undefined          result
//	Sqrt              a negative member              Undefined
//	Log               a negative member, or only 0   Undefined
//	Log               0 is the lower end             from −Inf
//	Div by y          y is the point 0               Undefined
//	Div by y          0 is an end of y, not in x     unbounded on one side
//	Div by y          0 is elsewhere in y, or in x   Entire
//	Intersect         no common member               Undefined
//
// A bounded result is therefore a proof that the operation is defined at all
// members. Infinity is never a member, only an end: a sum that overflows has the
// upper end +Inf and the lower end MaxFloat64 and is still right, and 0 times
// an unbounded interval is 0. The sign of a zero means nothing. A subnormal is
// a number like any other. NaN is an end of no valid interval. [New] and [Point]
// panic on ends that make none; an Interval put together by hand is checked by
// the operations, which return Undefined.
//
// # Comparisons
//
// [Interval.CertainlyLess], [Interval.CertainlyAtMost], [Interval.IsDisjoint],
// [Interval.Contains] and [Interval.ContainsInterval] are true only where that
// is proved. That one is false proves nothing.
//
// # One end at a time
//
// A bound that is followed through a monotone recursion needs one end only.
// [AddUp], [MulDown], [ExpUp] and the others round one operation one way, at half
// the cost; the intervals are built on them. Mind the direction in which each
// operand pushes the result: an upper bound of a − b takes an upper bound of a
// and a lower bound of b. These functions never return NaN: where there is no
// number, Up gives +Inf and Down −Inf, so that a maximum or a comparison keeps
// it.
//
// # How tight, how fast
//
// The four operations, Square and Sqrt round each end to the tightest float64
// there is; an exact result stays a point. Exp and Log are at most one float64
// wider at each end, by Taylor's series and the series of the inverse
// hyperbolic tangent, with remainder and rounding errors bounded in the comments
// of exponential.go and logarithm.go; they use nothing of [math.Exp] and
// [math.Log], whose accuracy nobody promises. Nothing allocates but Parse,
// FromRat and String. On a processor with a fused multiply-add an operation
// takes a few nanoseconds at each end, Exp and Log 10 to 20; without one,
// math.FMA is emulated and everything but addition is many times slower, with
// the same results.
//
// What is trusted: that float64 operations and [math.Sqrt] round to nearest as
// IEEE 754 says, and that [math.FMA] does. The tests compare every operation
// with exact arithmetic of package math/big.
//
// Sources: R. E. Moore, R. B. Kearfott and M. J. Cloud, Introduction to Interval
// Analysis, SIAM 2009; IEEE Std 1788-2015 for interval arithmetic, from which
// this package departs where that standard drops the points at which an
// operation is undefined; J.-M. Muller et al., Handbook of Floating-Point
// Arithmetic, Birkhäuser 2018, for the exact errors of sums, products, quotients
// and roots.
package interval
