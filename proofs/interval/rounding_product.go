package interval

import "math"

// Below faithful an exact product of two float64 may have a rounding error too
// small for a float64, and a residual of 0 no longer means that it has none. At
// or above it every residual is a multiple of the product of the two factors'
// last places, which exceeds 2⁻⁹⁶⁰·2⁻¹⁰⁶ > 2⁻¹⁰⁷⁴.
const faithful = 0x1p-960

// Multiplied by lift, a product below faithful is again far from the smallest
// float64. Either factor can take it: a factor of such a product is below
// 2⁻⁹⁶⁰/2⁻¹⁰⁷⁴, and 2¹¹⁴·2⁹⁰⁰ does not overflow.
const lift = 0x1p900

// MulUp returns the least upper bound of x·y.
func MulUp(x, y float64) float64 {
	p := float64(x * y)
	if math.Abs(p) >= faithful {
		// Where p is infinite the error is NaN or points back, and p = −Inf is
		// raised to −MaxFloat64 only where it stands for a finite product.
		return raise(p, math.FMA(x, y, -p))
	}
	return mulUpExtreme(x, y, p)
}

// MulDown returns the greatest lower bound of x·y.
func MulDown(x, y float64) float64 { return -MulUp(-x, y) }

// mulUpExtreme is MulUp where p, which is x·y to nearest, is below faithful or
// NaN.
func mulUpExtreme(x, y, p float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return math.Inf(1)
	case x == 0 || y == 0:
		return 0
	case p == 0 && (x > 0) == (y > 0):
		return math.SmallestNonzeroFloat64
	case p == 0:
		return 0
	}
	return raise(p, math.FMA(x*lift, y, -p*lift))
}

// DivUp returns the least upper bound of x/y.
func DivUp(x, y float64) float64 {
	q := x / y
	if math.Abs(x) >= faithful && math.Abs(q) <= math.MaxFloat64 {
		return raise(q, excess(x, y, q))
	}
	return divUpExtreme(x, y, q)
}

// DivDown returns the greatest lower bound of x/y.
func DivDown(x, y float64) float64 { return -DivUp(-x, y) }

// excess returns a number of the sign of x/y − q, which is (x − q·y)/y; it is
// NaN where y is infinite.
func excess(x, y, q float64) float64 {
	return float64(math.FMA(-q, y, x) * math.Copysign(1, y))
}

// divUpExtreme is DivUp where x is below faithful or q, which is x/y to
// nearest, is not finite.
func divUpExtreme(x, y, q float64) float64 {
	switch {
	case math.IsNaN(q) || y == 0:
		return math.Inf(1)
	case x == 0 || math.IsInf(x, 0) || q > math.MaxFloat64:
		return q
	case q < -math.MaxFloat64:
		return -math.MaxFloat64
	}
	return raise(q, excess(x*lift, y, q*lift))
}

// SqrtUp returns the least upper bound of √x.
func SqrtUp(x float64) float64 {
	switch {
	case !(x >= 0):
		return math.Inf(1)
	case x == 0:
		return 0
	case x < faithful:
		return SqrtUp(x*0x1p600) * 0x1p-300
	}
	s := math.Sqrt(x)
	return raise(s, math.FMA(-s, s, x))
}

// SqrtDown returns the greatest lower bound of √x.
func SqrtDown(x float64) float64 {
	switch {
	case !(x >= 0):
		return math.Inf(-1)
	case x == 0:
		return 0
	case x < faithful:
		return SqrtDown(x*0x1p600) * 0x1p-300
	}
	s := math.Sqrt(x)
	return -raise(-s, math.FMA(s, s, -x))
}
