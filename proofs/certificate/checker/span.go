package checker

import "math/big"

// precision of the ends of a span, bits.
const precision = 128

// A span is a range of numbers with its ends rounded outward. Exact fractions
// would double in length with every row of Routh's table.
type span struct{ low, high *big.Float }

func down() *big.Float { return new(big.Float).SetPrec(precision).SetMode(big.ToNegativeInf) }
func up() *big.Float   { return new(big.Float).SetPrec(precision).SetMode(big.ToPositiveInf) }

func newSpan(low, high *big.Rat) span { return span{down().SetRat(low), up().SetRat(high)} }

func (x span) minus(y span) span {
	return span{down().Sub(x.low, y.high), up().Sub(x.high, y.low)}
}

// over returns x/y for positive x and y.
func (x span) over(y span) span {
	return span{down().Quo(x.low, y.high), up().Quo(x.high, y.low)}
}

// times returns x·y for positive x.
func (x span) times(y span) span {
	least, most := x.low, x.high
	if y.low.Sign() < 0 {
		least = x.high
	}
	if y.high.Sign() < 0 {
		most = x.low
	}
	return span{down().Mul(least, y.low), up().Mul(most, y.high)}
}
