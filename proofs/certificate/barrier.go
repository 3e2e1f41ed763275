package certificate

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"aeed/proofs/certificate/checker"
	in "aeed/proofs/interval"
)

// decimalOf returns a number of at most 15 digits as a canonical decimal.
func decimalOf(v float64) string {
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// maxNodes bounds the nodes of a barrier, as the checker does.
const maxNodes = 10000

// errNone says that a search found no barrier.
var errNone = errors.New("no barrier found")

// findBarrier searches for a barrier on about count nodes and proves it with
// outward rounding.
func findBarrier(l law, count int, rising bool) (checker.Barrier, error) {
	// At least one node an epoch: β near 1 may need more than asked for.
	if least := math.Log(settledShare) / math.Log(l.beta.Hi); count < 2 || max(float64(count), least) > maxNodes {
		return checker.Barrier{}, fmt.Errorf("certificate: %d nodes, at least %.0f needed for beta; give 2 to %d, and a beta further from 1", count, least, maxNodes)
	}
	entropy, nodes := grid(l, count)
	all := segments(nodes, l.beta)
	middles := make([]float64, len(nodes))
	for i, m := range nodes {
		middles[i] = m.Mid()
	}
	c := newClimb(l, middles, all, rising)
	if !c.settle() {
		return checker.Barrier{}, errNone
	}
	for margin := 1e-6; margin < 0.01; margin *= 4 {
		found := checker.Barrier{Entropy: entropy, Weight: c.rounded(margin)}
		if prove(l, nodes, found.Weight, all) == nil {
			return found, nil
		}
	}
	return checker.Barrier{}, errNone
}

// prove proves with outward rounding that 0 < w ≤ φ(M) holds at the start and is
// invariant, where φ has the given weights at the nodes. doc.go has the theorem;
// the checker proves the same in exact arithmetic.
func prove(l law, nodes []in.Interval, weights []string, all []segment) error {
	if nodes[0] != in.Point(0) || nodes[len(nodes)-1].Lo < in.LogUp(l.classes) {
		return errors.New("the nodes do not span 0 to ln C")
	}
	weight := make([]in.Interval, len(weights))
	for i, text := range weights {
		weight[i] = in.MustParse(text)
		if !l.start.CertainlyAtMost(weight[i]) {
			return fmt.Errorf("node %d: below w0", i)
		}
		// Positivity: the least factor is 1 − η((1−β)M + γφ).
		drop := in.Point(1).Sub(l.beta).Mul(nodes[i]).Add(l.gamma.Mul(weight[i]))
		if !l.eta[1].Mul(drop).CertainlyLess(in.Point(1)) {
			return fmt.Errorf("node %d: a weight may turn non-positive", i)
		}
	}
	for n := range all {
		for k, eta := range l.eta {
			if k == 1 && l.eta[0] == eta {
				break
			}
			if !holds(&all[n], eta, l.gamma, weight) {
				return fmt.Errorf("from piece %d into %d: a weight may cross the barrier", all[n].from, all[n].into)
			}
		}
	}
	return nil
}

// holds reports whether no weight in (0, φ(M)] is proved to step over φ(M′) on a
// segment: whether the room φ(M′) − φ(M)(1 + η(M′−M−γφ(M))), a quadratic, has
// Bernstein coefficients that make it non-negative, and the highest value
// r²/(4ηγ), r = 1 + η(M′−M), that a smaller weight can lead to, is within the
// barrier in both ends.
func holds(s *segment, eta, gamma in.Interval, barrier []in.Interval) bool {
	one, drag := in.Point(1), eta.Mul(gamma)
	var weight, limit, factor [2]in.Interval
	for k, e := range s.ends {
		weight[k] = between(barrier[s.from], barrier[s.from+1], e.at)
		limit[k] = between(barrier[s.into], barrier[s.into+1], e.to)
		r := one.Add(eta.Mul(e.flow))
		factor[k] = r.Sub(drag.Mul(weight[k]))
		overshoots := !in.Point(2).Mul(drag).Mul(weight[k]).CertainlyAtMost(r) && r.Hi > 0
		if overshoots && !r.Square().CertainlyAtMost(in.Point(4).Mul(drag).Mul(limit[k])) {
			return false
		}
	}
	first := limit[0].Sub(weight[0].Mul(factor[0]))
	final := limit[1].Sub(weight[1].Mul(factor[1]))
	if first.Lo < 0 || final.Lo < 0 {
		return false
	}
	middle := limit[0].Add(limit[1]).Sub(weight[0].Mul(factor[1])).Sub(weight[1].Mul(factor[0]))
	return middle.Lo >= 0 || middle.Square().CertainlyAtMost(in.Point(4).Mul(first).Mul(final))
}

// between interpolates from a to b; exactly, where they are the same float64.
func between(a, b, at in.Interval) in.Interval {
	return a.Add(b.Sub(a).Mul(at))
}
