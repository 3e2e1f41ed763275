package checker

import "math/big"

// Exact arithmetic, written as functions of values to read like the formulae.

var (
	zero = big.NewRat(0, 1)
	one  = big.NewRat(1, 1)
	two  = big.NewRat(2, 1)
	four = big.NewRat(4, 1)
)

func add(x, y *big.Rat) *big.Rat { return new(big.Rat).Add(x, y) }
func sub(x, y *big.Rat) *big.Rat { return new(big.Rat).Sub(x, y) }
func mul(x, y *big.Rat) *big.Rat { return new(big.Rat).Mul(x, y) }
func div(x, y *big.Rat) *big.Rat { return new(big.Rat).Quo(x, y) }
func less(x, y *big.Rat) bool    { return x.Cmp(y) < 0 }

func larger(x, y *big.Rat) *big.Rat {
	if less(x, y) {
		return y
	}
	return x
}

func smaller(x, y *big.Rat) *big.Rat {
	if less(y, x) {
		return y
	}
	return x
}

// reachesLog reports whether x ≥ 0 is proved to be at least ln n: whether a
// partial sum of the exponential series of x, all of whose terms are positive,
// reaches n. It takes terms of degree up to 200, which do for x up to 30 unless
// x is ln n to within 1e-20 or so.
func reachesLog(x *big.Rat, n *big.Rat) bool {
	sum, term := new(big.Rat), big.NewRat(1, 1)
	for k := int64(1); k <= 200; k++ {
		sum.Add(sum, term)
		if !less(sum, n) {
			return true
		}
		term.Mul(term, x).Quo(term, big.NewRat(k, 1))
	}
	return false
}
