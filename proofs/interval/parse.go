package interval

import (
	"fmt"
	"math"
	"math/big"
	"strings"
)

// Parse returns the tightest interval that contains the real number which the
// decimal denotes: a point where that number is a float64, two neighbouring
// float64 otherwise. It takes an optional sign, digits with at most one point
// among them, and an optional exponent of ten: "0.9", "-1.5e-3", ".5", "4.".
// Any length and exponent will do; beyond ±MaxFloat64 the interval is unbounded.
func Parse(decimal string) (Interval, error) {
	rest, negative := strings.CutPrefix(decimal, "-")
	if !negative {
		rest = strings.TrimPrefix(rest, "+")
	}
	mantissa, power, hasPower := cutExponent(rest)
	digits, fraction, _ := strings.Cut(mantissa, ".")
	exponent, validPower := int64(0), true
	if hasPower {
		exponent, validPower = parseExponent(power)
	}
	if digits+fraction == "" || !isDigits(digits) || !isDigits(fraction) || !validPower {
		return Undefined(), fmt.Errorf("interval: found %q, want a decimal number such as 0.9 or -1.5e-3; hint: for a fraction use FromRat, for an unbounded interval New", shortened(decimal))
	}
	x := fromDigits(digits+fraction, exponent-int64(len(fraction)))
	if negative {
		x = x.Neg()
	}
	return x, nil
}

// MustParse is Parse for a constant in a program. It panics where Parse gives
// an error.
func MustParse(decimal string) Interval {
	x, err := Parse(decimal)
	if err != nil {
		panic(err.Error())
	}
	return x
}

// FromRat returns the tightest interval that contains r.
func FromRat(r *big.Rat) Interval {
	nearest, _ := r.Float64()
	nearest = min(max(nearest, -math.MaxFloat64), math.MaxFloat64)
	lo, hi := nearest, nearest
	for lo >= -math.MaxFloat64 && new(big.Rat).SetFloat64(lo).Cmp(r) > 0 {
		lo = below(lo)
	}
	for hi <= math.MaxFloat64 && new(big.Rat).SetFloat64(hi).Cmp(r) < 0 {
		hi = above(hi)
	}
	return Interval{lo, hi}
}

// fromDigits returns the tightest interval that contains digits·10^exponent.
func fromDigits(digits string, exponent int64) Interval {
	// A float64 has at most 767 significant digits. So which float64 lie below
	// and above a number does not depend on what follows its 800th digit, but
	// for whether anything does: one digit can stand for it.
	const enough = 800
	digits = strings.TrimLeft(digits, "0")
	if len(digits) > enough {
		exponent += int64(len(digits) - enough - 1)
		if strings.Trim(digits[enough:], "0") == "" {
			digits = digits[:enough] + "0"
		} else {
			digits = digits[:enough] + "1"
		}
	}
	// The number is from 10^(size−1) up to 10^size.
	size := exponent + int64(len(digits))
	switch {
	case digits == "":
		return Interval{}
	case size > 310:
		return Interval{math.MaxFloat64, math.Inf(1)}
	case size < -325:
		return Interval{0, math.SmallestNonzeroFloat64}
	}
	numerator, _ := new(big.Int).SetString(digits, 10)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(max(exponent, -exponent)), nil)
	if exponent < 0 {
		return FromRat(new(big.Rat).SetFrac(numerator, scale))
	}
	return FromRat(new(big.Rat).SetInt(numerator.Mul(numerator, scale)))
}

func cutExponent(number string) (mantissa, power string, found bool) {
	if i := strings.IndexAny(number, "eE"); i >= 0 {
		return number[:i], number[i+1:], true
	}
	return number, "", false
}

// parseExponent reads a signed integer. Beyond 10¹⁵ it need not be right, only
// large: no mantissa that fits in memory makes up for it.
func parseExponent(s string) (value int64, valid bool) {
	digits, negative := strings.CutPrefix(s, "-")
	if !negative {
		digits = strings.TrimPrefix(digits, "+")
	}
	if digits == "" || !isDigits(digits) {
		return 0, false
	}
	for _, digit := range digits {
		value = min(10*value+int64(digit-'0'), 1e15)
	}
	if negative {
		value = -value
	}
	return value, true
}

func isDigits(s string) bool { return strings.TrimLeft(s, "0123456789") == "" }

func shortened(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
