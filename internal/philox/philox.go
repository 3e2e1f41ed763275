// Package philox is the counter-based random number generator Philox-4x32-10:
// what it returns depends on a key and a counter alone, never on what was drawn
// before, so results don't depend on the order of execution or on the number of
// workers.
//
// Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel Random
// Numbers: As Easy as 1, 2, 3, SC 2011.
package philox

import (
	"math"
	"math/bits"
)

// A Purpose keeps draws for different uses of one seed apart.
type Purpose uint32

// The purposes of the toolkit.
const (
	EntropyNoise    Purpose = iota + 1 // noise of measured class entropies
	SweepPoints                        // random designs of parameter sweeps
	SyntheticMotion                    // made-up skeleton clips
	Augmentation                       // random views of training clips
	Weights                            // initial weights of networks
	Mixing                             // partners and ratios of mixed clips
	Sampling                           // order of training clips
)

// Block returns the 128 random bits of a counter under a key.
func Block(counter [4]uint32, key [2]uint32) [4]uint32 {
	const (
		multiplier0, multiplier1 = 0xD2511F53, 0xCD9E8D57
		weyl0, weyl1             = 0x9E3779B9, 0xBB67AE85
		rounds                   = 10
	)
	for range rounds {
		high0, low0 := bits.Mul32(multiplier0, counter[0])
		high1, low1 := bits.Mul32(multiplier1, counter[2])
		counter = [4]uint32{high1 ^ counter[1] ^ key[0], low1, high0 ^ counter[3] ^ key[1], low0}
		key[0] += weyl0
		key[1] += weyl1
	}
	return counter
}

// block returns the bits of the draw (seed, purpose, i, j).
func block(seed uint64, purpose Purpose, i, j uint32) [4]uint32 {
	return Block([4]uint32{i, j, uint32(purpose), 0}, [2]uint32{uint32(seed), uint32(seed >> 32)})
}

// Uniform returns a number in [0, 1), a multiple of 2⁻⁵³, for the draw
// (seed, purpose, i, j).
func Uniform(seed uint64, purpose Purpose, i, j uint32) float64 {
	b := block(seed, purpose, i, j)
	return unit(b[0], b[1])
}

// Normal returns a standard normal number for the draw (seed, purpose, i, j), by
// the method of Box and Muller.
func Normal(seed uint64, purpose Purpose, i, j uint32) float64 {
	b := block(seed, purpose, i, j)
	return normal(unit(b[0], b[1]), unit(b[2], b[3]))
}

// normal turns two uniform numbers into a normal one.
func normal(u, v float64) float64 {
	return math.Sqrt(-2*math.Log(1-u)) * math.Cos(2*math.Pi*v) // 1 − u is in (0, 1]
}

func unit(high, low uint32) float64 {
	return float64(uint64(high)<<21|uint64(low)>>11) * 0x1p-53
}
