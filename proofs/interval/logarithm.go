package interval

import "math"

// Log returns an enclosure of the natural logarithm of x, each end within one
// unit in the last place of the tightest. It is Undefined where x has a
// negative member or is the point 0. A 0 that is an end of x gives −Inf, the
// limit, so a bounded logarithm proves that x is positive.
func (x Interval) Log() Interval {
	if !x.IsValid() || x.Lo < 0 || x.Hi == 0 {
		return Undefined()
	}
	return Interval{LogDown(x.Lo), LogUp(x.Hi)}
}

// LogDown returns a lower bound of the natural logarithm of x: the greatest one
// or the float64 below it. It never decreases as x increases. It is 0 at 1,
// −Inf at 0, +Inf at +Inf, and −Inf at a negative number and at NaN.
func LogDown(x float64) float64 {
	if x > 0 && x <= math.MaxFloat64 {
		head, tail, slack := logarithm(x)
		return AddDown(head, tail-slack)
	}
	if x > 0 {
		return x
	}
	return math.Inf(-1)
}

// LogUp returns an upper bound of the natural logarithm of x: the least one or
// the float64 above it. It never decreases as x increases from 0. It is 0 at
// 1, −Inf at 0, +Inf at +Inf, and +Inf at a negative number and at NaN.
func LogUp(x float64) float64 {
	if x > 0 && x <= math.MaxFloat64 {
		head, tail, slack := logarithm(x)
		return AddUp(head, tail+slack)
	}
	if x == 0 {
		return math.Inf(-1)
	}
	return math.Inf(1)
}

// logarithm returns head, tail and slack with
//
//	|ln x − head − tail| ≤ slack,
//
// also after its user has rounded tail − slack or tail + slack to nearest. It is
// for x positive and finite.
//
// Proof, with u = 2⁻⁵³, the greatest relative error of an operation.
//
// Reduction. x = m·2ᵏ with m between 0.7071 and 1.4143 and |k| < 1076, exactly;
// ln x = k·ln 2 + ln m. With g = (m−1)/(m+1), |g| < 0.1716, ln m is
// 2·artanh g = 2(g + g³/3 + g⁵/5 + …). The dividend m−1 is exact, and m+1 is
// the sum of its rounding and sumRest, exactly. The rounded quotient is f and
// its remainder is exact, so that g = f + rest where rest, |rest| < 2.1u|f|, is
// known to 5u of itself.
//
// Series. 2·artanh f = 2f + 2f³P, with v = f² < 0.0295 and P the sum of
// vⁿ/(2n+3) for n from 0 to 10, P < 0.34; the other terms are a geometric
// series below 0.01u·v|f|. P is summed as even + v·odd in powers of v²; even
// errs by 0.67u, odd by 0.4u times v and the last addition by 0.34u, so P errs
// by 1.03u, f·v by 2u and their product by u, and the term 2f³P errs by
// 4.2u·v|f|. From f to g, 2·artanh grows by 2(1+v)·rest up to
// 2.1·v²|rest| < 0.14u·v|f|. Two roundings of a sum close to 2f³P, that of tail
// and that of the user, add 1.4u·v|f|. All this is below 6u·v|f|, and slack has
// 8u·v|f|. Its other term, 2⁻⁸⁰|head|, covers the rest. That is, where k = 0 and
// head = 2f, the rounding of the correction 2(1+v)·rest and of its sum, below
// 2⁻¹⁰⁰|f|. Where k ≠ 0, k·ln2Head is exact and so is the error of its sum with
// 2f, and |head| > 0.34|k|; k·ln2Tail, k times the error of ln2Head + ln2Tail,
// and what rounds among numbers below 2⁻³², are together wrong by less than
// 2⁻⁹⁵|k| + 2⁻⁸⁴.
//
// Consequences. Slack is below 2⁻⁵⁷ and, where k = 0, below 2⁻⁵⁵|f|: an eighth of
// the last place of the result or less, so that a bound misses the tightest by
// one float64 at most. And a bound never decreases: at neighbours x < x' the
// lower bound before rounding is at most ln x and at least ln x' − 2·slack,
// and ln grows by at least u, more than that. Upper bounds are alike.
func logarithm(x float64) (head, tail, slack float64) {
	m, k := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		k--
	}
	difference, sum := m-1, 1+m
	sumRest := m - (sum - 1)
	f := difference / sum
	rest := (math.FMA(-f, sum, difference) - float64(f*sumRest)) / sum

	v := float64(f * f)
	even := horner(float64(v*v), 1.0/3, 1.0/7, 1.0/11, 1.0/15, 1.0/19, 1.0/23)
	odd := horner(float64(v*v), 1.0/5, 1.0/9, 1.0/13, 1.0/17, 1.0/21, 0)
	cube := float64(f * v)

	n := float64(k)
	scale := float64(n * ln2Head)
	head = scale + float64(2*f)
	headRest := float64(2*f) - (head - scale)
	small := headRest + math.FMA(n, ln2Tail, float64(2*rest)*(1+v))
	tail = float64(2*cube)*math.FMA(v, odd, even) + small
	slack = float64(0x1p-50*math.Abs(cube)) + float64(0x1p-80*math.Abs(head))
	return head, tail, slack
}
