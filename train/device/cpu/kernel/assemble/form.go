package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A form is a kind of vector register, and the form of every routine that uses it.
type form struct {
	*build.Context
	name      string // ends the names of its routines
	lanes     int    // float32 numbers of a register
	registers int
	constants map[string]bool
}

// The comparisons of VCMPPS.
const (
	unordered   = operand.U8(0x03)
	notAtMost   = operand.U8(0x16) // a not-a-number isn't at most 0
	greaterThan = operand.U8(0x1E)
)

// begin starts a routine.
func (f *form) begin(name, signature, doc string) {
	f.Function(name + f.name)
	f.Attributes(attr.NOSPLIT)
	f.Pragma("noescape")
	f.SignatureExpr("func(" + signature + ")")
	f.Doc(name + f.name + " " + doc)
}

// end ends a routine.
func (f *form) end() {
	f.VZEROUPPER()
	f.RET()
}

// vector returns an unused register.
func (f *form) vector() reg.VecVirtual {
	if f.lanes == 16 {
		return f.ZMM()
	}
	return f.YMM()
}

// zero returns a register of zeros.
func (f *form) zero() reg.VecVirtual {
	z := f.vector()
	f.VXORPS(z, z, z)
	return z
}

// bytes is the size of a register.
func (f *form) bytes() int { return 4 * f.lanes }

// number loads an integer.
func (f *form) number(c gotypes.Component) reg.GPVirtual {
	return f.Load(c, f.GP64()).(reg.GPVirtual)
}

// broadcast returns a register with the number at an address in all lanes.
func (f *form) broadcast(m operand.Mem) reg.VecVirtual {
	v := f.vector()
	f.VBROADCASTSS(m, v)
	return v
}

// address returns where a parameter or a field is.
func address(c gotypes.Component) operand.Mem {
	basic, err := c.Resolve()
	if err != nil {
		panic(err)
	}
	return basic.Addr
}

// constant returns the address of a constant in memory.
func (f *form) constant(name string, value operand.Constant) operand.Mem {
	if !f.constants[name] {
		f.constants[name] = true
		return f.ConstData(name, value)
	}
	return operand.NewDataAddr(operand.NewStaticSymbol(name), 0)
}

// to returns a label as an operand.
func to(label string) operand.LabelRef { return operand.LabelRef(label) }
