package philox

import "math/bits"

// A Stream is the sequence of draws of one (seed, purpose, i, j): as many as are
// asked for, independent of every other stream. It is not safe for concurrent use.
type Stream struct {
	key     [2]uint32
	counter [4]uint32
	block   [4]uint32
	used    int // words of block
}

// NewStream returns the stream of (seed, purpose, i, j) from its start.
func NewStream(seed uint64, purpose Purpose, i, j uint32) *Stream {
	return &Stream{
		key:     [2]uint32{uint32(seed), uint32(seed >> 32)},
		counter: [4]uint32{i, j, uint32(purpose), 0},
		used:    4,
	}
}

// Uint32 returns 32 random bits.
func (s *Stream) Uint32() uint32 {
	if s.used == len(s.block) {
		s.block = Block(s.counter, s.key)
		s.counter[3]++
		s.used = 0
	}
	s.used++
	return s.block[s.used-1]
}

// Uniform returns a number in [0, 1), a multiple of 2⁻⁵³.
func (s *Stream) Uniform() float64 {
	high := s.Uint32()
	return unit(high, s.Uint32())
}

// Between returns a number in [low, high).
func (s *Stream) Between(low, high float64) float64 { return low + (high-low)*s.Uniform() }

// Normal returns a standard normal number.
func (s *Stream) Normal() float64 {
	u := s.Uniform()
	return normal(u, s.Uniform())
}

// IntN returns a whole number in [0, n), each equally likely (Lemire, ACM TOMACS
// 2019). It panics if n is not in [1, 2³²].
func (s *Stream) IntN(n int) int {
	if n < 1 || n > 1<<32 {
		panic("philox: IntN needs 1 to 2³² numbers to choose from")
	}
	bound := uint64(n)
	for {
		high, low := bits.Mul64(uint64(s.Uint32())<<32, bound)
		if low>>32 >= (1<<32)%bound {
			return int(high)
		}
	}
}

// Shuffle puts the numbers 0 … n−1 into a random order by n−1 calls of swap, every
// order equally likely.
func (s *Stream) Shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, s.IntN(i+1))
	}
}
