package interval

import (
	"fmt"
	"math"
	"math/big"

	"github.com/leanovate/gopter"
)

// An operation pairs what the package computes with what is right.
type operation struct {
	name  string
	apply func(x, y Interval) Interval
	// exact is the result at a pair of members, nil where there is none.
	exact func(a, b float64) *big.Float
	// domain reports whether the operation is defined at all members; nil
	// says that it always is.
	domain func(x, y Interval) bool
	// nearest is the result as Go computes it.
	nearest func(a, b float64) float64
	// numbers draws operands; nil stands for anyNumber.
	numbers func() gopter.Gen
	// loose says that the ends may miss the tightest float64.
	loose bool
}

func total() *big.Float { return new(big.Float).SetPrec(exactBits) }

func operations() []operation {
	return []operation{
		{name: "Add", apply: Interval.Add,
			exact:   func(a, b float64) *big.Float { return total().Add(exact(a), exact(b)) },
			nearest: func(a, b float64) float64 { return a + b }},
		{name: "Sub", apply: Interval.Sub,
			exact:   func(a, b float64) *big.Float { return total().Sub(exact(a), exact(b)) },
			nearest: func(a, b float64) float64 { return a - b }},
		{name: "Mul", apply: Interval.Mul,
			exact:   func(a, b float64) *big.Float { return total().Mul(exact(a), exact(b)) },
			nearest: func(a, b float64) float64 { return a * b }},
		{name: "Div", apply: Interval.Div, exact: exactQuotient,
			domain:  func(_, y Interval) bool { return !y.Contains(0) },
			nearest: func(a, b float64) float64 { return a / b }},
		{name: "Min", apply: Interval.Min,
			exact:   func(a, b float64) *big.Float { return exact(min(a, b)) },
			nearest: func(a, b float64) float64 { return min(a, b) }},
		{name: "Max", apply: Interval.Max,
			exact:   func(a, b float64) *big.Float { return exact(max(a, b)) },
			nearest: func(a, b float64) float64 { return max(a, b) }},
		{name: "Hull", apply: Interval.Hull,
			exact:   func(a, _ float64) *big.Float { return exact(a) },
			nearest: func(a, _ float64) float64 { return a }, loose: true},
		unary("Neg", Interval.Neg, func(a float64) *big.Float { return exact(-a) }, func(a float64) float64 { return -a }),
		unary("Abs", Interval.Abs, func(a float64) *big.Float { return exact(math.Abs(a)) }, math.Abs),
		unary("Square", Interval.Square, exactPower(2), func(a float64) float64 { return a * a }),
		powerOperation(0), powerOperation(1), powerOperation(2), powerOperation(5), powerOperation(6), powerOperation(7),
		{name: "Sqrt", apply: func(x, _ Interval) Interval { return x.Sqrt() },
			exact: func(a, _ float64) *big.Float {
				if a < 0 {
					return nil
				}
				return new(big.Float).SetPrec(oracleBits).Sqrt(exact(a))
			},
			domain:  func(x, _ Interval) bool { return x.Lo >= 0 },
			nearest: func(a, _ float64) float64 { return math.Sqrt(a) }},
		{name: "Exp", apply: func(x, _ Interval) Interval { return x.Exp() },
			exact: func(a, _ float64) *big.Float {
				// Beyond ±2000 the exponential at ±2000 is as good.
				return oracleExp(exact(min(max(a, -2000), 2000)))
			},
			nearest: func(a, _ float64) float64 { return math.Exp(a) }, numbers: anyExponent, loose: true},
		{name: "Log", apply: func(x, _ Interval) Interval { return x.Log() },
			exact: func(a, _ float64) *big.Float {
				if a <= 0 {
					return nil
				}
				return oracleLog(a)
			},
			domain:  func(x, _ Interval) bool { return x.Lo > 0 },
			nearest: func(a, _ float64) float64 { return math.Log(a) }, numbers: anyPositive, loose: true},
	}
}

func unary(name string, apply func(Interval) Interval, exact func(float64) *big.Float, nearest func(float64) float64) operation {
	return operation{
		name:    name,
		apply:   func(x, _ Interval) Interval { return apply(x) },
		exact:   func(a, _ float64) *big.Float { return exact(a) },
		nearest: func(a, _ float64) float64 { return nearest(a) },
	}
}

func powerOperation(n int) operation {
	op := unary(fmt.Sprintf("PowInt(%d)", n), func(x Interval) Interval { return x.PowInt(n) }, exactPower(n),
		func(a float64) float64 { return math.Pow(a, float64(n)) })
	op.loose = true
	return op
}

func exactPower(n int) func(float64) *big.Float {
	return func(a float64) *big.Float {
		product := total().SetInt64(1)
		for range n {
			product.Mul(product, exact(a))
		}
		return product
	}
}

// exactQuotient rounds to exactBits. That cannot hide on which side of a float64
// the quotient lies: two of them differ by more, relative to their size.
func exactQuotient(a, b float64) *big.Float {
	if b == 0 {
		return nil
	}
	return total().Quo(exact(a), exact(b))
}

// violation says how z = op(x, y) breaks the promise of the package at members
// a of x and b of y, or "" where it keeps it.
func (op operation) violation(z, x, y Interval, a, b float64) string {
	want := op.exact(a, b)
	switch {
	case want == nil && z.IsBounded():
		return fmt.Sprintf("%s of %v and %v is the bounded %v, yet at %g and %g there is no result", op.name, x, y, z, a, b)
	case want == nil:
		return ""
	case !z.IsValid() && (op.domain == nil || op.domain(x, y)):
		return fmt.Sprintf("%s of %v and %v is defined, found %v", op.name, x, y, z)
	case z.IsValid() && (compare(z.Lo, want) > 0 || compare(z.Hi, want) < 0):
		return fmt.Sprintf("%s of %v and %v is %v, yet at %g and %g it is %s", op.name, x, y, z, a, b, want.Text('g', 40))
	}
	return ""
}

// tightest returns the greatest float64 that is at most v and the least that
// is at least v, as big rounds and math steps.
func tightest(v *big.Float) Interval {
	near, _ := v.Float64()
	z := Interval{near, near}
	if compare(near, v) > 0 {
		z.Lo = math.Nextafter(near, math.Inf(-1))
	}
	if compare(near, v) < 0 {
		z.Hi = math.Nextafter(near, math.Inf(1))
	}
	return z
}
