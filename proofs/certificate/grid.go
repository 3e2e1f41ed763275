package certificate

import (
	"math"

	"aeed/proofs/interval"
)

// settledShare is the share of ln C, at the upper end, that the grid leaves to
// one piece.
const settledShare = 0.001

// grid returns about count nodes from 0 to just above ln C, as decimals and as
// their enclosures.
//
// They lie at ln C·(1 − β^{k/K}), k = 0, 1, …: the history that drives a weight
// highest keeps the entropy at ln C, and so moves M from node to node. Without
// such a grid the interpolation of the barrier would leak a little into every
// epoch. β = 0 has no such sequence; its nodes are equidistant.
func grid(l law, count int) ([]string, []interval.Interval) {
	limit := math.Ceil(interval.LogUp(l.classes)*1e7+1) / 1e7
	beta := l.beta.Mid()
	perEpoch := max(1, math.Round(float64(count)*math.Log(beta)/math.Log(settledShare)))
	var texts []string
	last := -1.0
	add := func(m float64) {
		m = math.Round(m*1e7) / 1e7
		if m > last+1e-6 || m == limit {
			last = m
			texts = append(texts, decimalOf(m))
		}
	}
	for k := 0.0; ; k++ {
		left := math.Pow(beta, k/perEpoch)
		if beta == 0 {
			left = 1 - k/float64(count-1)
		}
		if left < settledShare {
			break
		}
		add(limit * (1 - left))
	}
	add(limit)
	nodes := make([]interval.Interval, len(texts))
	for i, text := range texts {
		nodes[i] = interval.MustParse(text)
	}
	return texts, nodes
}
