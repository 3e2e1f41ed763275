package kernel

import (
	"math"
	"math/rand/v2"
)

// poison is what may be neither read nor overwritten.
var poison = float32(math.NaN())

// A matrix is memory with poison around and between rows that a routine sees.
type matrix struct {
	memory []float32
	inside []bool
	more   int // numbers behind the last row
}

const guard = 40

// numbers returns what a routine is given: from the first row on, and a little more
// than its last if there is more.
func (m matrix) numbers() []float32 { return m.memory[guard : len(m.memory)-m.more/2] }

// A source makes the arguments of a routine, always the same ones for a seed. The
// numbers of an absolute source are the absolute values of those.
type source struct {
	*rand.Rand
	absolute bool
	ends     [][]float32 // memory for matrices, behind which there is none; may be nil
}

func newSource(seed uint64, absolute bool) *source {
	return &source{Rand: rand.New(rand.NewPCG(seed, 6)), absolute: absolute}
}

// allocate returns memory for size numbers and, unless there must be none, a few
// more.
func (s *source) allocate(size int) (memory []float32, more int) {
	if len(s.ends) == 0 {
		return make([]float32, size+guard), guard
	}
	end := s.ends[0]
	s.ends = s.ends[1:]
	return end[len(end)-size:], 0
}

// number returns one of [−2, 2], now and then zero.
func (s *source) number() float32 {
	x := float32(4*s.Float64() - 2)
	if s.IntN(16) == 0 {
		x = 0
	}
	if s.absolute {
		return max(x, -x)
	}
	return x
}

// unset returns a matrix of poison.
func (s *source) unset(rows, stride, columns int) matrix {
	return s.blocks(rows, stride, 1, 0, columns)
}

// matrix returns one with numbers.
func (s *source) matrix(rows, stride, columns int) matrix {
	return s.fill(s.unset(rows, stride, columns))
}

// vector returns n numbers.
func (s *source) vector(n int) []float32 { return s.matrix(1, 0, n).numbers()[:n:n] }

// subtracted returns n numbers; an absolute source makes them negative, so that
// differences become sums of absolute values.
func (s *source) subtracted(n int) []float32 {
	x := s.vector(n)
	if s.absolute {
		for i := range x {
			x[i] = -x[i]
		}
	}
	return x
}

// blocks returns poison with columns at every i·iStride + j·jStride.
func (s *source) blocks(m, iStride, n, jStride, columns int) matrix {
	size := guard
	if m > 0 && n > 0 {
		size += (m-1)*iStride + (n-1)*jStride + columns
	}
	var x matrix
	x.memory, x.more = s.allocate(size)
	x.inside = make([]bool, len(x.memory))
	for i := range x.memory {
		x.memory[i] = poison
	}
	for i := range m {
		for j := range n {
			for c := range columns {
				x.inside[guard+i*iStride+j*jStride+c] = true
			}
		}
	}
	return x
}

// fill puts numbers where there may be some.
func (s *source) fill(m matrix) matrix {
	for i, inside := range m.inside {
		if inside {
			m.memory[i] = s.number()
		}
	}
	return m
}

// columns returns how many columns a matrix has, and a stride.
func (s *source) columns() (columns, stride int) {
	columns = 1 + s.IntN(70)
	return columns, s.stride(columns)
}

func (s *source) stride(columns int) int { return columns + s.IntN(2)*s.IntN(9) }

func (s *source) flag() bool { return s.IntN(2) == 0 }
