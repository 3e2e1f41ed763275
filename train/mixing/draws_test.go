package mixing

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"aeed/internal/philox"
)

func TestPartnersAreAPermutationWithoutFixedPoints(t *testing.T) {
	forMixed(t, mixing(), "partners", func(b batch, out *Mixed) string {
		if len(out.Partner) != b.shape[0] {
			return fmt.Sprintf("%d partners of %d clips", len(out.Partner), b.shape[0])
		}
		for i, p := range out.Partner {
			if i == p {
				return fmt.Sprintf("clip %d is its own partner", i)
			}
		}
		for i, p := range slices.Sorted(slices.Values(out.Partner)) {
			if i != p {
				return fmt.Sprintf("partners %v", out.Partner)
			}
		}
		return ""
	})
}

// All nine derangements of four clips must be equally frequent.
func TestDerangementsAreEquallyLikely(t *testing.T) {
	counts := map[[4]int]float64{}
	random := philox.NewStream(1, philox.Mixing, 0, 0)
	for range 9000 {
		var partner [4]int
		derange(random, partner[:])
		counts[partner]++
	}
	if len(counts) != 9 {
		t.Fatalf("%d derangements of 4 clips", len(counts))
	}
	var list []float64
	for _, n := range counts {
		list = append(list, n)
	}
	if x := chiSquare(list); x > 26.1 { // the 0.999 quantile at 8 degrees of freedom
		t.Errorf("counts %v, χ² = %.1f", counts, x)
	}
}

// The distance of Kolmogorov and Smirnov from Beta(α, α) must be that of chance.
func TestRatioHasTheBetaDistribution(t *testing.T) {
	const n = 20_000
	for _, alpha := range []float64{0.2, 0.5, 1, 4, 100} {
		random := philox.NewStream(2, philox.Mixing, 0, 0)
		draws := make([]float64, n)
		for i := range draws {
			draws[i] = ratio(random, alpha)
		}
		slices.Sort(draws)
		beta, distance := distuv.Beta{Alpha: alpha, Beta: alpha}, 0.0
		for i, x := range draws {
			p := beta.CDF(x)
			distance = max(distance, math.Abs(p-float64(i)/n), math.Abs(p-float64(i+1)/n))
		}
		if distance > 1.95/math.Sqrt(n) { // the 0.999 quantile
			t.Errorf("α = %g: distance %.4f", alpha, distance)
		}
	}
}

// However extreme α is, a ratio is one: at the ends for small, in the middle for
// large α.
func TestRatioIsBounded(t *testing.T) {
	random := philox.NewStream(3, philox.Mixing, 0, 0)
	for _, alpha := range []float64{5e-324, 1e-6, 1e9, math.MaxFloat64} {
		for range 1000 {
			lambda := ratio(random, alpha)
			if alpha < 1 && lambda != 0 && lambda != 1 || alpha > 1 && math.Abs(lambda-0.5) > 1e-3 {
				t.Fatalf("α = %g: λ = %g", alpha, lambda)
			}
		}
	}
}

func TestRatiosAreSharesAndOneABatch(t *testing.T) {
	forMixed(t, mixing(), "ratios", func(b batch, out *Mixed) string {
		if len(out.PhysicalRatio) != b.shape[0] || !out.Semantic && len(out.LabelRatio) != b.shape[0] {
			return fmt.Sprintf("ratios %v and %v of %d clips", out.PhysicalRatio, out.LabelRatio, b.shape[0])
		}
		for _, lambda := range out.PhysicalRatio {
			if !(lambda >= 0 && lambda <= 1) || lambda != out.PhysicalRatio[0] {
				return fmt.Sprintf("ratios %v", out.PhysicalRatio)
			}
		}
		for _, lambda := range out.LabelRatio {
			if !(lambda >= 0 && lambda <= 1) {
				return fmt.Sprintf("label ratios %v", out.LabelRatio)
			}
		}
		return ""
	})
}
