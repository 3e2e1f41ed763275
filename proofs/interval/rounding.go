package interval

import "math"

// Directed rounding. Go computes to nearest and has no other mode, so a bound
// is found in two steps: compute to nearest, then find out on which side of the
// exact result the computed one lies, and step to the neighbour if it is the
// wrong side. The side is the sign of the rounding error, which for a sum, a
// product, a quotient and a square root can be had exactly:
//
//   - the error of a sum is itself a float64 and six additions give it (Møller
//     1965, Knuth, The Art of Computer Programming, volume 2, 4.2.2);
//   - the error of a product is a float64 unless it falls below the smallest
//     one, and so is x − q·y for a quotient q and x − s² for a square root s;
//     one explicit math.FMA gives each.
//
// So a bound is the tightest there is: it is the exact result where that is a
// float64, and otherwise the float64 next to it. The implicit fusing of x*y+z
// that the language allows would void the argument; every product that meets a
// sum is therefore written float64(x*y).
//
// What holds for each function named …Down and …Up:
//
//   - it is the largest float64 (for Up: the smallest) that is not above (not
//     below) the exact result, ±Inf counted among them: MaxFloat64 is the lower
//     bound of a sum that overflows, and +Inf its upper bound. Exp and Log are
//     the exceptions, with bounds of their own;
//   - so it never decreases where the exact function increases;
//   - an infinite operand stands for a limit, so that 0·Inf is 0, as an end of
//     an unbounded interval needs;
//   - where there is no number to bound (a NaN, Inf−Inf, a zero divisor, the
//     root of a negative number) Down gives −Inf and Up gives +Inf. No result
//     is ever NaN, so that a comparison cannot lose one;
//   - a zero result may have either sign.

// raise returns the least float64 greater than x where e > 0, and x otherwise
// (a NaN among it), for x not NaN and below +Inf. It has no branch: the
// direction of a rounding error cannot be predicted.
func raise(x, e float64) float64 {
	bits := math.Float64bits(x + 0) // −0 becomes +0
	var step uint64
	if e > 0 {
		step = 1
	}
	return math.Float64frombits(bits + step - bits>>63*step<<1)
}

// above returns the least float64 greater than x, for x not NaN and below +Inf.
func above(x float64) float64 { return raise(x, 1) }

// below returns the greatest float64 less than x, for x not NaN and above −Inf.
func below(x float64) float64 { return -above(-x) }

// AddUp returns the least upper bound of x+y.
func AddUp(x, y float64) float64 {
	s := x + y
	part := s - x
	e := (x - (s - part)) + (y - part)
	if !(math.Abs(e) <= math.MaxFloat64) {
		return addUpExtreme(x, y, s)
	}
	return raise(s, e)
}

// AddDown returns the greatest lower bound of x+y.
func AddDown(x, y float64) float64 { return -AddUp(-x, -y) }

// SubUp returns the least upper bound of x−y.
func SubUp(x, y float64) float64 { return AddUp(x, -y) }

// SubDown returns the greatest lower bound of x−y.
func SubDown(x, y float64) float64 { return -AddUp(-x, y) }

// addUpExtreme is AddUp where the rounding error of s = x+y could not be had
// because an operand, s or a step on the way to the error is not finite. With
// the larger operand first, Dekker's three additions give the error, and they
// stay finite when s does: s−x lies between 0 and the larger of |s| and |x|.
func addUpExtreme(x, y, s float64) float64 {
	switch {
	case math.IsNaN(s):
		return math.Inf(1)
	case math.IsInf(x, 0) || math.IsInf(y, 0) || s > math.MaxFloat64:
		return s
	case s < -math.MaxFloat64:
		return -math.MaxFloat64
	}
	if math.Abs(x) < math.Abs(y) {
		x, y = y, x
	}
	return raise(s, y-(s-x))
}
