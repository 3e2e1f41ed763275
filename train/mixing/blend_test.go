package mixing

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// blends are the strategies that interpolate.
var blends = []string{"mixup", "remix", "cs-mix"}

func TestBlendsAreConvexCombinations(t *testing.T) {
	forMixed(t, blends, "λ·a + (1 − λ)·b", func(b batch, out *Mixed) string {
		for i, partner := range out.Partner {
			mixed, own, other := b.clip(out.X, i), b.clip(b.x, i), b.clip(b.x, partner)
			lambda := out.PhysicalRatio[i]
			for k, x := range mixed {
				if x < min(own[k], other[k]) || x > max(own[k], other[k]) {
					return fmt.Sprintf("%g of %g and %g", x, own[k], other[k])
				}
				if want := lambda*float64(own[k]) + (1-lambda)*float64(other[k]); math.Abs(float64(x)-want) > 1e-5*(1+math.Abs(want)) {
					return fmt.Sprintf("%g, want %g", x, want)
				}
			}
		}
		return ""
	})
}

// What the parents agree in, such as the zeros of an absent body, stays as it is.
func TestInterpolationOfEqualsIsExact(t *testing.T) {
	a := []float32{0, -0.1, 1e-40, 3e38, 1.0 / 3}
	for k := range 101 {
		mixed := make([]float32, len(a))
		interpolate(mixed, a, a, float64(k)/100)
		if !slices.Equal(mixed, a) {
			t.Errorf("λ = %g: %v", float64(k)/100, mixed)
		}
	}
}

func TestInterpolationByHand(t *testing.T) {
	mixed := make([]float32, 3)
	interpolate(mixed, []float32{1, 0, -2}, []float32{5, 8, 2}, 0.75)
	if want := []float32{2, 2, -1}; !slices.Equal(mixed, want) {
		t.Errorf("got %v, want %v", mixed, want)
	}
}

func TestLabels(t *testing.T) {
	forMixed(t, []string{"mixup", "cutmix", "cutmix-parts"}, "labels are as the clips", func(_ batch, out *Mixed) string {
		if out.Semantic || !slices.Equal(out.LabelRatio, out.PhysicalRatio) {
			return fmt.Sprintf("%v of %v", out.LabelRatio, out.PhysicalRatio)
		}
		return ""
	})
	forMixed(t, []string{"cs-mix"}, "labels are left to the posteriors", func(_ batch, out *Mixed) string {
		if !out.Semantic || len(out.LabelRatio) != 0 {
			return fmt.Sprintf("label ratios %v, semantic: %v", out.LabelRatio, out.Semantic)
		}
		return ""
	})
}

func TestRemixRule(t *testing.T) {
	for _, c := range []struct {
		lambda       float64
		sizeA, sizeB int
		want         float64
	}{
		{0.4, 30, 10, 0},       // a is 3 times as frequent and has the lesser share
		{0.5, 30, 10, 0.5},     // not less than half
		{0.6, 30, 10, 0.6},     // the greater share
		{0.4, 29, 10, 0.4},     // not 3 times as frequent
		{0.6, 10, 30, 1},       // b is, and has the lesser share
		{0.5, 10, 30, 0.5},     //
		{0.4, 10, 30, 0.4},     //
		{0.6, 10, 29, 0.6},     //
		{0.1, 10, 10, 0.1},     // one class
		{0, 600, 6, 0},         // the ends
		{1, 6, 600, 1},         //
		{0.001, 6, 600, 0.001}, //
	} {
		if got := rebalance(c.lambda, c.sizeA, c.sizeB); got != c.want {
			t.Errorf("λ = %g of classes of %d and %d clips: label weight %g, want %g", c.lambda, c.sizeA, c.sizeB, got, c.want)
		}
	}
}

// Remix must give the rule the sizes of the clips' own classes; and swapping the
// parents swaps the shares of the label.
func TestRemixLabels(t *testing.T) {
	forMixed(t, []string{"remix"}, "the rule", func(b batch, out *Mixed) string {
		for i, partner := range out.Partner {
			lambda, own, other := out.PhysicalRatio[i], settings.ClassSizes[b.classes[i]], settings.ClassSizes[b.classes[partner]]
			if out.LabelRatio[i] != rebalance(lambda, own, other) || 1-out.LabelRatio[i] != rebalance(1-lambda, other, own) {
				return fmt.Sprintf("label weight %g of λ = %g and classes of %d and %d clips", out.LabelRatio[i], lambda, own, other)
			}
		}
		return ""
	})
}
