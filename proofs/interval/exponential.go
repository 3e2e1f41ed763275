package interval

import "math"

// The two parts of ln 2. Head is a multiple of 2⁻⁴² below 1, so that its
// product with an integer below 2¹¹ is exact; |ln 2 − head − tail| < 2⁻¹⁰¹.
const (
	ln2Head = 0x1.62e42fefa38p-1
	ln2Tail = 0x1.ef35793c7673p-45
)

// Beyond these, eˣ exceeds 2¹⁰²⁴ or falls below 2⁻¹⁰⁷⁵.
const (
	expOverflows  = 710
	expUnderflows = -746
)

// Exp returns an enclosure of eˣ, each end within one unit in the last place
// of the tightest.
func (x Interval) Exp() Interval {
	if !x.IsValid() {
		return Undefined()
	}
	return Interval{ExpDown(x.Lo), ExpUp(x.Hi)}
}

// ExpDown returns a lower bound of eˣ: the greatest one or the float64 below
// it. It never decreases as x increases. It is 1 at 0, 0 at −Inf, MaxFloat64
// where eˣ overflows, +Inf at +Inf, and −Inf at NaN.
func ExpDown(x float64) float64 {
	switch {
	case x > expUnderflows && x < expOverflows:
		if math.Abs(x) < expNearZero {
			return AddDown(1, x) // 1 + x ≤ eˣ
		}
		head, tail, slack, k := exponential(x)
		return scaleDown(AddDown(head, tail-slack), k)
	case x <= expUnderflows:
		return 0
	case x > math.MaxFloat64:
		return x
	case x >= expOverflows:
		return math.MaxFloat64
	}
	return math.Inf(-1)
}

// ExpUp returns an upper bound of eˣ: the least one or the float64 above it. It
// never decreases as x increases. It is 1 at 0, the smallest float64 where eˣ
// underflows, 0 at −Inf, and +Inf where eˣ overflows and at NaN.
func ExpUp(x float64) float64 {
	switch {
	case x > expUnderflows && x < expOverflows:
		if math.Abs(x) < expNearZero {
			return AddUp(1, AddUp(x, MulUp(x, x))) // eˣ ≤ 1 + x + x² up to x = 1
		}
		head, tail, slack, k := exponential(x)
		return scaleUp(AddUp(head, tail+slack), k)
	case x < -math.MaxFloat64:
		return 0
	case x <= expUnderflows:
		return math.SmallestNonzeroFloat64
	}
	return math.Inf(1)
}

// Where |x| is below expNearZero, 1 + x ≤ eˣ ≤ 1 + x + x² is used, whose x² is
// at most half of the last place of the result.
const expNearZero = 0x1p-27

