package comparison

import (
	"cmp"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// spearman returns the rank correlation of two series of equal lengths, equal values
// sharing their mean rank; NaN where one of them has a single value or none.
func spearman(a, b []float64) float64 {
	if len(a) != len(b) {
		panic("comparison: rank correlation of series of unequal lengths")
	}
	return stat.Correlation(ranks(a), ranks(b), nil)
}

// ranks returns the rank of each value, from 0.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	ranks := make([]float64, len(values))
	for i := 0; i < len(order); {
		j := i + 1
		for j < len(order) && values[order[j]] == values[order[i]] {
			j++
		}
		for _, tied := range order[i:j] {
			ranks[tied] = float64(i+j-1) / 2
		}
		i = j
	}
	return ranks
}
