package ref

import "aeed/train/program"

// edges calls f for every frame and pair of joints of every sequence.
func edges(a *program.Aggregate, f func(s, t, u, v int)) {
	parallel(a.X.Sequences, func(s int) {
		for t := range a.X.Frames {
			for u := range a.X.Joints {
				for v := range a.X.Joints {
					f(s, t, u, v)
				}
			}
		}
	})
}

func (e *executor) aggregate(a *program.Aggregate) {
	if !a.Accumulate {
		e.clearView(a.Y)
	}
	edges(a, func(s, t, u, v int) {
		topology, y := e.row(a.Topology, s, u, v), e.row(a.Y, s, t, u)
		for c, x := range e.row(a.X, s, t, v) {
			y[c%len(y)] += topology[c] * x
		}
	})
}

func (e *executor) aggregateAdjoint(a *program.AggregateAdjoint) {
	e.clearView(a.DTopology)
	e.clearView(a.DX)
	edges(a.Aggregate, func(s, t, u, v int) {
		topology, dy := e.row(a.Topology, s, u, v), e.row(a.DY, s, t, u)
		dtopology, dx := e.row(a.DTopology, s, u, v), e.row(a.DX, s, t, v)
		for c, x := range e.row(a.X, s, t, v) {
			dtopology[c] += dy[c%len(dy)] * x
			dx[c] += dy[c%len(dy)] * topology[c]
		}
	})
}