// exponential returns head, tail, slack and k with
//
//	|eˣ·2⁻ᵏ − head − tail| ≤ slack,
//
// also after its user has rounded tail − slack or tail + slack to nearest. It is
// for x between expUnderflows and expOverflows, |x| ≥ expNearZero.
//
// Proof, with u = 2⁻⁵³, the greatest relative error of an operation.
//
// Reduction. k is an integer with |x − k·ln 2| < 0.347, for the product and the
// rounding that find it err by far less than 0.347 − ½ln 2, and |k| < 1078. So
// k·ln2Head is exact. Where k ≠ 0, |x| > ¼, so x and k·ln2Head are multiples of
// 2⁻⁵⁴; their difference is below ½, thus has 53 bits and is exact. Left of
// x − k·ln 2 is k·ln2Tail, rounded with an error below u·2⁻³³, and k times the
// error of ln2Head + ln2Tail, below 2⁻⁹⁰. But for these two, r + rest is the
// reduced argument exactly, and |rest| ≤ u|r|.
//
// Series. eʳ = 1 + r + r²/2 + r³T, where T is Taylor's sum of rⁿ⁻³/n! for n from
// 3 to 14, |T| < 0.19, and Lagrange's remainder is e^|r||r|¹⁵/15! < 0.04u|r|³.
// The first three terms are summed exactly, in head and two corrections. T is
// summed as even + r·odd; even errs by 0.34u, odd by 0.09u and the last
// addition by 0.19u, so T errs by 0.57u, the cube by 2u and their product by u:
// r³T errs by 1.14u|r|³. The factor e^rest is met by adding rest·head, which
// leaves |rest||r|³T < 0.07u|r|³. Two roundings of a sum close to r³T, that of
// tail and that of the user, add 0.38u|r|³. All this is below 1.7u|r|³, and
// slack has 2u|r|³. Its other term, 2⁻⁸⁴, covers the errors of the reduction,
// 1.42·(u·2⁻³³ + 2⁻⁹⁰), and what rounds among numbers below 3u.
//
// Consequences. Slack is below 2⁻⁵⁶·⁵, an eleventh of the last place of the
// result, so that a bound misses the tightest by one float64 at most. And a
// bound never decreases: at neighbours x < x' the lower bound before rounding is
// at most eˣ and at least e^x' − 2·slack·2ᵏ, and eˣ grows by more than that. In
// units of 2ᵏ it grows by 0.7·2⁻⁵⁴ or more where |x'| ≥ ¼, against at most
// 2⁻⁵⁵·⁵, and by 0.7u|x'| where k = 0, against 4u|x'|³ + 2⁻⁸³ < 0.61u|x'|. Upper
// bounds are alike, the bounds near zero are monotone themselves, and at
// ±expNearZero, where 1 + x is a float64, both ways give it and its neighbour.
func exponential(x float64) (head, tail, slack float64, k int) {
	n := math.RoundToEven(float64(x * (1 / math.Ln2)))
	high := x - float64(n*ln2Head)
	low := float64(n * ln2Tail)
	r := high - low
	part := r - high
	rest := (high - (r - part)) - (low + part)

	square := float64(r * r)
	even := horner(square, 1.0/6, 1.0/120, 1.0/5040, 1.0/362880, 1.0/39916800, 1.0/6227020800)
	odd := horner(square, 1.0/24, 1.0/720, 1.0/40320, 1.0/3628800, 1.0/479001600, 1.0/87178291200)
	cube := float64(r * square)

	first := 1 + r
	firstRest := r - (first - 1)
	head = first + square/2
	headRest := square/2 - (head - first)
	squareRest := math.FMA(r, r, -square)
	small := math.FMA(rest, head, math.FMA(0.5, squareRest, firstRest+headRest))
	tail = float64(cube*math.FMA(r, odd, even)) + small
	slack = float64(0x1p-52*math.Abs(cube)) + 0x1p-84
	return head, tail, slack, int(n)
}

// horner returns c0 + c1·v + … + c5·v⁵.
func horner(v, c0, c1, c2, c3, c4, c5 float64) float64 {
	return math.FMA(v, math.FMA(v, math.FMA(v, math.FMA(v, math.FMA(v, c5, c4), c3), c2), c1), c0)
}

// Between them, multiplying a number from ½ to 2 by a power of two is exact.
const leastExactPower, greatestExactPower = -1020, 1022

// scaleUp returns the least upper bound of v·2ᵏ, for v from ½ to 2 and k from
// −1080 to 1025.
func scaleUp(v float64, k int) float64 {
	exact := min(max(k, leastExactPower), greatestExactPower)
	scaled := float64(v * powerOfTwo(exact))
	if exact == k {
		return scaled
	}
	return MulUp(scaled, powerOfTwo(k-exact))
}

// scaleDown returns the greatest lower bound of v·2ᵏ, for v and k alike.
func scaleDown(v float64, k int) float64 { return -scaleUp(-v, k) }

// powerOfTwo returns 2ᵏ for k from −1022 to 1023.
func powerOfTwo(k int) float64 { return math.Float64frombits(uint64(k+1023) << 52) }
