package comparison

import (
	"math"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func TestErrors(t *testing.T) {
	nan := math.NaN()
	a, b := [][]float64{{1, 2, 3}, {4, nan, 6}}, [][]float64{{0, 4, 9}, {4, 1, 9}}
	near(t, "root mean square", rootMeanSquare(a, b, []int{0, 1}), math.Sqrt(5.0/3), 1e-15)
	near(t, "mean", meanDifference(a, b, []int{0, 1}), -1.0/3, 1e-15)
	if !math.IsNaN(rootMeanSquare(a, b, nil)) || !math.IsNaN(meanDifference(a, b, nil)) {
		t.Error("an error over no class")
	}
}

func TestSpearman(t *testing.T) {
	for _, c := range []struct {
		a, b []float64
		want float64
	}{
		{[]float64{1, 2, 3}, []float64{10, 20, 90}, 1},
		{[]float64{1, 2, 3}, []float64{3, 2, 1}, -1},
		{[]float64{1, 2, 3, 4}, []float64{2, 1, 4, 3}, 0.6},
		{[]float64{1, 1, 2}, []float64{1, 2, 3}, math.Sqrt(0.75)}, // ties share their rank
	} {
		near(t, "rank correlation", spearman(c.a, c.b), c.want, 1e-15)
	}
	if !math.IsNaN(spearman([]float64{1, 1}, []float64{1, 2})) {
		t.Error("a correlation with a constant")
	}
	defer func() {
		if recover() != "comparison: rank correlation of series of unequal lengths" {
			t.Error("no panic")
		}
	}()
	spearman([]float64{1}, nil)
}

// Ranks are blind to a rising function, and sum to n(n−1)/2.
func TestRanks(t *testing.T) {
	properties := gopter.NewProperties(gopter.DefaultTestParameters())
	properties.Property("ranks", prop.ForAll(func(values []int) bool {
		var plain, cubed []float64
		for _, v := range values {
			plain, cubed = append(plain, float64(v)), append(cubed, math.Pow(float64(v), 3))
		}
		sum := 0.0
		for _, r := range ranks(plain) {
			sum += r
		}
		return slices.Equal(ranks(plain), ranks(cubed)) && sum == float64(len(values)*(len(values)-1))/2
	}, gen.SliceOf(gen.IntRange(-5, 5))))
	properties.TestingRun(t)
}
