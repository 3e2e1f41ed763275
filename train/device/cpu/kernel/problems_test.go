package kernel

import "slices"

// problems poses a random call of every routine.
var problems = map[string]func(s *source) problem{
	"Contraction": func(s *source) problem {
		i, j, r := s.IntN(12), s.IntN(12), s.IntN(10)
		switch s.IntN(20) { // more than is packed at once
		case 0:
			r = 60 + s.IntN(80)
		case 1:
			i, r = 70+s.IntN(20), 20
		}
		columns, _ := s.columns()
		k := &Contraction{I: i, J: j, R: r, Columns: columns, Accumulate: s.flag()}
		k.OutJ = s.stride(columns)
		k.OutI = k.OutJ*max(1, j) + s.IntN(3)
		out := s.blocks(i, k.OutI, j, k.OutJ, columns)
		if k.Accumulate {
			s.fill(out)
		}
		factor := func(n int) (x []float32, stride, rStride int) {
			stride, rStride = s.stride(columns), s.stride(columns)
			if s.flag() {
				rStride = stride*max(1, n) + s.IntN(3)
			} else {
				stride = rStride*max(1, r) + s.IntN(3)
			}
			return s.fill(s.blocks(n, stride, r, rStride, columns)).numbers(), stride, rStride
		}
		k.P, k.PI, k.PR = factor(i)
		k.Q, k.QJ, k.QR = factor(j)
		k.Out = out.numbers()
		return problem{k.Run, []matrix{out}, r + 1}
	},
	"Normalisation": func(s *source) problem {
		columns, stride := s.columns()
		n := &Normalisation{Rows: s.IntN(40), XStride: stride, YStride: s.stride(columns), ResidualStride: s.stride(columns), Rectify: s.flag()}
		y := s.unset(n.Rows, n.YStride, columns)
		n.X, n.Y = s.matrix(n.Rows, n.XStride, columns).numbers(), y.numbers()
		n.Scale, n.Shift = s.vector(columns), s.vector(columns)
		if s.flag() {
			n.Residual = s.matrix(n.Rows, n.ResidualStride, columns).numbers()
		}
		return problem{n.Run, []matrix{y}, 3}
	},
	"NormalisationGradient.Sums": func(s *source) problem {
		n := s.normalisationGradient()
		columns := len(n.Mean)
		sums, products := s.unset(1, 0, columns), s.unset(1, 0, columns)
		return problem{func() { n.Sums(sums.numbers()[:columns], products.numbers()[:columns]) }, []matrix{sums, products}, n.Rows + 2}
	},
	"NormalisationGradient": func(s *source) problem {
		n := s.normalisationGradient()
		columns := len(n.Mean)
		n.A, n.B, n.C = s.vector(columns), s.vector(columns), s.vector(columns)
		dx := s.result(&n.DX, n.Rows, &n.DXStride, columns, &n.Accumulate)
		written := []matrix{dx}
		if s.flag() {
			written = append(written, s.result(&n.DResidual, n.Rows, &n.DResidualStride, columns, &n.AccumulateResidual))
		}
		return problem{n.Run, written, 4}
	},
	"ColumnSums": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		x, sums := s.matrix(rows, stride, columns).numbers(), s.unset(1, 0, columns)
		return problem{func() { ColumnSums(rows, x, stride, sums.numbers()[:columns]) }, []matrix{sums}, rows}
	},
	"ColumnSquares": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		x, sums, mean := s.matrix(rows, stride, columns).numbers(), s.unset(1, 0, columns), s.subtracted(columns)
		return problem{func() { ColumnSquares(rows, x, stride, mean, sums.numbers()[:columns]) }, []matrix{sums}, rows + 2}
	},
	"RowSums": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		x, sums := s.matrix(rows, stride, columns).numbers(), s.matrix(1, 0, rows)
		return problem{func() { RowSums(columns, x, stride, sums.numbers()[:rows]) }, []matrix{sums}, columns + 1}
	},
	"TanhDifference": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		yStride := s.stride(columns)
		y, left, right := s.unset(rows, yStride, columns), s.vector(columns), s.matrix(rows, stride, columns).numbers()
		if s.absolute { // of which the tangents are about 1
			left = slices.Repeat([]float32{5}, columns)
		}
		return problem{func() { TanhDifference(rows, y.numbers(), yStride, left, right, stride) }, []matrix{y}, 1}
	},
	"TanhGradient": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		dStride := s.stride(columns)
		d, tanh := s.matrix(rows, dStride, columns), s.matrix(rows, stride, columns).numbers()
		for i := range tanh {
			if tanh[i] /= 2; s.absolute { // |d| is the largest term
				tanh[i] = 0
			}
		}
		return problem{func() { TanhGradient(rows, columns, d.numbers(), dStride, tanh, stride) }, []matrix{d}, 8}
	},
	"AddRowAndColumn": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		y, row, column := s.matrix(rows, stride, columns), s.vector(columns), s.vector(rows)
		return problem{func() { AddRowAndColumn(y.numbers(), stride, row, column) }, []matrix{y}, 3}
	},
	"CopyRows": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		yStride := s.stride(columns)
		y, x := s.unset(rows, yStride, columns), s.matrix(rows, stride, columns).numbers()
		return problem{func() { CopyRows(rows, columns, y.numbers(), yStride, x, stride) }, []matrix{y}, 0}
	},
	"FillRows": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		y, row := s.unset(rows, stride, columns), s.vector(columns)
		return problem{func() { FillRows(rows, y.numbers(), stride, row) }, []matrix{y}, 0}
	},
	"AddScaledRows": func(s *source) problem {
		rows := s.IntN(40)
		columns, stride := s.columns()
		yStride, a := s.stride(columns), s.number()
		y, x := s.matrix(rows, yStride, columns), s.matrix(rows, stride, columns).numbers()
		return problem{func() { AddScaledRows(rows, columns, y.numbers(), yStride, a, x, stride) }, []matrix{y}, 2}
	},
	"AddScaled": func(s *source) problem {
		columns, _ := s.columns()
		y, a, x := s.matrix(1, 0, columns), s.number(), s.vector(columns)
		return problem{func() { AddScaled(y.numbers(), a, x) }, []matrix{y}, 2}
	},
	"Pool": func(s *source) problem {
		p, _ := s.pool()
		y := s.unset(p.Rows, p.YStride, p.Columns)
		p.Y = y.numbers()
		return problem{p.Run, []matrix{y}, 0}
	},
	"Pool.Gradient": func(s *source) problem {
		p, written := s.pool()
		p.DY = s.matrix(p.Rows, p.DYStride, p.Columns).numbers()
		return problem{p.Gradient, written, 0}
	},
	"Descent": func(s *source) problem {
		n, _ := s.columns()
		d := &Descent{LearningRate: s.subtracted(1)[0], Momentum: s.number(), WeightDecay: s.number()}
		w, m, g := s.matrix(1, 0, n), s.matrix(1, 0, n), s.vector(n)
		return problem{func() { d.Run(w.numbers()[:n], g, m.numbers()[:n]) }, []matrix{w, m}, 6}
	},
}

