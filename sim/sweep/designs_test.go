package sweep

import (
	"math"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// Each of n strata of each dimension has one point, and dimensions are
// independent.
func TestLatinHypercubeStratifies(t *testing.T) {
	properties := gopter.NewProperties(gopter.DefaultTestParametersWithSeed(1))
	properties.Property("one point a stratum", prop.ForAll(func(seed uint64, dimension uint32, n int64) bool {
		seen := make([]bool, n)
		for i := range n {
			u := latin(seed, dimension, i, n)
			if !(u >= 0 && u < 1) {
				return false
			}
			seen[int(u*float64(n))] = true
		}
		for _, s := range seen {
			if !s {
				return false
			}
		}
		return true
	}, gen.UInt64(), gen.UInt32Range(0, maxAxes), gen.Int64Range(1, 700)))
	properties.TestingRun(t)
}

func TestLatinHypercubeIsRandom(t *testing.T) {
	const n = 4096
	correlation := func(seedA, seedB uint64, a, b uint32) float64 {
		var sum float64
		for i := range int64(n) {
			sum += (latin(seedA, a, i, n) - 0.5) * (latin(seedB, b, i, n) - 0.5)
		}
		return sum * 12 / n
	}
	if r := correlation(1, 1, 0, 0); math.Abs(r-1) > 1e-3 {
		t.Errorf("variance of a dimension is %.4f of a uniform's", r)
	}
	for _, r := range []float64{correlation(1, 1, 0, 1), correlation(1, 2, 0, 0), correlation(1, 1<<40|1, 3, 3)} {
		if math.Abs(r) > 5/math.Sqrt(n) {
			t.Errorf("correlation %.4f", r)
		}
	}
	var order float64 // of neighbours along the index
	for i := range int64(n - 1) {
		order += (latin(1, 0, i, n) - 0.5) * (latin(1, 0, i+1, n) - 0.5)
	}
	if r := order * 12 / n; math.Abs(r) > 5/math.Sqrt(n) {
		t.Errorf("correlation of neighbours %.4f", r)
	}
	if u, last := latin(1, 0, 0, mostDrawn), latin(1, 0, mostDrawn-1, mostDrawn); u == last || last >= 1 {
		t.Errorf("the largest design: %v, %v", u, last)
	}
}

// The first points of new-joe-kuo-6.21201, as the authors' own program prints
// them (its test output for three dimensions).
func TestSobolFirstPoints(t *testing.T) {
	want := [][3]float64{{0, 0, 0}, {0.5, 0.5, 0.5}, {0.75, 0.25, 0.25}, {0.25, 0.75, 0.75}, {0.375, 0.375, 0.625},
		{0.875, 0.875, 0.125}, {0.625, 0.125, 0.875}, {0.125, 0.625, 0.375}, {0.1875, 0.3125, 0.9375}, {0.6875, 0.8125, 0.4375}}
	for i, point := range want {
		for d, x := range point {
			if got := sobol(uint32(d), uint32(i)); got != x {
				t.Errorf("point %d, dimension %d: %v, want %v", i, d, got, x)
			}
		}
	}
}

// Late points in all dimensions, as scipy.stats.qmc.Sobol(21, scramble=False) of
// SciPy 1.17.1 has them, in units of 2⁻³².
func TestSobolLatePoints(t *testing.T) {
	for i, want := range map[uint32][sobolDimensions]float64{
		12345: {2752774144, 3493593088, 688652288, 2262564864, 3816030208, 252968960, 546570240, 486801408, 3443785728, 1845231616, 319029248,
			2571894784, 3998482432, 4045144064, 148111360, 2752249856, 268697600, 218890240, 1371799552, 1475084288, 855900160},
		99999: {195198976, 3616178176, 2911797248, 3941433344, 1191542784, 3543564288, 2610855936, 757497856, 3510140928, 1360822272, 724008960,
			3752689664, 481329152, 4133847040, 1285586944, 3408756736, 3986915328, 1527152640, 2600566784, 669089792, 44138496},
	} {
		for d, x := range want {
			if got := sobol(uint32(d), i) * (1 << 32); got != x {
				t.Errorf("point %d, dimension %d: %v, want %v", i, d, got, x)
			}
		}
	}
}

// The first 2^k points have one in each of 2^k parts of every dimension, and
// every pair of the first dimensions fills a square evenly.
func TestSobolIsBalanced(t *testing.T) {
	for d := range uint32(sobolDimensions) {
		for _, n := range []uint32{1, 2, 64, 1024} {
			seen := make([]bool, n)
			for i := range n {
				part := int(sobol(d, i) * float64(n))
				if seen[part] {
					t.Fatalf("dimension %d: part %d of %d has two points", d, part, n)
				}
				seen[part] = true
			}
		}
	}
	const n, side = 4096, 8
	for a := range uint32(sobolDimensions) {
		for b := range a {
			var counts [side][side]int
			for i := range uint32(n) {
				counts[int(sobol(a, i)*side)][int(sobol(b, i)*side)]++
			}
			for _, row := range counts {
				for _, count := range row {
					if count != n/side/side {
						t.Fatalf("dimensions %d and %d: %d points in a part, want %d", a, b, count, n/side/side)
					}
				}
			}
		}
	}
}
