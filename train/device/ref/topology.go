package ref

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"aeed/train/program"
)

func (e *executor) topology(t *program.Topology) {
	w, bias := e.parameters(t.Weight), e.parameters(t.Bias)
	strength, shared := e.parameters(t.Strength)[0], e.parameters(t.Shared)
	joints, r := t.Left.Joints, t.Left.Columns
	parallel(t.Y.Sequences, func(s int) {
		for u := range joints {
			for v := range joints {
				left, right, relation := e.row(t.Left, s, 0, u), e.row(t.Right, s, 0, v), e.row(t.Relation, s, u, v)
				for i := range relation {
					relation[i] = math.Tanh(left[i] - right[i])
				}
				y := e.row(t.Y, s, u, v)
				for c := range y {
					y[c] = strength*(bias[c]+floats.Dot(w[c*r:(c+1)*r], relation)) + shared[u*joints+v]
				}
			}
		}
	})
}

func (e *executor) topologyAdjoint(a *program.TopologyAdjoint) {
	w, bias, strength := e.parameters(a.Weight), e.parameters(a.Bias), e.parameters(a.Strength)[0]
	dw, dbias, dshared := e.gradients(a.Weight), e.gradients(a.Bias), e.gradients(a.Shared)
	joints, r, width := a.Left.Joints, a.Left.Columns, a.Y.Columns
	e.clearView(a.DLeft)
	e.clearView(a.DRight)
	parallel(a.Y.Sequences, func(s int) {
		q := make([]float64, r)
		for u := range joints {
			for v := range joints {
				clear(q)
				for c, dy := range e.row(a.DY, s, u, v) {
					floats.AddScaled(q, strength*dy, w[c*r:(c+1)*r])
				}
				relation, left, right := e.row(a.Relation, s, u, v), e.row(a.DLeft, s, 0, u), e.row(a.DRight, s, 0, v)
				for i := range q {
					q[i] *= 1 - relation[i]*relation[i]
					left[i] += q[i]
					right[i] -= q[i]
				}
			}
		}
	})
	products, sums := make([]float64, width*r), make([]float64, width)
	parallel(width, func(c int) {
		for s := range a.Y.Sequences {
			for u := range joints {
				for v := range joints {
					dy := e.row(a.DY, s, u, v)[c]
					sums[c] += dy
					floats.AddScaled(products[c*r:(c+1)*r], dy, e.row(a.Relation, s, u, v))
				}
			}
		}
	})
	rows(a.DY, func(s, u, v int) { dshared[u*joints+v] += floats.Sum(e.row(a.DY, s, u, v)) })
	floats.AddScaled(dw, strength, products)
	floats.AddScaled(dbias, strength, sums)
	e.gradients(a.Strength)[0] += floats.Dot(products, w) + floats.Dot(sums, bias)
}
