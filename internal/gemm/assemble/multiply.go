package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// multiply writes the routine for tiles that are width vectors wide: code for each
// height, of which a call runs one.
func (f *form) multiply(width int) {
	f.begin(fmt.Sprintf("multiply%d%s", width, f.name), "s *strip",
		fmt.Sprintf("does what strip.runGo does, for tiles of %d vectors of %d numbers.", width, f.lanes))
	k := &kernel{form: f, width: width}
	k.open()
	height := f.number(k.field("height"))
	for h := range f.heights[width] {
		f.CMPQ(height, operand.U8(h+1))
		f.JEQ(to(fmt.Sprint("height", h+1)))
	}
	f.end()
	for h := range f.heights[width] {
		k.height = h + 1
		f.Label(k.label("height"))
		k.tiles()
		f.end()
	}
}

// A kernel is the code for tiles of one size.
type kernel struct {
	*form
	width, height       int
	a, c                reg.GPVirtual // the present tile's
	left                operand.Mem   // how many tiles are left
	aRow, aColumn, bRow reg.GPVirtual // bytes from one row or column to the next
	aRow3, aRow5        reg.GPVirtual // 3 and 5 times aRow
}

// open loads what all tiles share.
func (k *kernel) open() {
	k.a, k.c, k.left = k.number(k.field("a").Base()), k.number(k.field("c").Base()), k.AllocLocal(8)
	k.MOVQ(k.number(k.field("count")), k.left)
	k.aRow, k.aColumn, k.bRow = k.stride("aRow"), k.stride("aColumn"), k.stride("bRow")
	k.aRow3, k.aRow5 = k.GP64(), k.GP64()
	k.LEAQ(operand.Mem{Base: k.aRow, Index: k.aRow, Scale: 2}, k.aRow3)
	k.LEAQ(operand.Mem{Base: k.aRow, Index: k.aRow, Scale: 4}, k.aRow5)
	if k.lanes == 16 {
		k.openMask()
	}
}

// accumulator returns the register of a vector of the tile.
func (k *kernel) accumulator(row, vector int) reg.VecPhysical { return k.vectors[row*k.width+vector] }

// spare returns a register that is no accumulator, of which there are width+2.
func (k *kernel) spare(i int) reg.VecPhysical { return k.vectors[len(k.vectors)-1-i] }

// tiles writes the loop over the tiles of a strip.
func (k *kernel) tiles() {
	k.Label(k.label("tile"))
	for row := range k.height {
		for v := range k.width {
			k.VXORPS(k.accumulator(row, v), k.accumulator(row, v), k.accumulator(row, v))
		}
	}
	b, depth := k.number(k.field("b").Base()), k.number(k.field("depth"))
	ahead, aheadStep := k.stride("ahead"), k.stride("aheadStep")
	k.ADDQ(k.a, ahead)
	pointers := k.pointers()
	k.Label(k.label("step"))
	k.PREFETCHT0(operand.Mem{Base: ahead})
	k.ADDQ(aheadStep, ahead)
	k.step(pointers, b)
	for _, p := range pointers {
		k.ADDQ(k.aColumn, p)
	}
	k.ADDQ(k.bRow, b)
	k.DECQ(depth)
	k.JNZ(to(k.label("step")))
	k.finish()
	next := k.GP64()
	k.IMUL3Q(operand.U8(k.height), k.aRow, next)
	k.ADDQ(next, k.a)
	k.DECQ(k.left)
	k.JNZ(to(k.label("tile")))
}

// group is how many rows of A are read from one pointer: aRow, aRow3 and aRow5, times
// 1, 2 or 4, reach 0 to 6 rows ahead.
const group = 7

// pointers returns those of the groups of a tile's rows, at the first column.
func (k *kernel) pointers() []reg.GPVirtual {
	var pointers []reg.GPVirtual
	for row := 0; row < k.height; row += group {
		p := k.GP64()
		if row == 0 {
			k.MOVQ(k.a, p)
		} else {
			k.LEAQ(operand.Mem{Base: pointers[len(pointers)-1], Index: k.aRow3, Scale: 2}, p)
			k.ADDQ(k.aRow, p)
		}
		pointers = append(pointers, p)
	}
	return pointers
}

// element returns the address of a row's element of A.
func (k *kernel) element(pointers []reg.GPVirtual, row int) operand.Mem {
	m := operand.Mem{Base: pointers[row/group]}
	switch r := row % group; r {
	case 1, 2, 4:
		m.Index, m.Scale = k.aRow, uint8(r)
	case 3, 6:
		m.Index, m.Scale = k.aRow3, uint8(r/3)
	case 5:
		m.Index, m.Scale = k.aRow5, 1
	}
	return m
}

// step adds the product of a column of A and a row of B to the tile.
func (k *kernel) step(pointers []reg.GPVirtual, b reg.GPVirtual) {
	for v := range k.width {
		k.VMOVUPS(operand.Mem{Base: b, Disp: v * k.bytes()}, k.spare(v))
	}
	for row := range k.height {
		element := k.element(pointers, row)
		if k.width == 1 && k.lanes == 16 {
			k.VFMADD231PS_BCST(element, k.spare(0), k.accumulator(row, 0))
			continue
		}
		a := k.spare(k.width + row%2)
		k.VBROADCASTSS(element, a)
		for v := range k.width {
			k.VFMADD231PS(k.spare(v), a, k.accumulator(row, v))
		}
	}
}
