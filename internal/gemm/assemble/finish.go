package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// finish scales a tile, adds the bias and C, and writes it. It moves c to the next
// tile.
func (k *kernel) finish() {
	if k.lanes == 16 { // masks cost nothing
		k.finishColumns(true)
		return
	}
	k.CMPQ(address(k.field("columns")), operand.U8(k.lanes))
	k.JEQ(to(k.label("whole")))
	k.loadMask()
	k.finishColumns(true)
	k.JMP(to(k.label("finished")))
	k.Label(k.label("whole"))
	k.finishColumns(false)
	k.Label(k.label("finished"))
}

// finishColumns finishes tiles whose last vector has all its columns, or only some.
func (k *kernel) finishColumns(masked bool) {
	suffix := ""
	if !masked {
		suffix = "whole"
	}
	unscaled, unread := k.label("unscaled"+suffix), k.label("unread"+suffix)

	// C = alpha·(A·B) + bias, unless alpha is 1 and there is no bias
	k.CMPB(address(k.field("scaled")), operand.U8(0))
	k.JEQ(to(unscaled))
	alpha := k.spare(1)
	k.VBROADCASTSS(address(k.field("alpha")), alpha)
	bias, unbiased := k.number(k.field("bias").Base()), k.label("unbiased"+suffix)
	for v := range k.width {
		k.VXORPS(k.spare(2+v), k.spare(2+v), k.spare(2+v))
	}
	k.TESTQ(bias, bias)
	k.JZ(to(unbiased))
	for v := range k.width {
		k.load(operand.Mem{Base: bias, Disp: v * k.bytes()}, k.spare(2+v), masked && v == k.width-1)
	}
	k.Label(unbiased)
	for row := range k.height {
		for v := range k.width {
			k.VFMADD213PS(k.spare(2+v), alpha, k.accumulator(row, v))
		}
	}
	k.Label(unscaled)

	// + beta·C, which isn't read if beta is 0
	cRow := k.stride("cRow")
	k.CMPB(address(k.field("added")), operand.U8(0))
	k.JEQ(to(unread))
	beta, c := k.spare(1), k.GP64()
	k.VBROADCASTSS(address(k.field("beta")), beta)
	k.MOVQ(k.c, c)
	k.eachRow(c, cRow, func(at operand.Mem, row, v int) {
		k.load(at, k.spare(2), masked && v == k.width-1)
		k.VFMADD231PS(k.spare(2), beta, k.accumulator(row, v))
	})
	k.Label(unread)

	k.eachRow(k.c, cRow, func(at operand.Mem, row, v int) {
		k.store(k.accumulator(row, v), at, masked && v == k.width-1)
	})
}

// eachRow visits the vectors of a tile, and leaves c behind it.
func (k *kernel) eachRow(c, cRow reg.GPVirtual, visit func(at operand.Mem, row, vector int)) {
	for row := range k.height {
		for v := range k.width {
			visit(operand.Mem{Base: c, Disp: v * k.bytes()}, row, v)
		}
		k.ADDQ(cRow, c)
	}
}
