package gemm

import "time"

// Peak measures how many floating-point operations a second a core makes of
// multiply-adds that touch no memory, with the instructions that Name returns: the
// bound of a product. It takes the best of 20 runs, some milliseconds in all.
func Peak() float64 {
	const runs, steps = 20, 20_000
	best := 0.0
	for range runs {
		start := time.Now()
		active.multiplyAdds(steps)
		operations := 2 * float64(chains*active.lanes) * steps
		best = max(best, operations/time.Since(start).Seconds())
	}
	return best
}

// chains is how many vectors of sums a step of multiplyAdds has, side by side.
const chains = 12

// multiplyAddsGo makes the multiply-adds of goLanes numbers in every chain.
func multiplyAddsGo(steps int) {
	var x [chains]float32
	for range steps * goLanes {
		for i := range x {
			x[i] += x[i] * x[i]
		}
	}
}
