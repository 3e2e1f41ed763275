package gemm

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aeed/internal/blas"
)

// The network's products: its convolutions and topologies, the gradients of their
// inputs, and those of their weights. Then many rows, which no cache holds.
var networkShapes = []struct {
	transA, transB bool
	m, n, k        int
}{
	{false, true, 1600, 192, 64}, {false, true, 1600, 64, 64}, {false, true, 1600, 384, 64}, {false, true, 800, 384, 128},
	{false, true, 800, 128, 128}, {false, true, 400, 768, 256}, {false, true, 400, 256, 256},
	{false, true, 1600, 48, 16}, {false, true, 1600, 16, 80}, {false, true, 625, 64, 8}, {false, true, 625, 256, 32}, {false, true, 6400, 16, 16},
	{false, false, 1600, 64, 192}, {false, false, 400, 256, 768}, {false, false, 625, 8, 64},
	{true, false, 192, 64, 1600}, {true, false, 768, 256, 400}, {true, false, 64, 64, 1600}, {true, false, 16, 80, 1600}, {true, false, 64, 8, 625},
	{false, true, 25600, 192, 64}, {false, true, 12800, 256, 256},
}

// BenchmarkNetwork lets package blas and this one take turns, each round with the same
// products, and reports the best round of each in GFLOP/s of all callers together, and
// as a share of the callers' peak.
func BenchmarkNetwork(b *testing.B) {
	library := blas.Open()
	contenders := []struct {
		name string
		run  func(p *problem, packed *Packed)
	}{
		{"blas", func(p *problem, _ *Packed) { p.run(library.Sgemm) }},
		{"Multiply", func(p *problem, _ *Packed) { p.run(Multiply) }},
		{"Packed", func(p *problem, packed *Packed) {
			packed.Multiply(p.transA, p.m, p.alpha, p.a, p.lda, p.beta, p.c, p.ldc, nil)
		}},
	}
	for _, s := range networkShapes {
		for callers := 1; callers <= 2; callers++ {
			b.Run(fmt.Sprintf("%dx%dx%d/transposed=%t,%t/callers=%d", s.m, s.n, s.k, s.transA, s.transB, callers), func(b *testing.B) {
				problems, packed := make([]*problem, callers), make([]Packed, callers)
				for i := range callers {
					p := newProblem(s.transA, s.transB, s.m, s.n, s.k, 0)
					p.alpha, p.beta = 1, 0
					packed[i].PackB(p.transB, p.n, p.k, p.b, p.ldb)
					problems[i] = p
				}
				operations := 2 * float64(s.m) * float64(s.n) * float64(s.k)
				repeats := 1 + int(2e9/operations) // tens of milliseconds, for threads to find their cores
				rates := make([]float64, len(contenders))
				for range b.N {
					for i, contender := range contenders {
						took := together(callers, func(j int) {
							for range repeats {
								contender.run(problems[j], &packed[j])
							}
						})
						rates[i] = max(rates[i], operations*float64(callers*repeats)/took.Seconds())
					}
				}
				b.ReportMetric(0, "ns/op") // it is that of all contenders
				peak := Peak() * float64(callers)
				for i, contender := range contenders {
					b.ReportMetric(rates[i]/1e9, contender.name+"-GFLOP/s")
				}
				b.ReportMetric(100*rates[2]/peak, "Packed-%peak")
			})
		}
	}
}

// together returns how long goroutines take that start at the same time.
func together(goroutines int, f func(i int)) time.Duration {
	var ready, done sync.WaitGroup
	ready.Add(goroutines)
	var first atomic.Int64 // when the first one went on
	start := time.Now()
	for i := range goroutines {
		done.Go(func() {
			ready.Done()
			ready.Wait()
			first.CompareAndSwap(0, int64(time.Since(start)))
			f(i)
		})
	}
	done.Wait()
	return time.Since(start) - time.Duration(first.Load())
}
