package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// packedWidth is how many values of j are packed at once, as in package kernel.
const packedWidth = 5

// contract writes Contraction.Run: for every register of columns, blocks of
// out[i,j,·] that stay in registers for the sum over r. What a block reads is packed
// in its order first, since rows that are a power of two apart displace each other
// in the cache before they are used again.
func (f *form) contract() {
	f.begin("contract", "k *Contraction, packedP, packedQ *float32", "does what Contraction.runGo does, for what fits packedFactors.")
	k := f.Dereference(f.Param("k"))
	height := 4
	if f.registers == 16 {
		height = 2
	}
	f.panels(k.Field("Columns"), []int{1}, func(p *panel) {
		t := tiling{panel: p, contraction: k, outAt: f.AllocLocal(8), qAt: f.AllocLocal(8), left: f.AllocLocal(8)}
		t.run([]int{height, 1}, []int{packedWidth, 1})
	})
	f.end()
}

// A tiling is the blocks of a panel of a contraction, all blocks of the same j
// after each other.
type tiling struct {
	*panel
	contraction gotypes.Component
	outAt, qAt  operand.Mem // in the present blocks' first row
	left        operand.Mem // values of j
}

// run writes the loops over blocks of the given heights and widths, the last of
// which are 1.
func (t *tiling) run(heights, widths []int) {
	k := t.contraction
	p, packed := t.start(k.Field("P").Base()), t.number(t.Param("packedP"))
	t.blocks("p", t.number(k.Field("I")), heights, func(height int) {
		t.pack("p", height, t.copy(p), k.Field("PI"), k.Field("PR"), packed)
		t.skip(p, k.Field("PI"), height)
	})
	t.MOVQ(t.start(k.Field("Out").Base()), t.outAt)
	t.MOVQ(t.start(k.Field("Q").Base()), t.qAt)
	t.MOVQ(t.number(k.Field("J")), t.left)
	t.blocks("j", t.left, widths, func(width int) {
		t.pack("q", width, t.copy(t.qAt), k.Field("QJ"), k.Field("QR"), t.number(t.Param("packedQ")))
		t.column(heights, width)
		t.skip(t.outAt, k.Field("OutJ"), width)
		t.skip(t.qAt, k.Field("QJ"), width)
	})
}

// blocks writes loops over the values of an index, as many at once as possible of
// the given sizes, the last of which is 1. It counts down what is left.
func (t *tiling) blocks(index string, left operand.Op, sizes []int, body func(size int)) {
	for _, size := range sizes {
		again, next := t.label(fmt.Sprintf("%s_by%d", index, size)), t.label(fmt.Sprintf("%s_after%d", index, size))
		t.Label(again)
		t.CMPQ(left, operand.U8(size))
		t.JLT(to(next))
		body(size)
		t.SUBQ(operand.U8(size), left)
		t.JMP(to(again))
		t.Label(next)
	}
}

// pack copies the rows of a factor that the same blocks read: for each r, size of
// them, a stride apart; and fetches those of the next panel, which are on the same
// pages. It moves the address of the copy to its end.
func (t *tiling) pack(factor string, size int, from reg.GPVirtual, stride, rStride gotypes.Component, copy reg.GPVirtual) {
	row := t.neighbours(from, stride, size)
	next, left := t.number(rStride), t.number(t.contraction.Field("R"))
	again, done := t.label(fmt.Sprintf("%s_pack%d", factor, size)), t.label(fmt.Sprintf("%s_packed%d", factor, size))
	t.TESTQ(left, left)
	t.JZ(to(done))
	t.Label(again)
	for i := range size {
		t.VMOVUPS(t.load(row(i)), operand.Mem{Base: copy, Disp: i * t.bytes()})
		t.PREFETCHT1(row(i).Offset(t.bytes()))
	}
	t.ADDQ(operand.U32(size*t.bytes()), copy)
	t.LEAQ(operand.Mem{Base: from, Index: next, Scale: 4}, from)
	t.DECQ(left)
	t.JNZ(to(again))
	t.Label(done)
}

// column writes the loop over the blocks of the same j.
func (t *tiling) column(heights []int, width int) {
	k := t.contraction
	p, out := t.number(t.Param("packedP")), t.copy(t.outAt)
	t.blocks(fmt.Sprintf("i_%d", width), t.number(k.Field("I")), heights, func(height int) {
		block{tiling: t, height: height, width: width}.run(p, out)
		t.skip(out, k.Field("OutI"), height)
	})
}

// skip moves an address by some strides.
func (t *tiling) skip(at operand.Op, stride gotypes.Component, count int) {
	by := t.number(stride)
	t.IMUL3Q(operand.U8(4*count), by, by)
	t.ADDQ(by, at)
}

// copy returns a copy of an address.
func (t *tiling) copy(at operand.Op) reg.GPVirtual {
	c := t.GP64()
	t.MOVQ(at, c)
	return c
}

// neighbours returns the addresses of up to five vectors, a stride apart.
func (t *tiling) neighbours(at reg.GPVirtual, stride gotypes.Component, count int) func(int) operand.Mem {
	if count == 1 {
		return func(int) operand.Mem { return operand.Mem{Base: at} }
	}
	one := t.number(stride)
	t.SHLQ(operand.U8(2), one)
	var three reg.GPVirtual
	if count > 3 {
		three = t.GP64()
		t.LEAQ(operand.Mem{Base: one, Index: one, Scale: 2}, three)
	}
	return func(i int) operand.Mem {
		switch i {
		case 0:
			return operand.Mem{Base: at}
		case 3:
			return operand.Mem{Base: at, Index: three, Scale: 1}
		}
		return operand.Mem{Base: at, Index: one, Scale: uint8(i)}
	}
}
