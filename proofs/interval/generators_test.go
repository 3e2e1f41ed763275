package interval

import (
	"math"
	"math/rand"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
)

// The numbers at which float64 arithmetic changes its behaviour.
var landmarks = []float64{
	0, math.Copysign(0, -1), math.SmallestNonzeroFloat64, 3 * math.SmallestNonzeroFloat64,
	below(0x1p-1022), 0x1p-1022, above(0x1p-1022), 0x1p-960, 0x1p-511, 0x1p-27, 0x1p-53,
	below(1), 1, above(1), 2, 3, 10, 0.1, 0.9, math.Sqrt2, math.Sqrt2 / 2, math.Ln2, math.Ln2 / 2,
	0x1p52, 0x1p53, 0x1p53 - 1, 0x1p511, 0x1p970, 0x1p1023, below(math.MaxFloat64), math.MaxFloat64,
}

// moved returns the float64 that lies steps float64 above v, MaxFloat64 and
// −MaxFloat64 at the furthest.
func moved(v float64, steps int) float64 {
	for ; steps > 0 && v < math.MaxFloat64; steps-- {
		v = math.Nextafter(v, math.Inf(1))
	}
	for ; steps < 0 && v > -math.MaxFloat64; steps++ {
		v = math.Nextafter(v, math.Inf(-1))
	}
	return v
}

func draw(pick func(*rand.Rand) float64) gopter.Gen {
	return func(parameters *gopter.GenParameters) *gopter.GenResult {
		return gopter.NewGenResult(pick(parameters.Rng), gen.Float64Shrinker)
	}
}

func signed(r *rand.Rand, v float64) float64 {
	if r.Intn(2) == 0 {
		return -v
	}
	return v
}

// anyNumber draws finite numbers, many of them troublesome.
func anyNumber() gopter.Gen {
	return gen.Frequency(map[int]gopter.Gen{
		4: gen.Float64(),
		3: draw(func(r *rand.Rand) float64 {
			return moved(signed(r, landmarks[r.Intn(len(landmarks))]), r.Intn(5)-2)
		}),
		2: draw(func(r *rand.Rand) float64 { // a power of two, its neighbours
			return moved(signed(r, math.Ldexp(1, r.Intn(2098)-1074)), r.Intn(3)-1)
		}),
		5: draw(func(r *rand.Rand) float64 { return signed(r, r.ExpFloat64()) }),
		1: draw(func(r *rand.Rand) float64 { return signed(r, float64(r.Intn(100))) }),
		6: draw(func(r *rand.Rand) float64 { // subnormal
			return signed(r, math.Float64frombits(r.Uint64()>>12>>r.Intn(52)))
		}),
	})
}

// anyExponent draws numbers whose exponential may be troublesome.
func anyExponent() gopter.Gen {
	return gen.Frequency(map[int]gopter.Gen{
		6: draw(func(r *rand.Rand) float64 { return expUnderflows + (expOverflows-expUnderflows)*r.Float64() }),
		5: draw(func(r *rand.Rand) float64 { return 4*r.Float64() - 2 }),
		4: draw(func(r *rand.Rand) float64 { // at and between the multiples of ln 2
			return moved(float64(r.Intn(4300)-2150)*(math.Ln2/2), r.Intn(9)-4)
		}),
		3: draw(func(r *rand.Rand) float64 { return signed(r, math.Ldexp(1+r.Float64(), -1-r.Intn(60))) }),
		2: draw(func(r *rand.Rand) float64 {
			edges := []float64{expNearZero, -expNearZero, expUnderflows, expOverflows,
				709.782712893384, -708.3964185322641, -744.4400719213812, -745.1332191019411}
			return moved(edges[r.Intn(len(edges))], r.Intn(9)-4)
		}),
		1: anyNumber(),
	})
}

// anyPositive draws positive numbers whose logarithm may be troublesome.
func anyPositive() gopter.Gen {
	return gen.Frequency(map[int]gopter.Gen{
		4: draw(func(r *rand.Rand) float64 { return math.Float64frombits(1 + uint64(r.Int63n(0x7fefffffffffffff))) }),
		3: draw(func(r *rand.Rand) float64 { return moved(1, r.Intn(2001)-1000) }),
		5: draw(func(r *rand.Rand) float64 { return 1 + signed(r, math.Ldexp(r.Float64(), -1-r.Intn(50))) }),
		2: draw(func(r *rand.Rand) float64 { // where the reduction changes its power of two
			return moved(math.Ldexp(math.Sqrt2, r.Intn(40)-20), r.Intn(9)-4)
		}),
		1: draw(func(r *rand.Rand) float64 { return math.Ldexp(1, r.Intn(2098)-1074) }),
		6: draw(func(r *rand.Rand) float64 { return r.ExpFloat64() }),
	})
}

// The shapes an operand may have.
const (
	pointShape = iota
	neighboursShape
	spanShape
	aboveShape
	belowShape
	entireShape
	shapes
)

// How the second operand may relate to the first.
const (
	unrelated = iota
	nearOpposite
	nearEqual
	nearInverse
	relations
)

// related returns b, or for a relation but unrelated a number near −a, a or 1/a,
// which makes sums cancel and products and quotients come close to 1.
func related(a, b float64, relation, steps int) float64 {
	switch relation {
	case nearOpposite:
		return moved(-a, steps)
	case nearEqual:
		return moved(a, steps)
	case nearInverse:
		return moved(min(max(1/a, -math.MaxFloat64), math.MaxFloat64), steps)
	}
	return b
}

// shaped returns an interval of a shape that has a and usually b in it.
func shaped(a, b float64, shape int) Interval {
	switch shape {
	case pointShape:
		return Point(a)
	case neighboursShape:
		return New(a, moved(a, 1))
	case spanShape:
		return New(min(a, b), max(a, b))
	case aboveShape:
		return New(a, math.Inf(1))
	case belowShape:
		return New(math.Inf(-1), a)
	}
	return Entire()
}

// member returns a finite member of x, an end of it where t is 0 or 1.
func member(x Interval, t float64) float64 {
	lo, hi := max(x.Lo, -math.MaxFloat64), min(x.Hi, math.MaxFloat64)
	return min(max(float64(lo*(1-t))+float64(hi*t), lo), hi)
}

// anyPlace draws from 0 to 1, often an end.
func anyPlace() gopter.Gen {
	return draw(func(r *rand.Rand) float64 { return min(max(2*r.Float64()-0.5, 0), 1) })
}
