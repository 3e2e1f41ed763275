package gemm

import (
	"math"
	"slices"
	"sync"
	"testing"
)

// An element has the same bits in a product of any rows and columns: alone, in the
// whole, transposed, packed or not.
func TestBitsOfAnElement(t *testing.T) {
	forEachKernels(t, func(t *testing.T) {
		for _, s := range [][3]int{{40, 81, 30}, {31, 50, 700}, {64, 8, 625}, {110, 20, 1300}} {
			for transposes := range 4 {
				whole := newProblem(transposes&1 != 0, transposes&2 != 0, s[0], s[1], s[2], 2)
				whole.run(Multiply)
				packed := *whole
				packed.c = slices.Clone(whole.start)
				packed.runPacked()
				if !equalBits(packed.c, whole.c) {
					t.Errorf("packed differs: %s", whole)
				}
				for _, part := range [][4]int{{0, 0, 1, 1}, {3, 5, 1, 3}, {2, 1, 9, 7}, {17, 0, 14, 8}, {1, 0, s[0] - 1, s[1]}} {
					p := whole.part(part[0], part[1], part[2], part[3])
					p.run(Multiply)
					for i := range p.m {
						if got, want := p.c[i*p.ldc:][:p.n], whole.c[(i+part[0])*whole.ldc+part[1]:][:p.n]; !equalBits(got, want) {
							t.Fatalf("row %d of part %v differs: %s", i, part, whole)
						}
					}
				}
			}
		}
	})
}

// part returns the product of some rows and columns of C.
func (p *problem) part(row, column, rows, columns int) *problem {
	q := *p
	q.m, q.n = rows, columns
	q.a, q.b = p.a[row*p.lda:], p.b[column:]
	if p.transA {
		q.a = p.a[row:]
	}
	if p.transB {
		q.b = p.b[column*p.ldb:]
	}
	q.c = slices.Clone(p.start[row*p.ldc+column:])
	return &q
}

func equalBits(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) })
}

// All vectors give the same bits.
func TestBitsOfVectors(t *testing.T) {
	var first []float32
	forEachKernels(t, func(t *testing.T) {
		if active.name == goKernels.name {
			return
		}
		p := newProblem(false, true, 60, 70, 1300, 0)
		p.run(Multiply)
		if first == nil {
			first = p.c
		} else if !equalBits(p.c, first) {
			t.Errorf("%s differs", active.name)
		}
	})
}

// More goroutines than cores, each with products of its own, and one with a Packed of
// all: every result must be the one that a lone call gives, bit for bit.
func TestConcurrentCalls(t *testing.T) {
	shapes := [][3]int{{1, 1, 1}, {16, 16, 16}, {25, 25, 64}, {100, 64, 64}, {64, 64, 400}, {64, 8, 400}, {200, 192, 128}}
	var problems []*problem
	packed := make([]Packed, len(shapes))
	for i, s := range shapes {
		p := newProblem(i%2 == 0, i%3 == 0, s[0], s[1], s[2], 0)
		p.run(Multiply)
		if err := p.check(); err != nil {
			t.Error(err)
		}
		problems = append(problems, p)
		packed[i].PackB(p.transB, p.n, p.k, p.b, p.ldb)
	}
	const goroutines, rounds = 20, 10
	var calls sync.WaitGroup
	for g := range goroutines {
		calls.Go(func() {
			for r := range rounds * len(shapes) {
				i := (g + r) % len(shapes)
				p := *problems[i]
				p.c = slices.Clone(p.start)
				if r%2 == 0 {
					p.run(Multiply)
				} else {
					packed[i].Multiply(p.transA, p.m, p.alpha, p.a, p.lda, p.beta, p.c, p.ldc, nil)
				}
				if !equalBits(p.c, problems[i].c) {
					t.Errorf("%s differs from a lone call", &p)
					return
				}
			}
		})
	}
	calls.Wait()
}
