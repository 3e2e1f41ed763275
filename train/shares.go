package train

import "math"

// shareBins is how many classes of equal width the shares in [0, 1] fall into.
const shareBins = 10

// Shares tell how much of a mixed clip is the clip itself: in what the network sees,
// the physical share, and in its label, which for CS-Mix is 1 − λ_CS (Eq. 5).
type Shares struct {
	Pairs  int                       `json:"pairs"`
	Sums   [5]float64                `json:"sums"`   // of p, l, p², l² and p·l, where p is the physical share and l the label's
	Counts [shareBins][shareBins]int `json:"counts"` // pairs by tenths of p and of l
}

// add counts a pair.
func (s *Shares) add(physical, label float64) {
	s.Pairs++
	for i, x := range []float64{physical, label, physical * physical, label * label, physical * label} {
		s.Sums[i] += x
	}
	bin := func(x float64) int { return max(0, min(shareBins-1, int(x*shareBins))) }
	s.Counts[bin(physical)][bin(label)]++
}

// Means returns the mean physical share and the mean share of the label, NaN without
// pairs.
func (s *Shares) Means() (physical, label float64) {
	n := float64(s.Pairs)
	return s.Sums[0] / n, s.Sums[1] / n
}

// Correlation returns that of the two shares, in [−1, 1], NaN if either never varies.
func (s *Shares) Correlation() float64 {
	n := float64(s.Pairs)
	x, y := s.Means()
	return (s.Sums[4]/n - x*y) / math.Sqrt((s.Sums[2]/n-x*x)*(s.Sums[3]/n-y*y))
}
