package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The mask of the last vector of a tile has ones in the lanes that are columns of C:
// in K1 with AVX-512, else in a vector, spare(0), at the end of a tile.

// openMask sets K1.
func (k *kernel) openMask() {
	columns, bits := k.number(k.field("columns")), k.GP64()
	k.MOVQ(operand.I32(-1), bits)
	k.BZHIQ(columns, bits, bits)
	k.KMOVW(bits.As32(), reg.K1)
}

// loadMask sets spare(0).
func (k *kernel) loadMask() {
	columns, table := k.number(k.field("columns")), k.GP64()
	k.LEAQ(k.table(), table)
	k.NEGQ(columns)
	k.VMOVUPS(operand.Mem{Base: table, Index: columns, Scale: 4, Disp: k.bytes()}, k.spare(0))
}

// table returns the address of as many ones as a vector has lanes, and as many zeros.
func (f *form) table() operand.Mem {
	const name = "ones"
	if f.hasTable {
		return operand.NewDataAddr(operand.NewStaticSymbol(name), 0)
	}
	f.hasTable = true
	m := f.StaticGlobal(name)
	f.DataAttributes(attr.RODATA | attr.NOPTR)
	for lane := range 2 * f.lanes {
		ones := operand.U32(0)
		if lane < f.lanes {
			ones = 0xFFFFFFFF
		}
		f.AddDatum(4*lane, ones)
	}
	return m
}

// load sets a register to a vector of memory, of which nothing outside the mask is
// read if it is masked.
func (k *kernel) load(m operand.Mem, to reg.VecPhysical, masked bool) {
	switch {
	case !masked:
		k.VMOVUPS(m, to)
	case k.lanes == 16:
		k.VMOVUPS_Z(m, reg.K1, to)
	default:
		k.VMASKMOVPS(m, k.spare(0), to)
	}
}

// store writes a register, of which nothing outside the mask if it is masked.
func (k *kernel) store(from reg.VecPhysical, m operand.Mem, masked bool) {
	switch {
	case !masked:
		k.VMOVUPS(from, m)
	case k.lanes == 16:
		k.VMOVUPS(from, reg.K1, m)
	default:
		k.VMASKMOVPS(from, k.spare(0), m)
	}
}
