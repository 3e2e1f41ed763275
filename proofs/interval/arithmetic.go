package interval

import "math"

// Each operation returns the tightest interval that contains its exact value at
// every choice of members of its operands (PowInt, Exp and Log: a slightly
// wider one), and Undefined where an operand is not valid. Wider operands never
// give a narrower result, save that it may be Undefined: every end is a
// monotone rounding of the end of the exact set.

// Neg returns −x.
func (x Interval) Neg() Interval {
	if !x.IsValid() {
		return Undefined()
	}
	return Interval{-x.Hi, -x.Lo}
}

// Add returns x + y.
func (x Interval) Add(y Interval) Interval {
	if !x.IsValid() || !y.IsValid() {
		return Undefined()
	}
	return Interval{AddDown(x.Lo, y.Lo), AddUp(x.Hi, y.Hi)}
}

// Sub returns x − y. The two are taken to vary independently: x.Sub(x) is a
// point only where x is.
func (x Interval) Sub(y Interval) Interval {
	if !x.IsValid() || !y.IsValid() {
		return Undefined()
	}
	return Interval{SubDown(x.Lo, y.Hi), SubUp(x.Hi, y.Lo)}
}

// Mul returns x·y. A zero times an unbounded interval is zero.
func (x Interval) Mul(y Interval) Interval {
	if !x.IsValid() || !y.IsValid() {
		return Undefined()
	}
	// The ends of the product are products of ends; signs tell which.
	switch {
	case x.Lo >= 0:
		return mulPositive(x, y)
	case x.Hi <= 0:
		return mulPositive(Interval{-x.Hi, -x.Lo}, y).Neg()
	}
	return Interval{
		min(MulDown(x.Lo, y.Hi), MulDown(x.Hi, y.Lo)),
		max(MulUp(x.Lo, y.Lo), MulUp(x.Hi, y.Hi)),
	}
}

// mulPositive returns x·y for x ≥ 0.
func mulPositive(x, y Interval) Interval {
	smallest, greatest := x.Lo, x.Hi
	if y.Lo < 0 {
		smallest = x.Hi
	}
	if y.Hi < 0 {
		greatest = x.Lo
	}
	return Interval{MulDown(smallest, y.Lo), MulUp(greatest, y.Hi)}
}

// Div returns x / y. It is Undefined where y is the point 0. Where y contains 0
// besides other numbers, Div returns the quotients by those: they are unbounded
// on one side where 0 is an end of y and not in x, and Entire is returned
// otherwise. So a bounded quotient proves that no divisor was 0.
func (x Interval) Div(y Interval) Interval {
	switch {
	case !x.IsValid() || !y.IsValid() || y.Lo == 0 && y.Hi == 0:
		return Undefined()
	case y.Lo < 0 && y.Hi > 0 || (y.Lo == 0 || y.Hi == 0) && x.Lo <= 0 && x.Hi >= 0:
		return Entire()
	case y.Hi <= 0:
		x, y = Interval{-x.Hi, -x.Lo}, Interval{-y.Hi, -y.Lo}
	}
	// With y ≥ 0, the divisor that makes a quotient smallest is the greatest
	// for a positive dividend and the least for a negative one.
	underLo, underHi := y.Hi, y.Lo
	if x.Lo < 0 {
		underLo = y.Lo
	}
	if x.Hi < 0 {
		underHi = y.Hi
	}
	return Interval{DivDown(x.Lo, underLo), DivUp(x.Hi, underHi)}
}

// Abs returns |x|, exactly.
func (x Interval) Abs() Interval {
	switch {
	case !x.IsValid():
		return Undefined()
	case x.Lo >= 0:
		return x
	case x.Hi <= 0:
		return Interval{-x.Hi, -x.Lo}
	}
	return Interval{0, max(-x.Lo, x.Hi)}
}

// Square returns x², which x.Mul(x) only contains: Mul does not know that its
// operands are equal.
func (x Interval) Square() Interval {
	a := x.Abs()
	if !a.IsValid() {
		return Undefined()
	}
	return Interval{MulDown(a.Lo, a.Lo), MulUp(a.Hi, a.Hi)}
}

// PowInt returns an enclosure of xⁿ, with x⁰ = 1 also at 0, as in a polynomial.
// It panics where n < 0. An end errs by a factor of at most (1+2⁻⁵²)ⁿ⁻¹, unless
// a power on the way is subnormal.
func (x Interval) PowInt(n int) Interval {
	if n < 0 {
		panic("interval: PowInt needs n ≥ 0; divide by the power for a negative one")
	}
	if !x.IsValid() {
		return Undefined()
	}
	if n%2 == 0 {
		a := x.Abs()
		return Interval{power(a.Lo, n, MulDown), power(a.Hi, n, MulUp)}
	}
	// An odd power keeps the sign, which turns a lower bound of the absolute
	// value into an upper bound of a negative number.
	lower, upper := MulDown, MulUp
	if x.Lo < 0 {
		lower = MulUp
	}
	if x.Hi < 0 {
		upper = MulDown
	}
	return Interval{
		math.Copysign(power(math.Abs(x.Lo), n, lower), x.Lo),
		math.Copysign(power(math.Abs(x.Hi), n, upper), x.Hi),
	}
}

// power returns a bound of bⁿ for b ≥ 0 by repeated squaring, on the side to
// which multiply rounds.
func power(b float64, n int, multiply func(x, y float64) float64) float64 {
	result := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result = multiply(result, b)
		}
		b = multiply(b, b)
	}
	return result
}

// Sqrt returns √x. It is Undefined where x has a negative member.
func (x Interval) Sqrt() Interval {
	if !x.IsValid() || x.Lo < 0 {
		return Undefined()
	}
	return Interval{SqrtDown(x.Lo), SqrtUp(x.Hi)}
}
