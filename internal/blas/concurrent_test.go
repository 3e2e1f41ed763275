package blas

import (
	"slices"
	"sync"
	"testing"
)

// More goroutines than cores, each with products of its own, short and long in turn:
// every result must be the one that a lone call gives, bit for bit.
func TestConcurrentCalls(t *testing.T) {
	shapes := [][3]int{{1, 1, 1}, {16, 16, 16}, {25, 25, 64}, {100, 64, 64}, {64, 64, 400}, {100, 96, 128}}
	forEachLibrary(t, func(t *testing.T, library Library) {
		var problems []*problem
		for i, s := range shapes {
			p := newProblem(i%2 == 0, i%3 == 0, s[0], s[1], s[2], 0)
			p.run(library.Sgemm)
			problems = append(problems, p)
		}
		const goroutines, rounds = 40, 25 // 6,000 products
		var calls sync.WaitGroup
		for g := range goroutines {
			calls.Go(func() {
				for r := range rounds {
					for i := range problems {
						alone := problems[(i+g+r)%len(problems)]
						p := *alone
						p.c = slices.Clone(p.start)
						p.run(library.Sgemm)
						if !slices.Equal(p.c, alone.c) {
							t.Errorf("%s differs from a lone call", alone)
							return
						}
					}
				}
			})
		}
		calls.Wait()
		for _, p := range problems {
			if err := p.check(); err != nil {
				t.Error(err)
			}
		}
	})
}
