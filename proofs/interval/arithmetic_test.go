package interval

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// extremes lists the members of x at which an operation may be extreme.
func extremes(x Interval) []float64 {
	if x.Contains(0) {
		return []float64{x.Lo, 0, x.Hi}
	}
	return []float64{x.Lo, x.Hi}
}

// exactRange returns the tightest interval that contains all results at
// bounded operands, where op is defined everywhere.
func (op operation) exactRange(x, y Interval) Interval {
	var least, greatest *big.Float
	for _, a := range extremes(x) {
		for _, b := range extremes(y) {
			v := op.exact(a, b)
			if least == nil || v.Cmp(least) < 0 {
				least = v
			}
			if greatest == nil || v.Cmp(greatest) > 0 {
				greatest = v
			}
		}
	}
	return Interval{tightest(least).Lo, tightest(greatest).Hi}
}

func TestArithmeticIsTheTightest(t *testing.T) {
	for _, op := range operations() {
		if op.loose {
			continue
		}
		holds(t, op.name, prop.ForAll(func(a, b, c, d float64, shape, otherShape, relation, steps int) string {
			x, y := shaped(a, b, shape), shaped(related(a, c, relation, steps), d, otherShape)
			if !x.IsBounded() || !y.IsBounded() || op.domain != nil && !op.domain(x, y) {
				return ""
			}
			if z, want := op.apply(x, y), op.exactRange(x, y); z != want {
				return fmt.Sprintf("%s of %v and %v is %v, want %v", op.name, x, y, z, want)
			}
			return ""
		}, anyNumber(), anyNumber(), anyNumber(), anyNumber(),
			gen.IntRange(0, spanShape), gen.IntRange(0, spanShape), gen.IntRange(0, relations-1), gen.IntRange(-3, 3)))
	}
}

