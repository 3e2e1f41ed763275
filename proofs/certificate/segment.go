package certificate

import in "aeed/proofs/interval"

// A segment is a part of a line in the plane of (M, M′), the smoothed entropy
// before and after an epoch, along which M, M′ and the barrier at both are
// affine.
type segment struct {
	from, into int // the pieces of the grid that M and M′ lie in
	ends       [2]end
}

// An end is one end of a segment: where M and M′ lie in their pieces, from 0 to
// 1, and the flow M′ − M (nats).
type end struct{ at, to, flow in.Interval }

// segments returns the segments on which a barrier has to hold in order to hold
// everywhere: the reachable parts of the lines M′ = node, and the two edges
// M′ = βM and M′ = βM + (1−β)L of what one epoch reaches, cut where M or M′ passes
// a node. That they suffice is the first step of the proof in doc.go.
func segments(grid []in.Interval, beta in.Interval) []segment {
	last := len(grid) - 1
	rise := in.Point(1).Sub(beta).Mul(grid[last])
	// One epoch leads to node j from M in [first[j], final[j]].
	first, final := make([]in.Interval, last+1), make([]in.Interval, last+1)
	for j, node := range grid {
		first[j], final[j] = in.Point(0), grid[last]
		if beta.Lo > 0 {
			first[j], final[j] = node.Sub(rise).Div(beta), node.Div(beta)
		}
	}
	var all []segment
	add := func(i, j int, low, high in.Interval, after func(m in.Interval) in.Interval) {
		low, high = low.Max(grid[i]), high.Min(grid[i+1])
		if high.CertainlyLess(low) {
			return
		}
		s := segment{from: i, into: j}
		for k, m := range [2]in.Interval{low, high} {
			next := after(m)
			s.ends[k] = end{at: place(m, grid, i), to: place(next, grid, j), flow: next.Sub(m)}
		}
		all = append(all, s)
	}
	lower := func(m in.Interval) in.Interval { return beta.Mul(m) }
	upper := func(m in.Interval) in.Interval { return beta.Mul(m).Add(rise) }
	for i := range last {
		for j, node := range grid {
			add(i, min(j, last-1), first[j], final[j], func(in.Interval) in.Interval { return node })
			if j < last && beta.Lo > 0 { // the edges of β = 0 are lines to nodes
				add(i, j, final[j], final[j+1], lower)
				add(i, j, first[j], first[j+1], upper)
			}
		}
	}
	return all
}

// place returns where m, a number of piece i, lies in it, from 0 to 1.
func place(m in.Interval, grid []in.Interval, i int) in.Interval {
	switch m {
	case grid[i]:
		return in.Point(0)
	case grid[i+1]:
		return in.Point(1)
	}
	return m.Sub(grid[i]).Div(grid[i+1].Sub(grid[i])).Max(in.Point(0)).Min(in.Point(1))
}
