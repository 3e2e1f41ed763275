package train

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"
)

func TestShares(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var s Shares
	var physical, label []float64
	for range 500 {
		p := random.Float64()
		l := 0.7*p + 0.3*random.Float64()
		physical, label = append(physical, p), append(label, l)
		s.add(p, l)
	}
	if got, want := s.Correlation(), stat.Correlation(physical, label, nil); math.Abs(got-want) > 1e-12 {
		t.Errorf("correlation %g, want %g", got, want)
	}
	if p, l := s.Means(); math.Abs(p-stat.Mean(physical, nil)) > 1e-12 || math.Abs(l-stat.Mean(label, nil)) > 1e-12 {
		t.Errorf("means %g and %g", p, l)
	}
	counted := 0
	for _, row := range s.Counts {
		for _, n := range row {
			counted += n
		}
	}
	if counted != 500 || s.Pairs != 500 {
		t.Errorf("%d of %d pairs in bins", counted, s.Pairs)
	}
	s = Shares{}
	s.add(1, 0)
	if s.Counts[shareBins-1][0] != 1 || !math.IsNaN(s.Correlation()) {
		t.Errorf("one pair gives %+v, correlation %g", s, s.Correlation())
	}
}

func TestGeometricShare(t *testing.T) {
	a, b := []float64{0, 0}, []float64{3, 4}
	for _, c := range []struct {
		mixed []float64
		want  float64
	}{{a, 1}, {b, 0}, {[]float64{1.5, 2}, 0.5}, {[]float64{0.6, 0.8}, 0.8}} {
		if got := geometricShare(c.mixed, a, b); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("%v: %g, want %g", c.mixed, got, c.want)
		}
	}
	if got := geometricShare(a, a, a); got != 0.5 {
		t.Errorf("a clip mixed with itself: %g", got)
	}
}
