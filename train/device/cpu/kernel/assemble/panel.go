package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A panel is a few registers' width of columns, which a routine takes through all
// rows before it goes on to the next panel: what belongs to a column stays in
// registers.
type panel struct {
	*form
	vectors int
	offset  reg.GPVirtual // bytes from the first column of the matrix
	mask    reg.Register  // lanes that are columns; nil if all are
}

// panels calls body to write what happens to a panel: for each of the widths, the
// widest first, in registers, and for a panel of one register or less, which takes
// what is left of the columns.
func (f *form) panels(columns gotypes.Component, widths []int, body func(p *panel)) {
	left, offset := f.number(columns), f.GP64()
	f.XORQ(offset, offset)
	for _, n := range widths {
		p := &panel{form: f, vectors: n, offset: offset}
		next := p.label("narrower")
		f.Label(p.label("panel"))
		f.CMPQ(left, operand.U32(n*f.lanes))
		f.JLT(to(next))
		body(p)
		f.ADDQ(operand.U32(n*f.bytes()), offset)
		f.SUBQ(operand.U32(n*f.lanes), left)
		f.JMP(to(p.label("panel")))
		f.Label(next)
	}
	f.TESTQ(left, left)
	f.JZ(to("done"))
	p := &panel{form: f, vectors: 1, offset: offset}
	f.Label("rest")
	p.mask = f.masked(left)
	body(p)
	f.ADDQ(operand.U32(f.bytes()), offset)
	f.SUBQ(operand.U32(f.lanes), left)
	f.JG(to("rest"))
	f.Label("done")
}

// wide returns the widths of panels that need the given number of registers for
// each vector.
func (f *form) wide(registers int) []int {
	var widths []int
	for _, n := range []int{4, 3, 2} {
		if n*registers+2 <= f.registers {
			widths = append(widths, n)
		}
	}
	return widths
}

// masked returns a mask of the first lanes, as many as are left.
func (f *form) masked(left reg.GPVirtual) reg.Register {
	n, limit := f.GP64(), f.GP64()
	f.MOVQ(operand.U32(f.lanes), limit)
	f.MOVQ(left, n)
	f.CMPQ(n, limit)
	f.CMOVQGT(limit, n)
	if f.lanes == 16 {
		k, ones := f.K(), f.GP32()
		f.MOVL(operand.U32(1<<f.lanes-1), ones)
		f.BZHIL(n.As32(), ones, ones)
		f.KMOVW(ones, k)
		return k
	}
	f.NEGQ(n)
	table, v := f.GP64(), f.vector()
	f.LEAQ(f.maskTable(), table)
	f.VMOVUPS(operand.Mem{Base: table, Disp: f.bytes(), Index: n, Scale: 4}, v)
	return v
}

// maskTable returns lanes that are on, followed by as many that are off.
func (f *form) maskTable() operand.Mem {
	const name = "mask"
	if f.constants[name] {
		return operand.NewDataAddr(operand.NewStaticSymbol(name), 0)
	}
	f.constants[name] = true
	at := f.StaticGlobal(name)
	f.DataAttributes(attr.RODATA | attr.NOPTR)
	for i := range 2 * f.lanes {
		on := operand.U32(0)
		if i < f.lanes {
			on--
		}
		f.AddDatum(4*i, on)
	}
	return at
}

// label makes a label the panel's own.
func (p *panel) label(name string) string {
	if p.mask != nil {
		return name + "_rest"
	}
	return fmt.Sprintf("%s_%d", name, p.vectors*p.lanes)
}

// load returns numbers at an address. Lanes that are no columns are zero.
func (p *panel) load(m operand.Mem) reg.VecVirtual {
	v := p.vector()
	p.loadInto(v, m, nil)
	return v
}

// store writes the lanes that are columns.
func (p *panel) store(v reg.VecVirtual, m operand.Mem) {
	switch {
	case p.mask == nil:
		p.VMOVUPS(v, m)
	case p.lanes == 16:
		p.VMOVUPS(v, p.mask, m)
	default:
		p.VMASKMOVPS(v, p.mask, m)
	}
}

// row returns the vectors of a panel that start at a slice or a pointer to a row of
// all columns.
func (p *panel) row(base gotypes.Component) []reg.VecVirtual {
	at := p.start(base)
	var row []reg.VecVirtual
	for v := range p.vectors {
		row = append(row, p.load(operand.Mem{Base: at, Disp: v * p.bytes()}))
	}
	return row
}

// storeRow writes a row of all columns.
func (p *panel) storeRow(row []reg.VecVirtual, base gotypes.Component) {
	at := p.start(base)
	for v := range p.vectors {
		p.store(row[v], operand.Mem{Base: at, Disp: v * p.bytes()})
	}
}

// start returns where the panel starts in a row.
func (p *panel) start(base gotypes.Component) reg.GPVirtual {
	at := p.number(base)
	p.ADDQ(p.offset, at)
	return at
}

// zeros returns a zero for each vector.
func (p *panel) zeros() []reg.VecVirtual {
	var zeros []reg.VecVirtual
	for range p.vectors {
		zeros = append(zeros, p.zero())
	}
	return zeros
}
