package mixing

import "aeed/internal/philox"

// blend is Mixup, and CS-Mix if semantic: every number of a mixed clip is
// interpolated between those of its parents.
type blend struct {
	alpha    float64
	semantic bool
}

func (s blend) Draw(random *philox.Stream, shape [5]int, classes []int, out *Mixed) {
	if out.begin(random, shape, classes, s.semantic) {
		out.fill(ratio(random, s.alpha))
	}
}

// interpolate sets mixed to λ·a + (1 − λ)·b. It computes in float64 and rounds once,
// so no number leaves the interval between its parents; the conversions forbid a
// fused multiply-add, so the numbers are the same on every processor.
func interpolate(mixed, a, b []float32, lambda float64) {
	rest := 1 - lambda
	for k := range mixed {
		mixed[k] = float32(float64(lambda*float64(a[k])) + float64(rest*float64(b[k])))
	}
}
