package ref

import "aeed/train/program"

// edges calls f for every subset, frame and pair of joints of every sequence.
func edges(a *program.Aggregate, f func(s, k, t, u, v int)) {
	parallel(a.X.Sequences, func(s int) {
		for k := range a.Subsets {
			for t := range a.X.Frames {
				for u := range a.X.Joints {
					for v := range a.X.Joints {
						f(s, k, t, u, v)
					}
				}
			}
		}
	})
}

// subset returns the columns of subset k of a row.
func subset(row []float64, k, width int) []float64 { return row[k*width : (k+1)*width] }

func (e *executor) aggregate(a *program.Aggregate) {
	e.clearView(a.Y)
	width := a.Y.Columns
	edges(a, func(s, k, t, u, v int) {
		topology, x := subset(e.row(a.Topology, s, u, v), k, width), subset(e.row(a.X, s, t, v), k, width)
		y := e.row(a.Y, s, t, u)
		for c := range y {
			y[c] += topology[c] * x[c]
		}
	})
}

func (e *executor) aggregateAdjoint(a *program.AggregateAdjoint) {
	e.clearView(a.DTopology)
	e.clearView(a.DX)
	width := a.Y.Columns
	edges(a.Aggregate, func(s, k, t, u, v int) {
		topology, x := subset(e.row(a.Topology, s, u, v), k, width), subset(e.row(a.X, s, t, v), k, width)
		dtopology, dx := subset(e.row(a.DTopology, s, u, v), k, width), subset(e.row(a.DX, s, t, v), k, width)
		for c, dy := range e.row(a.DY, s, t, u) {
			dtopology[c] += dy * x[c]
			dx[c] += dy * topology[c]
		}
	})
}
