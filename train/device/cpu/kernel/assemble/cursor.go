package main

import (
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A cursor is the place of a panel in the present row of a matrix.
type cursor struct {
	*panel
	at, stride reg.GPVirtual
}

// cursor returns one on the first row of a matrix, given its base and its stride
// in numbers.
func (p *panel) cursor(base, stride gotypes.Component) cursor {
	return cursor{p, p.start(base), p.number(stride)}
}

// of returns the address of a vector.
func (c cursor) of(vector int) operand.Mem {
	return operand.Mem{Base: c.at, Disp: vector * c.bytes()}
}

// load returns a vector.
func (c cursor) load(vector int) reg.VecVirtual { return c.panel.load(c.of(vector)) }

// store writes a vector.
func (c cursor) store(v reg.VecVirtual, vector int) { c.panel.store(v, c.of(vector)) }

// next goes to the next row.
func (c cursor) next() { c.LEAQ(operand.Mem{Base: c.at, Index: c.stride, Scale: 4}, c.at) }

// rows writes a loop over rows, of which there is at least one.
func (p *panel) rows(count gotypes.Component, cursors []cursor, body func()) {
	left := p.number(count)
	p.Label(p.label("row"))
	body()
	for _, c := range cursors {
		c.next()
	}
	p.DECQ(left)
	p.JNZ(to(p.label("row")))
}

// present is a test for whether a slice isn't nil.
func (p *panel) present(slice gotypes.Component) func() {
	return func() { p.CMPQ(address(slice.Base()), operand.U8(0)) }
}

// set is a test for whether a flag is set.
func (p *panel) set(flag gotypes.Component) func() {
	return func() { p.CMPB(address(flag), operand.U8(0)) }
}

// when writes instructions that are run if a test succeeds, and others, which may
// be nil, if it fails. A test in a loop over rows always has the same outcome, so
// the processor foresees it.
func (p *panel) when(test func(), name string, succeeds, fails func()) {
	test()
	p.JEQ(to(p.label("no_" + name)))
	succeeds()
	if fails == nil {
		p.Label(p.label("no_" + name))
		return
	}
	p.JMP(to(p.label("after_" + name)))
	p.Label(p.label("no_" + name))
	fails()
	p.Label(p.label("after_" + name))
}
