package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// columnSums writes ColumnSums.
func (f *form) columnSums() {
	f.begin("columnSums", "rows, columns int, x *float32, stride int, sums *float32", "does what columnSumsGo does.")
	f.panels(f.Param("columns"), f.wide(2), func(p *panel) {
		sums := p.zeros()
		x := p.cursor(f.Param("x"), f.Param("stride"))
		p.rows(f.Param("rows"), []cursor{x}, func() {
			for v := range p.vectors {
				f.VADDPS(x.load(v), sums[v], sums[v])
			}
		})
		p.storeRow(sums, f.Param("sums"))
	})
	f.end()
}

// columnSquares writes ColumnSquares.
func (f *form) columnSquares() {
	f.begin("columnSquares", "rows, columns int, x *float32, stride int, mean, sums *float32", "does what columnSquaresGo does.")
	f.panels(f.Param("columns"), f.wide(3), func(p *panel) {
		mean, sums := p.row(f.Param("mean")), p.zeros()
		x := p.cursor(f.Param("x"), f.Param("stride"))
		p.rows(f.Param("rows"), []cursor{x}, func() {
			for v := range p.vectors {
				d := x.load(v)
				f.VSUBPS(mean[v], d, d)
				f.VFMADD231PS(d, d, sums[v])
			}
		})
		p.storeRow(sums, f.Param("sums"))
	})
	f.end()
}

// rowSums writes RowSums: each row as a matrix of one row, in panels.
func (f *form) rowSums() {
	f.begin("rowSums", "rows, columns int, x *float32, stride int, sums *float32", "does what rowSumsGo does.")
	rows, x, stride, sums := f.number(f.Param("rows")), f.number(f.Param("x")), f.number(f.Param("stride")), f.number(f.Param("sums"))
	f.Label("row")
	sum := f.zero()
	f.panels(f.Param("columns"), nil, func(p *panel) {
		f.VADDPS(p.load(operand.Mem{Base: x, Index: p.offset, Scale: 1}), sum, sum)
	})
	f.addUp(sum)
	f.VADDSS(operand.Mem{Base: sums}, sum.AsX(), sum.AsX())
	f.VMOVSS(sum.AsX(), operand.Mem{Base: sums})
	f.ADDQ(operand.U8(4), sums)
	f.LEAQ(operand.Mem{Base: x, Index: stride, Scale: 4}, x)
	f.DECQ(rows)
	f.JNZ(to("row"))
	f.end()
}

// addUp leaves the sum of all lanes in the first.
func (f *form) addUp(sum reg.VecVirtual) {
	if f.lanes == 16 {
		upper := f.YMM()
		f.VEXTRACTF64X4(operand.U8(1), sum, upper)
		f.VADDPS(upper, sum.AsY(), sum.AsY())
	}
	upper := f.XMM()
	f.VEXTRACTF128(operand.U8(1), sum.AsY(), upper)
	f.VADDPS(upper, sum.AsX(), sum.AsX())
	f.VMOVHLPS(sum.AsX(), sum.AsX(), upper)
	f.VADDPS(upper, sum.AsX(), sum.AsX())
	f.VMOVSHDUP(sum.AsX(), upper)
	f.VADDSS(upper, sum.AsX(), sum.AsX())
}
