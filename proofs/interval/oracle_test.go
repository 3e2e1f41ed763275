package interval

import (
	"math"
	"math/big"
	"testing"
)

// The oracle: exact or nearly exact results in math/big, by other series and
// reductions than the package's.

// exactBits holds any sum or product of two float64 exactly.
const exactBits = 2300

// oracleBits is the accuracy of the transcendental functions, relative to
// their value less its limit at 0 (exp) or 1 (log).
const oracleBits = 300

func exact(v float64) *big.Float { return new(big.Float).SetPrec(exactBits).SetFloat64(v) }

func compare(v float64, to *big.Float) int { return new(big.Float).SetFloat64(v).Cmp(to) }

// oracleExp returns eˣ: x is halved until it is small, Taylor's sum squared as
// often.
func oracleExp(x *big.Float) *big.Float {
	size := x.MantExp(nil)
	halvings := max(0, size+16)
	bits := uint(oracleBits + 64 + halvings + max(0, -2*size))
	number := func() *big.Float { return new(big.Float).SetPrec(bits) }

	small := number().SetMantExp(number().Set(x), -halvings)
	sum, term := number().SetInt64(1), number().SetInt64(1)
	for n := int64(1); x.Sign() != 0 && term.MantExp(nil) > -int(bits); n++ {
		term.Mul(term, small).Quo(term, number().SetInt64(n))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

const logBits = oracleBits + 150

// artanh returns the inverse hyperbolic tangent of a small g by its series.
func artanh(g *big.Float) *big.Float {
	number := func() *big.Float { return new(big.Float).SetPrec(logBits) }
	square := number().Mul(g, g)
	power, sum := number().Set(g), number().Set(g)
	for n := int64(3); g.Sign() != 0 && power.MantExp(nil) > g.MantExp(nil)-logBits; n += 2 {
		power.Mul(power, square)
		sum.Add(sum, number().Quo(power, number().SetInt64(n)))
	}
	return sum
}

// oracleLn2 is ln 2 by a formula of Machin's kind:
// 18·artanh(1/26) − 2·artanh(1/4801) + 8·artanh(1/8749).
var oracleLn2 = func() *big.Float {
	sum := new(big.Float).SetPrec(logBits)
	for _, term := range [][2]int64{{18, 26}, {-2, 4801}, {8, 8749}} {
		one := new(big.Float).SetPrec(logBits).SetInt64(1)
		part := artanh(one.Quo(one, new(big.Float).SetInt64(term[1])))
		sum.Add(sum, part.Mul(part, new(big.Float).SetInt64(term[0])))
	}
	return sum
}()

// oracleLog returns ln x for x > 0: square roots are taken until the number
// is near 1, and the logarithm is doubled as often.
func oracleLog(x float64) *big.Float {
	number := func() *big.Float { return new(big.Float).SetPrec(logBits) }
	one := number().SetInt64(1)
	m := number()
	k := number().SetFloat64(x).MantExp(m)
	if m.Cmp(number().SetFloat64(0.75)) < 0 {
		m.SetMantExp(m, 1)
		k--
	}
	doublings := 1 // the 2 of 2·artanh
	for ; number().Sub(m, one).MantExp(nil) > -10 && m.Cmp(one) != 0; doublings++ {
		m.Sqrt(m)
	}
	g := number().Sub(m, one)
	log := artanh(g.Quo(g, number().Add(m, one)))
	log.SetMantExp(log, doublings)
	return log.Add(log, number().Mul(oracleLn2, number().SetInt64(int64(k))))
}

func TestOracleAgainstPublishedDigits(t *testing.T) {
	for _, c := range []struct {
		name, digits string
		value        *big.Float
	}{
		{"e", "2.718281828459045235360287471352662497757247093699959574966967627724076630353547594571382178525166427", oracleExp(exact(1))},
		{"1/e", "0.367879441171442321595523770161460867445811131031767834507836801697461495744899803357147274345919643", oracleExp(exact(-1))},
		{"ln 2", "0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863326996418687", oracleLn2},
		{"ln 2", "0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863326996418687", oracleLog(2)},
		{"ln 10", "2.302585092994045684017991454684364207601101488628772976033327900967572609677352480235997205089598298", oracleLog(10)},
	} {
		want, _ := new(big.Float).SetPrec(logBits).SetString(c.digits)
		if off := want.Sub(want, c.value); off.Sign() != 0 && off.MantExp(nil) > -300 {
			t.Errorf("%s: the oracle gives %s, off by %s", c.name, c.value.Text('g', 90), off.Text('g', 3))
		}
	}
}

func TestOracleLogInvertsExp(t *testing.T) {
	for _, x := range []float64{1e-320, 1e-300, 1e-9, 0.5, below(1), above(1), 1.5, 3, 1e10, math.MaxFloat64} {
		back := oracleExp(oracleLog(x))
		back.Quo(back, exact(x)).Sub(back, exact(1))
		if back.Sign() != 0 && back.MantExp(nil) > -280 {
			t.Errorf("exp(log %g) is off by a factor of 1+%s", x, back.Text('g', 3))
		}
	}
}

func TestPartsOfLn2(t *testing.T) {
	if scaled := ln2Head * (1 << 42); scaled != math.Trunc(scaled) || scaled >= 1<<42 {
		t.Errorf("ln2Head is not a multiple of 2⁻⁴² below 1")
	}
	off := new(big.Float).SetPrec(logBits).Sub(oracleLn2, exact(ln2Head))
	off.Sub(off, exact(ln2Tail))
	if off.MantExp(nil) > -101 {
		t.Errorf("|ln 2 − ln2Head − ln2Tail| = %s, want less than 2⁻¹⁰¹", off.Text('g', 5))
	}
	if !(ln2Tail < 0x1p-44) {
		t.Errorf("ln2Tail = %g, want less than 2⁻⁴⁴", ln2Tail)
	}
}
