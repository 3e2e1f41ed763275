package longtail

import "math/bits"

// The constants of MT19937.
const (
	stateWords  = 624
	middleWord  = 397
	twistMatrix = 0x9908B0DF
)

// A mersenne is the generator MT19937 (M. Matsumoto and T. Nishimura, ACM TOMACS
// 1998), which NumPy's RandomState draws from. Only the published lists need it:
// what is new draws from package philox.
type mersenne struct {
	state [stateWords]uint32
	used  int // words of the state
}

// newMersenne returns the generator of a seed, as init_genrand of the authors does.
func newMersenne(seed uint32) *mersenne {
	m := &mersenne{used: stateWords}
	m.state[0] = seed
	for i := uint32(1); i < stateWords; i++ {
		last := m.state[i-1]
		m.state[i] = 1812433253*(last^last>>30) + i
	}
	return m
}

// uint32 returns the next 32 bits.
func (m *mersenne) uint32() uint32 {
	if m.used == stateWords {
		m.twist()
	}
	x := m.state[m.used]
	m.used++
	x ^= x >> 11
	x ^= x << 7 & 0x9D2C5680
	x ^= x << 15 & 0xEFC60000
	return x ^ x>>18
}

func (m *mersenne) twist() {
	const upper = 1 << 31
	for i := range m.state {
		x := m.state[i]&upper | m.state[(i+1)%stateWords]&^upper
		m.state[i] = m.state[(i+middleWord)%stateWords] ^ x>>1 ^ x&1*twistMatrix
	}
	m.used = 0
}

// upTo returns a whole number from 0 to high, each equally likely: the lowest bits
// that can hold high, drawn until they do not exceed it. It takes no draw for 0.
func (m *mersenne) upTo(high uint32) uint32 {
	mask := uint32(1)<<bits.Len32(high) - 1
	for high > 0 {
		if x := m.uint32() & mask; x <= high {
			return x
		}
	}
	return 0
}

// shuffle puts n things into a random order by calls of swap, as numpy.random.shuffle
// does.
func (m *mersenne) shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, int(m.upTo(uint32(i))))
	}
}
