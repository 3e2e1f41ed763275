package kernel

import (
	"math"
	"strings"
	"testing"
)

// Slices that are too short, and numbers that are none, panic in every form, before
// anything is read or written.
func TestMisuse(t *testing.T) {
	x := func(n int) []float32 { return make([]float32, n) }
	normalisation := func(change func(n *Normalisation)) func() {
		n := &Normalisation{Rows: 2, Y: x(7), YStride: 4, X: x(7), XStride: 4, Residual: x(7), ResidualStride: 4, Scale: x(3), Shift: x(3)}
		change(n)
		return n.Run
	}
	gradient := func(change func(n *NormalisationGradient)) *NormalisationGradient {
		n := &NormalisationGradient{Rows: 2, DY: x(7), DYStride: 4, Y: x(7), YStride: 4, X: x(7), XStride: 4, Mean: x(3),
			DX: x(7), DXStride: 4, DResidual: x(7), DResidualStride: 4, A: x(3), B: x(3), C: x(3)}
		change(n)
		return n
	}
	pool := func(change func(p *Pool)) *Pool {
		p := &Pool{Rows: 2, Columns: 3, A: x(7), B: x(7), C: x(7), Stride: 4, Y: x(7), YStride: 4,
			DA: x(7), DB: x(7), DC: x(7), DStride: 4, DY: x(7), DYStride: 4}
		change(p)
		return p
	}
	contraction := func(change func(k *Contraction)) func() {
		k := &Contraction{I: 2, J: 2, R: 2, Columns: 3, Out: x(15), OutI: 8, OutJ: 4, P: x(15), PI: 8, PR: 4, Q: x(15), QJ: 8, QR: 4}
		change(k)
		return k.Run
	}
	for name, misuse := range map[string]func(){
		"result of a contraction":        contraction(func(k *Contraction) { k.Out = x(14) }),
		"first factor of a contraction":  contraction(func(k *Contraction) { k.P = x(14) }),
		"second factor of a contraction": contraction(func(k *Contraction) { k.Q = x(14) }),
		"strides that overflow":          contraction(func(k *Contraction) { k.OutI = math.MaxInt }),
		"sum of strides that overflows":  contraction(func(k *Contraction) { k.OutI, k.OutJ = math.MaxInt, math.MaxInt }),
		"negative stride":                contraction(func(k *Contraction) { k.PR = -1 }),
		"negative columns":               contraction(func(k *Contraction) { k.Columns = -1 }),
		"output of a normalisation":      normalisation(func(n *Normalisation) { n.Y = x(6) }),
		"input of a normalisation":       normalisation(func(n *Normalisation) { n.X = x(6) }),
		"residual of a normalisation":    normalisation(func(n *Normalisation) { n.Residual = x(6) }),
		"shift of a normalisation":       normalisation(func(n *Normalisation) { n.Shift = x(2) }),
		"negative rows":                  normalisation(func(n *Normalisation) { n.Rows = -1 }),
		"dy":                             gradient(func(n *NormalisationGradient) { n.DY = x(6) }).Run,
		"y":                              gradient(func(n *NormalisationGradient) { n.Y = x(6) }).Run,
		"x":                              gradient(func(n *NormalisationGradient) { n.X = x(6) }).Run,
		"dx":                             gradient(func(n *NormalisationGradient) { n.DX = x(6) }).Run,
		"dresidual":                      gradient(func(n *NormalisationGradient) { n.DResidual = x(6) }).Run,
		"a":                              gradient(func(n *NormalisationGradient) { n.A = x(2) }).Run,
		"b":                              gradient(func(n *NormalisationGradient) { n.B = x(2) }).Run,
		"c":                              gradient(func(n *NormalisationGradient) { n.C = x(2) }).Run,
		"sums":                           func() { gradient(func(*NormalisationGradient) {}).Sums(x(2), x(3)) },
		"products":                       func() { gradient(func(*NormalisationGradient) {}).Sums(x(3), x(2)) },
		"column sums":                    func() { ColumnSums(2, x(6), 4, x(3)) },
		"column squares":                 func() { ColumnSquares(2, x(6), 4, x(3), x(3)) },
		"mean of column squares":         func() { ColumnSquares(2, x(7), 4, x(2), x(3)) },
		"row sums":                       func() { RowSums(3, x(6), 4, x(2)) },
		"result of tanh":                 func() { TanhDifference(2, x(6), 4, x(3), x(7), 4) },
		"subtrahend of tanh":             func() { TanhDifference(2, x(7), 4, x(3), x(6), 4) },
		"gradient of tanh":               func() { TanhGradient(2, 3, x(6), 4, x(7), 4) },
		"values of tanh":                 func() { TanhGradient(2, 3, x(7), 4, x(6), 4) },
		"sum of row and column":          func() { AddRowAndColumn(x(6), 4, x(3), x(2)) },
		"copy":                           func() { CopyRows(2, 3, x(6), 4, x(7), 4) },
		"original":                       func() { CopyRows(2, 3, x(7), 4, x(6), 4) },
		"sum of rows":                    func() { AddScaledRows(2, 3, x(6), 4, 1, x(7), 4) },
		"addend of rows":                 func() { AddScaledRows(2, 3, x(7), 4, 1, x(6), 4) },
		"sum of vectors":                 func() { AddScaled(x(2), 1, x(3)) },
		"first neighbour":                pool(func(p *Pool) { p.A = x(6) }).Run,
		"second neighbour":               pool(func(p *Pool) { p.B = x(6) }).Run,
		"third neighbour":                pool(func(p *Pool) { p.C = x(6) }).Run,
		"output of a pool":               pool(func(p *Pool) { p.Y = x(6) }).Run,
		"dy of a pool":                   pool(func(p *Pool) { p.DY = x(6) }).Gradient,
		"first gradient":                 pool(func(p *Pool) { p.DA = x(6) }).Gradient,
		"second gradient":                pool(func(p *Pool) { p.DB = nil }).Gradient,
		"third gradient":                 pool(func(p *Pool) { p.DC = nil }).Gradient,
		"gradient of a descent":          func() { new(Descent).Run(x(3), x(2), x(3)) },
		"momentum of a descent":          func() { new(Descent).Run(x(3), x(3), x(2)) },
	} {
		for _, f := range formsHere() {
			t.Run(name+"/"+string(f), func(t *testing.T) {
				defer func() {
					message, _ := recover().(string)
					if !strings.HasPrefix(message, "kernel: ") {
						t.Errorf("panic %q, want one of kernel", message)
					}
				}()
				with(f, misuse)
			})
		}
	}
}

// What is just long enough is.
func TestLeastLengths(t *testing.T) {
	x := func(n int) []float32 { return make([]float32, n) }
	(&Contraction{I: 2, J: 2, R: 2, Columns: 3, Out: x(15), OutI: 8, OutJ: 4, P: x(15), PI: 8, PR: 4, Q: x(15), QJ: 8, QR: 4}).Run()
	(&Normalisation{Rows: 2, Y: x(7), YStride: 4, X: x(7), XStride: 4, Scale: x(3), Shift: x(3)}).Run()
	CopyRows(0, 3, nil, math.MaxInt, nil, math.MaxInt)
	(&Contraction{I: 2, J: 2, Columns: 3, Out: x(15), OutI: 8, OutJ: 4}).Run()
}