// normalisationGradient returns the inputs of one.
func (s *source) normalisationGradient() *NormalisationGradient {
	columns, stride := s.columns()
	n := &NormalisationGradient{Rows: s.IntN(40), XStride: stride, YStride: s.stride(columns), DYStride: s.stride(columns)}
	n.Mean = s.subtracted(columns)
	n.X, n.DY = s.matrix(n.Rows, n.XStride, columns).numbers(), s.matrix(n.Rows, n.DYStride, columns).numbers()
	if s.flag() {
		n.Y = s.matrix(n.Rows, n.YStride, columns).numbers()
		if s.absolute { // all of dy is received
			n.Y = nil
		}
	}
	return n
}

// result gives a matrix to be set or added to.
func (s *source) result(x *[]float32, rows int, stride *int, columns int, accumulate *bool) matrix {
	*stride, *accumulate = s.stride(columns), s.flag()
	m := s.unset(rows, *stride, columns)
	if *accumulate {
		s.fill(m)
	}
	*x = m.numbers()
	return m
}

// pool returns one with neighbours and their gradients; a few have but one
// neighbour, twice. Many numbers are equal, and some are none.
func (s *source) pool() (*Pool, []matrix) {
	columns, stride := s.columns()
	p := &Pool{Rows: s.IntN(40), Columns: columns, Stride: stride, YStride: s.stride(columns), DStride: s.stride(columns), DYStride: s.stride(columns)}
	neighbour := func() []float32 {
		x := s.matrix(p.Rows, p.Stride, columns).numbers()
		for i := range x {
			if s.IntN(8) == 0 {
				x[i] = poison
			} else {
				x[i] = float32(s.IntN(3))
			}
		}
		return x
	}
	a, b, c := s.matrix(p.Rows, p.DStride, columns), s.matrix(p.Rows, p.DStride, columns), s.matrix(p.Rows, p.DStride, columns)
	p.A, p.B, p.C, p.DA, p.DB, p.DC = neighbour(), neighbour(), neighbour(), a.numbers(), b.numbers(), c.numbers()
	switch s.IntN(3) {
	case 0:
		p.C, p.DC = nil, nil
	case 1:
		p.B, p.C, p.DB, p.DC = p.A, nil, p.DA, nil
	}
	return p, []matrix{a, b, c}
}
