package train

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// shareBins is how many classes of equal width the shares in [0, 1] fall into.
const shareBins = 10

// Shares tell how much of a mixed clip is the clip itself by some measure, and by its
// label, which for CS-Mix is 1 − λ_CS (Eq. 5).
type Shares struct {
	Pairs  int                       `json:"pairs"`
	Sums   [5]float64                `json:"sums"`   // of m, l, m², l² and m·l, where m is the measured share and l the label's
	Counts [shareBins][shareBins]int `json:"counts"` // pairs by tenths of m and of l
}

// add counts a pair.
func (s *Shares) add(measured, label float64) {
	s.Pairs++
	for i, x := range []float64{measured, label, measured * measured, label * label, measured * label} {
		s.Sums[i] += x
	}
	bin := func(x float64) int { return max(0, min(shareBins-1, int(x*shareBins))) }
	s.Counts[bin(measured)][bin(label)]++
}

// Means returns the mean measured share and the mean share of the label, NaN without
// pairs.
func (s *Shares) Means() (measured, label float64) {
	n := float64(s.Pairs)
	return s.Sums[0] / n, s.Sums[1] / n
}

// Correlation returns that of the two shares, in [−1, 1], NaN if either never varies.
func (s *Shares) Correlation() float64 {
	n := float64(s.Pairs)
	x, y := s.Means()
	return (s.Sums[4]/n - x*y) / math.Sqrt((s.Sums[2]/n-x*x)*(s.Sums[3]/n-y*y))
}

// geometricShare returns how much of a mixed clip is clip a by its place among the
// features: 1 where it lies on a, 0 where it lies on b, 1/2 where it lies on both.
func geometricShare(mixed, a, b []float64) float64 {
	toA, toB := floats.Distance(mixed, a, 2), floats.Distance(mixed, b, 2)
	if toA+toB == 0 {
		return 0.5
	}
	return toB / (toA + toB)
}
