package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A block is height values of i by width values of j.
type block struct {
	*tiling
	height, width int
}

func (b block) label(name string) string {
	return b.tiling.label(fmt.Sprintf("%s%dx%d", name, b.height, b.width))
}

// run writes a block, given the address of its packed p, which it moves to that of
// the next block, and of its first row of out.
func (b block) run(p, outAt reg.GPVirtual) {
	var sums [][]reg.VecVirtual
	for range b.height {
		var row []reg.VecVirtual
		for range b.width {
			row = append(row, b.zero())
		}
		sums = append(sums, row)
	}
	q, left := b.number(b.Param("packedQ")), b.number(b.contraction.Field("R"))
	b.TESTQ(left, left)
	b.JZ(to(b.label("store")))
	b.Label(b.label("r"))
	var column []reg.VecVirtual
	for i := range b.height {
		column = append(column, b.packedVector(p, i))
	}
	for j := range b.width {
		x := b.packedVector(q, j)
		for i := range b.height {
			b.VFMADD231PS(column[i], x, sums[i][j])
		}
	}
	b.ADDQ(operand.U32(b.height*b.bytes()), p)
	b.ADDQ(operand.U32(b.width*b.bytes()), q)
	b.DECQ(left)
	b.JNZ(to(b.label("r")))

	b.Label(b.label("store"))
	b.when(b.set(b.contraction.Field("Accumulate")), fmt.Sprintf("sum%dx%d", b.height, b.width), func() {
		b.deliver(sums, outAt, true)
	}, func() {
		b.deliver(sums, outAt, false)
	})
}

// packedVector returns a vector of a packed factor.
func (b block) packedVector(at reg.GPVirtual, i int) reg.VecVirtual {
	v := b.vector()
	b.VMOVUPS(operand.Mem{Base: at, Disp: i * b.bytes()}, v)
	return v
}

// deliver stores the sums, or adds them.
func (b block) deliver(sums [][]reg.VecVirtual, outAt reg.GPVirtual, accumulate bool) {
	k := b.contraction
	row := b.copy(outAt)
	for i := range b.height {
		if i > 0 {
			b.skip(row, k.Field("OutI"), 1)
		}
		out := b.neighbours(row, k.Field("OutJ"), b.width)
		for j := range b.width {
			if accumulate {
				b.VADDPS(b.load(out(j)), sums[i][j], sums[i][j])
			}
			b.store(sums[i][j], out(j))
		}
	}
}
