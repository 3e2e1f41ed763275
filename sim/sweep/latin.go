package sweep

import (
	"math/bits"

	"aeed/internal/philox"
)

// latin returns the place in [0, 1) of point i of n on a dimension of a Latin
// hypercube: n equal strata hold a point each, in an order and at places in them
// that the seed decides.
func latin(seed uint64, dimension uint32, i, n int64) float64 {
	stratum := permute(seed, dimension, uint64(i), uint64(n))
	// Off the borders of the stratum by more than any rounding.
	const places = 1 << 20
	inside := float64(latinBits(seed, 1, dimension, uint64(i))%places) + 0.5
	return (float64(stratum) + inside/places) / float64(n)
}

// permute returns where a keyed permutation of 0 … n−1 sends i: a Feistel
// network on the smallest even number of bits that hold n, walked along the cycle
// until it comes back below n.
func permute(seed uint64, dimension uint32, i, n uint64) uint64 {
	half := max(1, (bits.Len64(n-1)+1)/2)
	mask := uint64(1)<<half - 1
	for {
		left, right := i>>half, i&mask
		for round := range uint64(6) {
			left, right = right, left^uint64(latinBits(seed, 0, dimension, right<<3|round))&mask
		}
		if i = left<<half | right; i < n {
			return i
		}
	}
}

// latinBits are random bits for a use of a dimension's draws; the last word of
// the counter keeps them apart from those of philox.Uniform.
func latinBits(seed uint64, use, dimension uint32, i uint64) uint32 {
	counter := [4]uint32{uint32(i), uint32(i >> 32), uint32(philox.SweepPoints), 1 + dimension<<1 | use}
	return philox.Block(counter, [2]uint32{uint32(seed), uint32(seed >> 32)})[0]
}
