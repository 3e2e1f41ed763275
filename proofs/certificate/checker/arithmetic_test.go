package checker

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func TestDecimal(t *testing.T) {
	for _, text := range []string{"0", "1", "0.9", "10", "0.05", "123.456", "1000000"} {
		if got, err := decimal(text); err != nil || got.Cmp(mustRat(text)) != 0 {
			t.Errorf("decimal(%q) = %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", ".", "1.", ".1", "00", "01", "1.0", "0.50", "+1", "-1", "1e0", "1_0", "0x1", " 1", "1/2", "١", "NaN", "Inf", "0.0"} {
		if got, err := decimal(text); err == nil {
			t.Errorf("decimal(%q) = %v, want an error", text, got)
		}
	}
}

func mustRat(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic(text)
	}
	return r
}

// The partial sums decide as the logarithm does, to a part in 1e12.
func TestReachesLog(t *testing.T) {
	for _, n := range []int64{2, 3, 10, 60, 120, 400, 1000000, 1000000000000} {
		exact := math.Log(float64(n))
		above, below := new(big.Rat).SetFloat64(exact*(1+1e-12)), new(big.Rat).SetFloat64(exact*(1-1e-12))
		if !reachesLog(above, big.NewRat(n, 1)) || reachesLog(below, big.NewRat(n, 1)) {
			t.Errorf("ln %d is misjudged", n)
		}
	}
}

// Spans contain the exact results of their members.
func TestSpansContain(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	rat := func(least int64) *big.Rat { return big.NewRat(least+random.Int64N(2000), 1+random.Int64N(1000)) }
	contains := func(s span, x *big.Rat) bool {
		low, _ := s.low.Rat(nil)
		high, _ := s.high.Rat(nil)
		return !less(x, low) && !less(high, x)
	}
	for range 20000 {
		a, b := rat(1), rat(1)
		c, d := rat(-1000), rat(-1000)
		x, y := newSpan(smaller(a, b), larger(a, b)), newSpan(smaller(c, d), larger(c, d))
		if !contains(x.times(y), mul(a, c)) || !contains(x.times(y), mul(b, c)) || !contains(x.minus(y), sub(a, d)) {
			t.Fatalf("[%v %v] and [%v %v]", a, b, c, d)
		}
		e := rat(1)
		if z := newSpan(e, e); !contains(x.over(z), div(a, e)) || !contains(x.over(z), div(b, e)) {
			t.Fatalf("[%v %v] / %v", a, b, e)
		}
	}
}

// Routh's table agrees with the gains at which Theorem 6 places the limits.
func TestRouthLimits(t *testing.T) {
	point := func(text string) [2]*big.Rat { return [2]*big.Rat{mustRat(text), mustRat(text)} }
	for _, c := range []struct {
		delay            int
		stable, instable string // of β = 0.9, λ = 0.3
	}{
		{0, "107.666", "107.667"}, // (2−λ)(1+β)/(λ(1−β))
		{1, "12.333", "12.334"},   // 1/λ + β/(1−β)
		{2, "6.7", "6.9"},
		{5, "3.2", "3.4"},
		{10, "2.05", "2.15"},
	} {
		if !positive(routh(box{gain: point(c.stable), beta: point("0.9"), lag: point("0.3")}, c.delay)) {
			t.Errorf("d = %d: gain %s is not proved", c.delay, c.stable)
		}
		if positive(routh(box{gain: point(c.instable), beta: point("0.9"), lag: point("0.3")}, c.delay)) {
			t.Errorf("d = %d: gain %s is proved", c.delay, c.instable)
		}
	}
}
