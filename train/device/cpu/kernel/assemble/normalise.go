package main

import (
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/reg"
)

// normalise writes Normalisation.Run.
func (f *form) normalise() {
	f.begin("normalise", "n *Normalisation", "does what Normalisation.runGo does.")
	n := f.Dereference(f.Param("n"))
	f.panels(n.Field("Scale").Len(), f.wide(3), func(p *panel) {
		scale, shift, zero := p.row(n.Field("Scale").Base()), p.row(n.Field("Shift").Base()), f.zero()
		x := p.cursor(n.Field("X").Base(), n.Field("XStride"))
		y := p.cursor(n.Field("Y").Base(), n.Field("YStride"))
		residual := p.cursor(n.Field("Residual").Base(), n.Field("ResidualStride"))
		p.rows(n.Field("Rows"), []cursor{x, y, residual}, func() {
			var values []reg.VecVirtual
			for v := range p.vectors {
				values = append(values, x.load(v))
				f.VFMADD213PS(shift[v], scale[v], values[v])
			}
			p.when(p.present(n.Field("Residual")), "residual", func() {
				for v := range p.vectors {
					f.VADDPS(residual.load(v), values[v], values[v])
				}
			}, nil)
			p.when(p.set(n.Field("Rectify")), "rectify", func() {
				for v := range p.vectors { // of 0 and a not-a-number, the maximum is the first operand
					f.VMAXPS(values[v], zero, values[v])
				}
			}, nil)
			for v := range p.vectors {
				y.store(values[v], v)
			}
		})
	})
	f.end()
}

// A received is how a normalisation's gradient reads its dy.
type received struct {
	*panel
	n     gotypes.Component
	dy, y cursor
	zero  reg.VecVirtual
}

func (p *panel) received(n gotypes.Component) received {
	return received{
		panel: p, n: n, zero: p.zero(),
		dy: p.cursor(n.Field("DY").Base(), n.Field("DYStride")),
		y:  p.cursor(n.Field("Y").Base(), n.Field("YStride")),
	}
}

// load returns dy where y > 0 or Y is nil, else 0.
func (r received) load() []reg.VecVirtual {
	var g []reg.VecVirtual
	for range r.vectors {
		g = append(g, r.vector())
	}
	r.when(r.present(r.n.Field("Y")), "rectified", func() {
		for v := range r.vectors {
			r.panel.loadInto(g[v], r.dy.of(v), r.panel.compare(r.y.load(v), notAtMost, r.zero))
		}
	}, func() {
		for v := range r.vectors {
			r.panel.loadInto(g[v], r.dy.of(v), nil)
		}
	})
	return g
}

// normalisationSums writes NormalisationGradient.Sums.
func (f *form) normalisationSums() {
	f.begin("normalisationSums", "n *NormalisationGradient, sums, products *float32", "does what NormalisationGradient.sumsGo does.")
	n := f.Dereference(f.Param("n"))
	f.panels(n.Field("Mean").Len(), f.wide(4), func(p *panel) {
		mean, sums, products := p.row(n.Field("Mean").Base()), p.zeros(), p.zeros()
		received := p.received(n)
		x := p.cursor(n.Field("X").Base(), n.Field("XStride"))
		p.rows(n.Field("Rows"), []cursor{received.dy, received.y, x}, func() {
			for v, g := range received.load() {
				f.VADDPS(g, sums[v], sums[v])
				d := x.load(v)
				f.VSUBPS(mean[v], d, d)
				f.VFMADD231PS(g, d, products[v])
			}
		})
		p.storeRow(sums, f.Param("sums"))
		p.storeRow(products, f.Param("products"))
	})
	f.end()
}

// normalisationGradient writes NormalisationGradient.Run.
func (f *form) normalisationGradient() {
	f.begin("normalisationGradient", "n *NormalisationGradient", "does what NormalisationGradient.runGo does.")
	n := f.Dereference(f.Param("n"))
	f.panels(n.Field("Mean").Len(), f.wide(6), func(p *panel) {
		mean, a := p.row(n.Field("Mean").Base()), p.row(n.Field("A").Base())
		b, c := p.row(n.Field("B").Base()), p.row(n.Field("C").Base())
		received := p.received(n)
		x := p.cursor(n.Field("X").Base(), n.Field("XStride"))
		dx := p.cursor(n.Field("DX").Base(), n.Field("DXStride"))
		dresidual := p.cursor(n.Field("DResidual").Base(), n.Field("DResidualStride"))
		p.rows(n.Field("Rows"), []cursor{received.dy, received.y, x, dx, dresidual}, func() {
			g := received.load()
			p.when(p.present(n.Field("DResidual")), "residual", func() { dresidual.put(g, n.Field("AccumulateResidual"), "residual_sum") }, nil)
			var values []reg.VecVirtual
			for v := range p.vectors { // a·g + (b·(x − mean) + c)
				d := x.load(v)
				f.VSUBPS(mean[v], d, d)
				f.VFMADD213PS(c[v], b[v], d)
				f.VFMADD231PS(a[v], g[v], d)
				values = append(values, d)
			}
			dx.put(values, n.Field("Accumulate"), "sum")
		})
	})
	f.end()
}

// put sets the vectors of a row or, given a flag, adds to them.
func (c cursor) put(values []reg.VecVirtual, accumulate gotypes.Component, name string) {
	c.when(c.set(accumulate), name, func() {
		for v := range c.vectors {
			sum := c.load(v)
			c.VADDPS(values[v], sum, sum)
			c.store(sum, v)
		}
	}, func() {
		for v := range c.vectors {
			c.store(values[v], v)
		}
	})
}
