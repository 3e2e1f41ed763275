package main

import (
	"github.com/mmcloughlin/avo/reg"
)

// pool writes Pool.Run.
func (f *form) pool() {
	f.begin("pool", "p *Pool", "does what Pool.runGo does.")
	pool := f.Dereference(f.Param("p"))
	f.panels(pool.Field("Columns"), f.wide(4), func(p *panel) {
		a, b := p.cursor(pool.Field("A").Base(), pool.Field("Stride")), p.cursor(pool.Field("B").Base(), pool.Field("Stride"))
		c, y := p.cursor(pool.Field("C").Base(), pool.Field("Stride")), p.cursor(pool.Field("Y").Base(), pool.Field("YStride"))
		p.rows(pool.Field("Rows"), []cursor{a, b, c, y}, func() {
			var largest []reg.VecVirtual
			for v := range p.vectors {
				largest = append(largest, p.largest(a.load(v), b.load(v)))
			}
			p.when(p.present(pool.Field("C")), "third", func() {
				for v := range p.vectors {
					f.VMOVAPS(p.largest(largest[v], c.load(v)), largest[v])
				}
			}, nil)
			for v := range p.vectors {
				y.store(largest[v], v)
			}
		})
	})
	f.end()
}

// largest returns the maximum of a and b, a not-a-number if either is.
func (p *panel) largest(a, b reg.VecVirtual) reg.VecVirtual {
	y := p.vector()
	p.VMAXPS(b, a, y) // b, if either isn't a number
	p.blend(p.compare(a, unordered, a), a, y)
	return y
}

// blend sets y to x in the lanes of a mask.
func (p *panel) blend(mask reg.Register, x, y reg.VecVirtual) {
	if p.lanes == 16 {
		p.VMOVAPS(x, mask, y)
		return
	}
	p.VBLENDVPS(mask, x, y, y)
}

// poolGradient writes Pool.Gradient. Neighbours may be the same frame, so each
// gradient is stored before the next is read.
func (f *form) poolGradient() {
	f.begin("poolGradient", "p *Pool", "does what Pool.gradientGo does.")
	pool := f.Dereference(f.Param("p"))
	f.panels(pool.Field("Columns"), nil, func(p *panel) {
		a, b := p.start(pool.Field("A").Base()), p.start(pool.Field("B").Base())
		c, stride := p.start(pool.Field("C").Base()), p.number(pool.Field("Stride"))
		da, db := p.start(pool.Field("DA").Base()), p.start(pool.Field("DB").Base())
		dc, dStride := p.start(pool.Field("DC").Base()), p.number(pool.Field("DStride"))
		dy := p.cursor(pool.Field("DY").Base(), pool.Field("DYStride"))
		var cursors []cursor
		for _, at := range []reg.GPVirtual{a, b, c} {
			cursors = append(cursors, cursor{p, at, stride})
		}
		for _, at := range []reg.GPVirtual{da, db, dc} {
			cursors = append(cursors, cursor{p, at, dStride})
		}
		p.rows(pool.Field("Rows"), append(cursors, dy), func() {
			best, d := cursors[0].load(0), dy.load(0)
			second := cursors[1].load(0)
			later := p.compare(second, greaterThan, best)
			f.VMAXPS(best, second, best) // the second operand, if not less than the first
			p.when(p.present(pool.Field("C")), "third", func() {
				third := p.compare(cursors[2].load(0), greaterThan, best)
				cursors[5].add(p.take(d, third))
			}, nil)
			cursors[4].add(p.take(d, later))
			cursors[3].add(d)
		})
	})
	f.end()
}

// take returns d in the lanes of a mask, else 0, and sets those lanes of d to 0.
func (p *panel) take(d reg.VecVirtual, mask reg.Register) reg.VecVirtual {
	taken := p.vector()
	if p.lanes == 16 {
		p.VMOVAPS_Z(d, mask, taken)
		p.VXORPS(d, d, mask, d)
		return taken
	}
	p.VANDPS(mask.(reg.VecVirtual), d, taken)
	p.VANDNPS(d, mask.(reg.VecVirtual), d)
	return taken
}

// add adds a vector to the first of the row.
func (c cursor) add(v reg.VecVirtual) {
	sum := c.load(0)
	c.VADDPS(v, sum, sum)
	c.store(sum, 0)
}
