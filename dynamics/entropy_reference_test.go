package dynamics

import (
	"math"
	"math/big"
	"sync"
)

// exactEntropy evaluates Eq. 1 in 200 bits from the e^{z_k} alone; only the
// final logarithms, of numbers at least 1, are float64.
func exactEntropy(logits []float64) float64 {
	sum, moment := new(big.Float).SetPrec(200), new(big.Float).SetPrec(200)
	for _, z := range logits {
		e := bigExp(z)
		sum.Add(sum, e)
		moment.Add(moment, new(big.Float).SetPrec(200).Mul(e, big.NewFloat(z)))
	}
	// H = ln Σe − Σez/Σe. With Σe = m·2^k the first is ln m + k ln 2.
	mean := new(big.Float).SetPrec(200).Quo(moment, sum)
	mantissa := new(big.Float)
	exponent := sum.MantExp(mantissa)
	m, _ := mantissa.Float64()
	total := new(big.Float).SetPrec(200).Mul(bigLn2(), big.NewFloat(float64(exponent)))
	total.Add(total, big.NewFloat(math.Log(m))).Sub(total, mean)
	h, _ := total.Float64()
	return h
}

// bigLn2 returns Σ 1/(k 2^k) to 200 bits.
var bigLn2 = sync.OnceValue(func() *big.Float {
	sum := new(big.Float).SetPrec(220)
	for k := 1; k < 220; k++ {
		power := new(big.Float).SetMantExp(big.NewFloat(float64(k)), k)
		sum.Add(sum, new(big.Float).SetPrec(220).Quo(big.NewFloat(1), power))
	}
	return sum
})

// bigExp returns e^z to nearly 200 bits for |z| ≤ 256, from Taylor's series of
// e^{z/2^12} and twelve squarings.
func bigExp(z float64) *big.Float {
	x := new(big.Float).SetMantExp(big.NewFloat(z), -12)
	sum := new(big.Float).SetPrec(230).SetInt64(1)
	term := new(big.Float).SetPrec(230).SetInt64(1)
	for k := int64(1); k < 36; k++ { // (1/16)³⁶/36! < 2⁻²⁸⁰
		term.Mul(term, x)
		term.Quo(term, new(big.Float).SetInt64(k))
		sum.Add(sum, term)
	}
	for range 12 {
		sum.Mul(sum, sum)
	}
	return sum
}
