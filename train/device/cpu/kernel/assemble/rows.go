package main

import "github.com/mmcloughlin/avo/operand"

// addRowAndColumn writes AddRowAndColumn.
func (f *form) addRowAndColumn() {
	f.begin("addRowAndColumn", "rows, columns int, y *float32, stride int, row, column *float32", "does what addRowAndColumnGo does.")
	f.panels(f.Param("columns"), f.wide(2), func(p *panel) {
		row := p.row(f.Param("row"))
		y, column := p.cursor(f.Param("y"), f.Param("stride")), p.number(f.Param("column"))
		p.rows(f.Param("rows"), []cursor{y}, func() {
			more := f.broadcast(operand.Mem{Base: column})
			f.ADDQ(operand.U8(4), column)
			for v := range p.vectors {
				sum := f.vector()
				f.VADDPS(more, row[v], sum)
				f.VADDPS(y.load(v), sum, sum)
				y.store(sum, v)
			}
		})
	})
	f.end()
}

// copyRows writes CopyRows.
func (f *form) copyRows() {
	f.begin("copyRows", "rows, columns int, y *float32, yStride int, x *float32, xStride int", "does what copyRowsGo does.")
	f.panels(f.Param("columns"), f.wide(1), func(p *panel) {
		y, x := p.cursor(f.Param("y"), f.Param("yStride")), p.cursor(f.Param("x"), f.Param("xStride"))
		p.rows(f.Param("rows"), []cursor{y, x}, func() {
			for v := range p.vectors {
				y.store(x.load(v), v)
			}
		})
	})
	f.end()
}

// addScaled writes AddScaledRows.
func (f *form) addScaled() {
	f.begin("addScaledRows", "rows, columns int, y *float32, yStride int, a float32, x *float32, xStride int", "does what addScaledRowsGo does.")
	a := f.broadcast(address(f.Param("a")))
	f.panels(f.Param("columns"), f.wide(2), func(p *panel) {
		y, x := p.cursor(f.Param("y"), f.Param("yStride")), p.cursor(f.Param("x"), f.Param("xStride"))
		p.rows(f.Param("rows"), []cursor{y, x}, func() {
			for v := range p.vectors {
				sum := y.load(v)
				f.VFMADD231PS(x.load(v), a, sum)
				y.store(sum, v)
			}
		})
	})
	f.end()
}
