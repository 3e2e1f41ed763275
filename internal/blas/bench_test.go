package blas

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
)

// The shapes of the network's 1×1 convolutions, rows being frames times joints.
func BenchmarkSgemm(b *testing.B) {
	for _, rows := range []int{1600, 25600} {
		for _, s := range [][2]int{{64, 64}, {192, 64}, {128, 128}, {256, 256}, {768, 256}, {256, 768}} {
			for _, callers := range []int{1, 2} {
				name := fmt.Sprintf("%dx%dx%d/callers=%d", rows, s[0], s[1], callers)
				b.Run("OpenBLAS/"+name, func(b *testing.B) { benchmark(b, needOpenBLAS(b), callers, rows, s[0], s[1]) })
				b.Run("gonum/"+name, func(b *testing.B) { benchmark(b, openGonum(), callers, rows, s[0], s[1]) })
			}
		}
	}
}

// benchmark reports the rate of all callers together.
func benchmark(b *testing.B, library Library, callers, m, n, k int) {
	problems := make([]*problem, callers)
	for i := range problems {
		problems[i] = newProblem(false, false, m, n, k, 0)
		problems[i].beta = 0
	}
	b.ResetTimer()
	var products sync.WaitGroup
	for _, p := range problems {
		products.Go(func() {
			for range b.N {
				p.run(library.Sgemm)
			}
		})
	}
	products.Wait()
	operations := 2 * float64(m) * float64(n) * float64(k) * float64(callers) * float64(b.N)
	b.ReportMetric(operations/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}

// The cost of a call, on the smallest product.
func BenchmarkCall(b *testing.B) {
	for _, callers := range []int{1, runtime.NumCPU()} {
		name := fmt.Sprintf("/callers=%d", callers)
		b.Run("OpenBLAS"+name, func(b *testing.B) { b.ReportAllocs(); benchmark(b, needOpenBLAS(b), callers, 1, 1, 1) })
		b.Run("gonum"+name, func(b *testing.B) { b.ReportAllocs(); benchmark(b, openGonum(), callers, 1, 1, 1) })
	}
}

func BenchmarkTrial(b *testing.B) {
	multiply := openGonum().multiply
	for b.Loop() {
		if err := try(multiply); err != nil {
			b.Fatal(err)
		}
	}
}
