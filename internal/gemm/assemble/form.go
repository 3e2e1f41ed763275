package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A form is a kind of vector register, and the form of every routine that uses it.
type form struct {
	*build.Context
	name     string // ends the names of its routines
	lanes    int    // float32 numbers of a register
	vectors  []reg.VecPhysical
	heights  []int // heights[w] is the most rows of a tile that is w vectors wide
	hasTable bool
}

func forms() []*form {
	return []*form{
		{name: "AVX512", lanes: 16, vectors: registers(reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7,
			reg.Z8, reg.Z9, reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15, reg.Z16, reg.Z17, reg.Z18, reg.Z19,
			reg.Z20, reg.Z21, reg.Z22, reg.Z23, reg.Z24, reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29, reg.Z30, reg.Z31),
			heights: []int{1: 28, 2: 14, 3: 9}},
		{name: "AVX2", lanes: 8, vectors: registers(reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7,
			reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15),
			heights: []int{1: 12, 2: 6}},
	}
}

func registers(r ...reg.VecPhysical) []reg.VecPhysical { return r }

func (f *form) routines() {
	for width := 1; width < len(f.heights); width++ {
		f.multiply(width)
	}
	f.multiplyAdds()
	if f.name == "AVX2" {
		f.transpose()
	}
}

// begin starts a routine.
func (f *form) begin(name, signature, doc string) {
	f.Function(name)
	f.Attributes(attr.NOSPLIT)
	f.Pragma("noescape")
	f.SignatureExpr("func(" + signature + ")")
	f.Doc(name + " " + doc)
}

// end ends a routine.
func (f *form) end() {
	f.VZEROUPPER()
	f.RET()
}

// bytes is the size of a register.
func (f *form) bytes() int { return 4 * f.lanes }

// number loads an integer.
func (f *form) number(c gotypes.Component) reg.GPVirtual {
	return f.Load(c, f.GP64()).(reg.GPVirtual)
}

// field returns one of the strip.
func (k *kernel) field(name string) gotypes.Component {
	return k.Dereference(k.Param("s")).Field(name)
}

// stride loads a field that is a distance in numbers and returns it in bytes.
func (k *kernel) stride(name string) reg.GPVirtual {
	s := k.number(k.field(name))
	k.SHLQ(operand.U8(2), s)
	return s
}

// address returns where a parameter or a field is.
func address(c gotypes.Component) operand.Mem {
	basic, err := c.Resolve()
	if err != nil {
		panic(err)
	}
	return basic.Addr
}

// label returns a name for a place in the code of the present height.
func (k *kernel) label(name string) string { return fmt.Sprint(name, k.height) }

// to returns a label as an operand.
func to(label string) operand.LabelRef { return operand.LabelRef(label) }
