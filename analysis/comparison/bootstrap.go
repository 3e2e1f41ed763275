package comparison

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat"

	"aeed/internal/nullable"
	"aeed/internal/philox"
)

// The evaluations of the likelihood in the search for the constants, and in that of
// a replicate, which begins near its end.
const searchEvaluations, replicateEvaluations = 3000, 250

// resampling keeps the draws of the bootstrap apart from those of package philox.
const resampling = philox.Purpose(1 << 16)

// bootstrap returns the constants that are fitted to classes drawn with replacement,
// once a replicate.
func (f *forecaster) bootstrap(best []float64, o Options) [][]float64 {
	seen := f.seen()
	replicates := make([][]float64, o.Replicates)
	parallel(o.Replicates, func(i int) {
		stream := philox.NewStream(o.Seed, resampling, uint32(i), 0)
		var drawn []*history
		for range seen {
			drawn = append(drawn, f.histories[seen[stream.IntN(len(seen))]])
		}
		replicates[i] = fit(drawn, best, replicateEvaluations)
	})
	return replicates
}

// parallel calls work with 0 to n−1, on all processors.
func parallel(n int, work func(i int)) {
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				work(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

// bands hold 90 % of the drawn paths, by epoch and class.
type bands struct{ low, high run }

// pathsAReplicate are drawn with the constants of each replicate.
const pathsAReplicate = 4

// bands draws paths and returns their bands, and the share of the real weights
// inside.
func (f *forecaster) bands(replicates [][]float64, real *run, o Options) (bands, nullable.Float) {
	paths := make([]run, len(replicates)*pathsAReplicate)
	parallel(len(replicates), func(i int) {
		k := fromVector(replicates[i])
		beliefs := f.beliefs(k)
		for j := range pathsAReplicate {
			seed := o.Seed<<32 + uint64(i*pathsAReplicate+j)
			drawn := newPath(k, beliefs, f.sizes, f.closed, &seed)
			paths[i*pathsAReplicate+j], _ = f.simulate("drawn path", drawn.next)
		}
	})
	paths = slices.DeleteFunc(paths, func(r run) bool { return len(r.weights) < len(real.weights) })
	if len(paths) == 0 {
		return bands{}, nullable.Float(math.NaN())
	}
	var b bands
	inside, n := 0, 0
	for t := range real.weights {
		for _, table := range []struct {
			of        func(run) []float64
			low, high *[][]float64
			counts    bool
		}{
			{func(r run) []float64 { return r.weights[t] }, &b.low.weights, &b.high.weights, true},
			{func(r run) []float64 { return r.entropies[t] }, &b.low.entropies, &b.high.entropies, false},
		} {
			low, high := make([]float64, len(f.sizes)), make([]float64, len(f.sizes))
			for class := range low {
				low[class], high[class] = middle(paths, table.of, class)
				if value := table.of(*real)[class]; table.counts && f.shown[class] > 0 {
					n++
					if value >= low[class] && value <= high[class] {
						inside++
					}
				}
			}
			*table.low, *table.high = append(*table.low, low), append(*table.high, high)
		}
	}
	return b, nullable.Float(float64(inside) / float64(n))
}

// middle returns the 5 % and the 95 % quantile of a class over the paths.
func middle(paths []run, of func(run) []float64, class int) (low, high float64) {
	values := make([]float64, 0, len(paths))
	for _, p := range paths {
		if v := of(p)[class]; !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	return quantiles(values)
}

// quantiles returns the 5 % and the 95 % quantile, NaN of nothing.
func quantiles(values []float64) (low, high float64) {
	if len(values) == 0 {
		return math.NaN(), math.NaN()
	}
	slices.Sort(values)
	return stat.Quantile(0.05, stat.LinInterp, values, nil), stat.Quantile(0.95, stat.LinInterp, values, nil)
}