func TestArithmeticAtTheEdges(t *testing.T) {
	largest, smallest := math.MaxFloat64, math.SmallestNonzeroFloat64
	negativeZero := math.Copysign(0, -1)
	for _, c := range []struct {
		name      string
		got, want Interval
	}{
		{"sum that overflows", Point(largest).Add(Point(largest)), New(largest, inf)},
		{"sum that overflows below", Point(-largest).Sub(Point(largest)), New(-inf, -largest)},
		{"Entire − Entire", Entire().Sub(Entire()), Entire()},
		{"[1, Inf) − [1, Inf)", New(1, inf).Sub(New(1, inf)), Entire()},
		{"product that overflows", Point(largest).Mul(New(2, 3)), New(largest, inf)},
		{"product that underflows", Point(smallest).Mul(Point(-smallest)), New(-smallest, 0)},
		{"0 × Entire", Point(0).Mul(Entire()), Point(0)},
		{"−0 × [1, Inf)", Point(negativeZero).Mul(New(1, inf)), Point(0)},
		{"[0, 1] × (−Inf, −2]", New(0, 1).Mul(New(-inf, -2)), New(-inf, 0)},
		{"[−1, 2] × [−3, 5]", New(-1, 2).Mul(New(-3, 5)), New(-6, 10)},
		{"[−2, −1] × [−5, −3]", New(-2, -1).Mul(New(-5, -3)), New(3, 10)},
		{"1 / 0", Point(1).Div(Point(0)), Undefined()},
		{"1 / −0", Point(1).Div(Point(negativeZero)), Undefined()},
		{"0 / 0", Point(0).Div(Point(0)), Undefined()},
		{"1 / [0, 2]", Point(1).Div(New(0, 2)), New(0.5, inf)},
		{"1 / [−0, 2]", Point(1).Div(New(negativeZero, 2)), New(0.5, inf)},
		{"−1 / [0, 2]", Point(-1).Div(New(0, 2)), New(-inf, -0.5)},
		{"1 / [−2, 0]", Point(1).Div(New(-2, 0)), New(-inf, -0.5)},
		{"−1 / [−2, 0]", Point(-1).Div(New(-2, 0)), New(0.5, inf)},
		{"1 / [−1, 2]", Point(1).Div(New(-1, 2)), Entire()},
		{"0 / [0, 2]", Point(0).Div(New(0, 2)), Entire()},
		{"[0, 1] / [0, 2]", New(0, 1).Div(New(0, 2)), Entire()},
		{"0 / [1, Inf)", Point(0).Div(New(1, inf)), Point(0)},
		{"1 / Entire", Point(1).Div(Entire()), Entire()},
		{"[1, Inf) / [1, Inf)", New(1, inf).Div(New(1, inf)), New(0, inf)},
		{"(−Inf, −1] / [1, Inf)", New(-inf, -1).Div(New(1, inf)), New(-inf, 0)},
		{"Entire / [1, 2]", Entire().Div(New(1, 2)), Entire()},
		{"1 / [smallest, 1]", Point(1).Div(New(smallest, 1)), New(1, inf)},
		{"√[−1, 4]", New(-1, 4).Sqrt(), Undefined()},
		{"√[0, Inf)", New(0, inf).Sqrt(), New(0, inf)},
		{"√[−0, 4]", New(negativeZero, 4).Sqrt(), New(0, 2)},
		{"√([−1, 4] ∩ [0, Inf))", New(-1, 4).Intersect(New(0, inf)).Sqrt(), New(0, 2)},
		{"[−2, 1]²", New(-2, 1).Square(), New(0, 4)},
		{"Entire²", Entire().Square(), New(0, inf)},
		{"|(−Inf, 3]|", New(-inf, 3).Abs(), New(0, inf)},
		{"[−2, 1]³", New(-2, 1).PowInt(3), New(-8, 1)},
		{"[−3, −2]³", New(-3, -2).PowInt(3), New(-27, -8)},
		{"[−2, 1]⁴", New(-2, 1).PowInt(4), New(0, 16)},
		{"0⁰", Point(0).PowInt(0), Point(1)},
		{"Entire³", Entire().PowInt(3), Entire()},
		{"10⁴⁰⁰", Point(10).PowInt(400), New(largest, inf)},
		{"10⁻⁴⁰⁰", Point(1).Div(Point(10)).PowInt(400), New(0, smallest)},
		{"exp Entire", Entire().Exp(), New(0, inf)},
		{"exp [710, Inf)", New(710, inf).Exp(), New(largest, inf)},
		{"exp (−Inf, −746]", New(-inf, -746).Exp(), New(0, smallest)},
		{"log [0, 1]", New(0, 1).Log(), New(-inf, 0)},
		{"log [1, Inf)", New(1, inf).Log(), New(0, inf)},
		{"log 0", Point(0).Log(), Undefined()},
		{"log −0", Point(negativeZero).Log(), Undefined()},
		{"log [−1, 2]", New(-1, 2).Log(), Undefined()},
		{"log [−2, −1]", New(-2, -1).Log(), Undefined()},
	} {
		if c.got != c.want && (c.got.IsValid() || c.want.IsValid()) {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
}

// The power of one float64 errs by a factor of at most (1+2⁻⁵²)ⁿ⁻¹.
func TestPowersAreNarrow(t *testing.T) {
	for n := 1; n <= 60; n++ {
		for _, v := range []float64{0.1, 0.9, 1.1, -1.7, 3} {
			z := Point(v).PowInt(n)
			if wide := z.Width() / z.Abs().Lo; wide > 2.001*float64(n-1)*0x1p-52 {
				t.Errorf("%g to the power %d is %v: relative width %g", v, n, z, wide)
			}
		}
	}
}

func TestNothingAllocates(t *testing.T) {
	x, y := New(0.3, 0.4), New(-1.5, 2.5)
	for _, op := range operations() {
		if n := testing.AllocsPerRun(100, func() { x = op.apply(x.Max(Point(0.1)).Min(Point(10)), y) }); n != 0 {
			t.Errorf("%s allocates %g times", op.name, n)
		}
	}
}
