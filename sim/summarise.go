package sim

import (
	"runtime"
	"sync"
	"sync/atomic"

	"aeed/dynamics"
)

// Summarise simulates the scenario under each of the parameters and sets dst[i]
// to the summary of points[i]. Workers goroutines share the work, all
// processors with 0; the results do not depend on their number. An invalid
// scenario or parameter is an error, and dst is then undefined. A run whose
// weights leave float64 has an infinite or undefined summary, not an error.
//
// Points of the logistic and the anchored law, driven by the flow, under a
// signal that doesn't answer to the weights, run as lanes of vector registers:
// the entropies are made once and shared, and a class's epoch of one point takes
// about a nanosecond. All others run one by one, some hundred times as long.
// Either way a point has the same summary to the bit. Memory is that of the
// entropies, 8 bytes a class and epoch, and does not grow with the number of
// points.
func Summarise(s *Scenario, points []dynamics.Parameters, dst []Summary, workers int) error {
	if len(points) != len(dst) {
		panic("sim: Summarise needs one summary for each point")
	}
	if err := s.Validate(); err != nil {
		return err
	}
	for i := range points {
		if err := points[i].Validate(); err != nil {
			return err
		}
	}
	summarise(s, points, dst, workers, maxBlock, &kernelsHere()[0])
	return nil
}

// summarise is Summarise of valid input, for blocks of at most the given number
// of points.
func summarise(s *Scenario, points []dynamics.Parameters, dst []Summary, workers, block int, k *kernels) {
	shared := newChanges(s)
	if shared == nil {
		block = 1
	}
	workers = processors(workers)
	block = min(block, (len(points)+workers-1)/workers) // so that few points keep all workers busy
	inParallel(len(points), block, workers, func() func(from, to int) {
		b := newBlock(s, shared, block, k)
		return func(from, to int) { b.summarise(points[from:to], dst[from:to]) }
	})
}

// inParallel has workers goroutines share the numbers from 0 to n−1, up to chunk
// consecutive ones at a time. Each calls start once, and what that returns for
// each of its chunks.
func inParallel(n, chunk, workers int, start func() func(from, to int)) {
	if workers == 1 {
		work := start()
		for from := 0; from < n; from += chunk {
			work(from, min(from+chunk, n))
		}
		return
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			work := start()
			for {
				from := int(next.Add(int64(chunk))) - chunk
				if from >= n {
					return
				}
				work(from, min(from+chunk, n))
			}
		})
	}
	group.Wait()
}

// processors returns the number of workers to use when asked for so many, all
// processors with 0.
func processors(workers int) int {
	if workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return workers
}
