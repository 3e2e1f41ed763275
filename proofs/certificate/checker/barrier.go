package checker

import (
	"fmt"
	"math/big"
	"sort"
)

// A law is Eqs. 3–4 for one class, unclipped, with exact parameters.
type law struct {
	classes, gamma, beta, start *big.Rat
	eta                         []*big.Rat // one, or the ends of a range
}

// A barrier is φ, piecewise affine in the smoothed entropy M.
type barrier struct{ entropy, weight []*big.Rat }

// A point is one end of a segment: M and φ(M) before an epoch, M′ and φ(M′) after.
type point struct{ before, weight, after, limit *big.Rat }

// maxNodes bounds the time that a check takes.
const maxNodes = 10000

// parseBarrier checks the form of a barrier: nodes from 0 to at least ln C, in
// order, with a weight for each.
func parseBarrier(witness Barrier, classes *big.Rat) (b barrier, err error) {
	if len(witness.Entropy) > maxNodes {
		return b, fmt.Errorf("%d nodes; give at most %d", len(witness.Entropy), maxNodes)
	}
	if b.entropy, err = decimals(witness.Entropy); err != nil {
		return b, fmt.Errorf("entropy: %w", err)
	}
	if b.weight, err = decimals(witness.Weight); err != nil {
		return b, fmt.Errorf("weight: %w", err)
	}
	if len(b.entropy) < 2 || len(b.entropy) != len(b.weight) {
		return b, fmt.Errorf("%d entropies and %d weights; give at least two nodes, each with both", len(b.entropy), len(b.weight))
	}
	if b.entropy[0].Sign() != 0 {
		return b, fmt.Errorf("the first node is %s; begin at entropy 0", witness.Entropy[0])
	}
	for i := range b.entropy[1:] {
		if !less(b.entropy[i], b.entropy[i+1]) {
			return b, fmt.Errorf("node %d at %s is not above the one before; give the nodes in increasing order", i+1, witness.Entropy[i+1])
		}
	}
	last := len(b.entropy) - 1
	if !reachesLog(b.entropy[last], classes) {
		return b, fmt.Errorf("the last node, %s, is below ln %s; end at or above it", witness.Entropy[last], classes.RatString())
	}
	return b, nil
}

// check proves that 0 < w ≤ φ(M) is invariant and holds at the start.
func (b barrier) check(l law) error {
	high := l.eta[len(l.eta)-1]
	for i, m := range b.entropy {
		w := b.weight[i]
		if less(w, l.start) {
			return fmt.Errorf("node %d: the barrier lies below w0; raise it there", i)
		}
		// The least factor of a weight: M′ = βM, w = φ(M). Affine on every piece.
		drop := add(mul(sub(one, l.beta), m), mul(l.gamma, w))
		if !less(mul(high, drop), one) {
			return fmt.Errorf("node %d: a weight may turn non-positive there; lower the barrier or eta", i)
		}
	}
	return b.segments(l.beta, func(from, into int, ends [2]point) error {
		for _, eta := range l.eta {
			if !holds(ends, eta, l.gamma) {
				return fmt.Errorf("from piece %d (M from %s to %s) into piece %d: a weight may cross the barrier; raise it there",
					from, ends[0].before.FloatString(6), ends[1].before.FloatString(6), into)
			}
		}
		return nil
	})
}

// segments visits the reachable parts of the lines on which M′ is a node, and
// the two edges M′ = βM and M′ = βM + (1−β)L of what an epoch reaches, cut where M
// or M′ passes a node.
func (b barrier) segments(beta *big.Rat, visit func(from, into int, ends [2]point) error) error {
	m, last := b.entropy, len(b.entropy)-1
	rise := mul(sub(one, beta), m[last])
	// An epoch leads to node j from M in [first[j], final[j]].
	first, final := make([]*big.Rat, last+1), make([]*big.Rat, last+1)
	for j := range m {
		first[j], final[j] = zero, m[last]
		if beta.Sign() > 0 {
			first[j], final[j] = div(sub(m[j], rise), beta), div(m[j], beta)
		}
	}
	span := func(i, j int, low, high *big.Rat, after func(*big.Rat) *big.Rat) error {
		low, high = larger(low, m[i]), smaller(high, m[i+1])
		if less(high, low) {
			return nil
		}
		var ends [2]point
		for k, before := range [2]*big.Rat{low, high} {
			next := after(before)
			ends[k] = point{before, b.at(i, before), next, b.at(j, next)}
		}
		return visit(i, j, ends)
	}
	lower := func(before *big.Rat) *big.Rat { return mul(beta, before) }
	upper := func(before *big.Rat) *big.Rat { return add(mul(beta, before), rise) }
	for i := range last {
		start := sort.Search(last, func(j int) bool { return !less(final[j], m[i]) })
		for j := max(start-1, 0); j <= last && !less(m[i+1], first[j]); j++ {
			node := func(*big.Rat) *big.Rat { return m[j] }
			if err := span(i, min(j, last-1), first[j], final[j], node); err != nil {
				return err
			}
			if j == last || beta.Sign() == 0 {
				continue // the edges are lines to nodes
			}
			if err := span(i, j, final[j], final[j+1], lower); err != nil {
				return err
			}
			if err := span(i, j, first[j], first[j+1], upper); err != nil {
				return err
			}
		}
	}
	return nil
}

// at returns φ at a place in piece i.
func (b barrier) at(i int, m *big.Rat) *big.Rat {
	switch {
	case m.Cmp(b.entropy[i]) == 0:
		return b.weight[i]
	case m.Cmp(b.entropy[i+1]) == 0:
		return b.weight[i+1]
	}
	part := div(sub(m, b.entropy[i]), sub(b.entropy[i+1], b.entropy[i]))
	return add(b.weight[i], mul(part, sub(b.weight[i+1], b.weight[i])))
}

// holds reports whether no weight in (0, φ(M)] steps over φ(M′) on a segment.
//
// For w = φ(M) the room φ(M′) − w(1 + η(M′−M−γw)) is quadratic along the segment, with
// the Bernstein coefficients first, middle/2 and final; it is nowhere negative
// exactly if both ends are not and middle² ≤ 4·first·final where middle < 0. A
// smaller weight leads higher where the law overshoots, highest from the top
// of the parabola, to r²/(4ηγ), r = 1 + η(M′−M). That is convex along the segment
// and so needs looking at in its ends only.
func holds(ends [2]point, eta, gamma *big.Rat) bool {
	var factor [2]*big.Rat
	for k, e := range ends {
		r := add(one, mul(eta, sub(e.after, e.before)))
		drag := mul(mul(eta, gamma), e.weight)
		if r.Sign() > 0 && less(r, mul(two, drag)) && less(mul(mul(four, mul(eta, gamma)), e.limit), mul(r, r)) {
			return false
		}
		factor[k] = sub(r, drag)
	}
	first := sub(ends[0].limit, mul(ends[0].weight, factor[0]))
	final := sub(ends[1].limit, mul(ends[1].weight, factor[1]))
	if first.Sign() < 0 || final.Sign() < 0 {
		return false
	}
	middle := sub(add(ends[0].limit, ends[1].limit), add(mul(ends[0].weight, factor[1]), mul(ends[1].weight, factor[0])))
	return middle.Sign() >= 0 || !less(mul(four, mul(first, final)), mul(middle, middle))
}
