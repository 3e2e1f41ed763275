package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// descend writes Descent.Run.
func (f *form) descend() {
	f.begin("descend", "n int, w, gradient, m *float32, d *Descent", "does what Descent.runGo does.")
	d := f.Dereference(f.Param("d"))
	rate, momentum := f.broadcast(address(d.Field("LearningRate"))), f.broadcast(address(d.Field("Momentum")))
	decay := f.broadcast(address(d.Field("WeightDecay")))
	w, g, m := f.number(f.Param("w")), f.number(f.Param("gradient")), f.number(f.Param("m"))
	f.panels(f.Param("n"), []int{2}, func(p *panel) {
		for v := range p.vectors {
			at := func(base reg.GPVirtual) operand.Mem {
				return operand.Mem{Base: base, Index: p.offset, Scale: 1, Disp: v * p.bytes()}
			}
			weight, gradient, moment := p.load(at(w)), p.load(at(g)), p.load(at(m))
			f.VFMADD231PS(decay, weight, gradient)
			f.VFMADD213PS(gradient, momentum, moment)
			p.store(moment, at(m))
			f.VFMADD231PS(momentum, moment, gradient)
			f.VFNMADD231PS(rate, gradient, weight)
			p.store(weight, at(w))
		}
	})
	f.end()
}
