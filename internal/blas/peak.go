package blas

import (
	"sync"
	"time"
)

// PeakRate measures the floating-point operations per second of Sgemm on large square
// products, of 1024×1024 matrices, one on each of the given number of goroutines at
// once and all together: the best of seven runs, in a quarter of a second (gonum: two
// seconds). It is what a step's own rate can be held against. It panics if threads is
// below 1.
func (l Library) PeakRate(threads int) float64 {
	const side, runs = 1024, 7
	return l.peakRate(threads, side, runs)
}

func (l Library) peakRate(threads, side, runs int) float64 {
	if threads < 1 {
		panic("blas: a rate needs at least one thread")
	}
	problems := make([]*problem, threads)
	for i := range problems {
		problems[i] = newProblem(false, false, side, side, side, 0)
	}
	best := 0.0
	for range runs {
		start := time.Now()
		var products sync.WaitGroup
		for _, p := range problems {
			products.Go(func() { p.run(l.multiply) })
		}
		products.Wait()
		operations := 2 * float64(threads) * float64(side) * float64(side) * float64(side)
		best = max(best, operations/time.Since(start).Seconds())
	}
	return best
}
