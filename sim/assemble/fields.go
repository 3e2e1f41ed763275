package main

import (
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// fields are the vectors of a quad in memory.
type fields struct {
	context *build.Context
	quad    gotypes.Component
}

// at returns the address of a field, of the embedded constants too.
func (f fields) at(name string) operand.Mem {
	for _, component := range []gotypes.Component{f.quad.Field(name), f.quad.Field("constants").Field(name)} {
		if first, err := component.Index(0).Resolve(); err == nil {
			return first.Addr
		}
	}
	panic("assemble: no field " + name)
}

// load returns a register with the field's value.
func (f fields) load(name string) reg.VecVirtual {
	y := f.context.YMM()
	f.context.VMOVUPD(f.at(name), y)
	return y
}

// store sets the field.
func (f fields) store(y reg.VecVirtual, name string) { f.context.VMOVUPD(y, f.at(name)) }

// size returns the number of bytes of a quad, given its last field.
func (f fields) size(last string) int { return f.at(last).Disp + abreast*8 }
