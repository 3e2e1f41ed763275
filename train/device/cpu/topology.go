package cpu

import (
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

func (e *executor) topology(t *program.Topology) []step {
	w, bias, shared := e.parameters(t.Weight), e.parameters(t.Bias), e.parameters(t.Shared)
	strength := e.parameters(t.Strength)
	joints, r, width := t.Left.Joints, t.Left.Columns, t.Y.Columns
	e.need(width)
	return []step{{chunk: func(c *chunk, s scratch) {
		scaled := s[:width]
		for i, b := range bias {
			scaled[i] = strength[0] * b
		}
		for i := range c.count {
			left, right := e.sequence(c, t.Left, i), e.sequence(c, t.Right, i)
			relation, y := e.sequence(c, t.Relation, i), e.sequence(c, t.Y, i)
			for u := range joints {
				kernel.TanhDifference(joints, relation[u*joints*t.Relation.Stride:], t.Relation.Stride,
					left[u*t.Left.Stride:][:r], right, t.Right.Stride)
			}
			e.products.multiply(false, true, joints*joints, width, r, strength[0], relation, t.Relation.Stride, w, r, 0, y, t.Y.Stride)
			kernel.AddRowAndColumn(y, t.Y.Stride, scaled, shared)
		}
	}}}
}

func (e *executor) topologyAdjoint(a *program.TopologyAdjoint) []step {
	w, bias, strengths := e.parameters(a.Weight), e.parameters(a.Bias), e.parameters(a.Strength)
	joints, r, width := a.Left.Joints, a.Left.Columns, a.Y.Columns
	e.need(joints*joints*r + width*r + width)
	return []step{{chunk: func(c *chunk, s scratch) {
		strength := strengths[0]
		q, s := s[:joints*joints*r], s[joints*joints*r:]
		products, sums := s[:width*r], s[width*r:][:width]
		dstrength := c.lane.of(a.Strength)
		for i := range c.count {
			dy, relation := e.sequence(c, a.DY, i), e.sequence(c, a.Relation, i)
			kernel.RowSums(width, dy, a.DY.Stride, c.lane.of(a.Shared))
			kernel.ColumnSums(joints*joints, dy, a.DY.Stride, sums)
			e.products.multiply(true, false, width, r, joints*joints, 1, dy, a.DY.Stride, relation, a.Relation.Stride, 0, products, r)
			kernel.AddScaled(c.lane.of(a.Weight), strength, products)
			kernel.AddScaled(c.lane.of(a.Bias), strength, sums)
			dstrength[0] += float32(dot(products, w) + dot(sums, bias))
			e.products.multiply(false, false, joints*joints, r, width, strength, dy, a.DY.Stride, w, r, 0, q, r)
			kernel.TanhGradient(joints*joints, r, q, r, relation, a.Relation.Stride)
			left, right := e.sequence(c, a.DLeft, i), e.sequence(c, a.DRight, i)
			for u := range joints {
				kernel.ColumnSums(joints, q[u*joints*r:], r, left[u*a.DLeft.Stride:][:r])
				to := right[u*a.DRight.Stride:][:r]
				kernel.ColumnSums(joints, q[u*r:], joints*r, to)
				for j := range to {
					to[j] = -to[j]
				}
			}
		}
	}}}
}

// dot returns Σ x·y in float64.
func dot(x, y []float32) float64 {
	sum := 0.0
	for i, v := range x {
		sum += float64(v) * float64(y[i])
	}
	return sum
}
