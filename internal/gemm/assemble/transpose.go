package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// transpose writes transpose4AVX: blocks of 4 rows and 4 columns, turned in registers
// of four numbers, whose shuffles most processors do two at a time.
func (f *form) transpose() {
	f.begin("transpose4AVX", "to *float32, toRow int, from *float32, fromRow, blocks int",
		"sets to[i·toRow+j] = from[j·fromRow+i] for i < 4·blocks and j < 4. There is at least one block.")
	y, yRow := f.number(f.Param("to")), f.number(f.Param("toRow"))
	f.SHLQ(operand.U8(2), yRow)
	x, xRow := f.number(f.Param("from")), f.number(f.Param("fromRow"))
	f.SHLQ(operand.U8(2), xRow)
	x3 := f.GP64()
	f.LEAQ(operand.Mem{Base: xRow, Index: xRow, Scale: 2}, x3)
	f.ADDQ(x, x3)
	left := f.number(f.Param("blocks"))
	f.Label("block")
	var rows, pairs, columns [4]reg.VecVirtual
	for r := range rows {
		rows[r], pairs[r], columns[r] = f.XMM(), f.XMM(), f.XMM()
	}
	f.VMOVUPS(operand.Mem{Base: x}, rows[0])
	f.VMOVUPS(operand.Mem{Base: x, Index: xRow, Scale: 1}, rows[1])
	f.VMOVUPS(operand.Mem{Base: x, Index: xRow, Scale: 2}, rows[2])
	f.VMOVUPS(operand.Mem{Base: x3}, rows[3])
	f.VUNPCKLPS(rows[1], rows[0], pairs[0]) // 00 10 01 11
	f.VUNPCKHPS(rows[1], rows[0], pairs[1]) // 02 12 03 13
	f.VUNPCKLPS(rows[3], rows[2], pairs[2])
	f.VUNPCKHPS(rows[3], rows[2], pairs[3])
	f.VUNPCKLPD(pairs[2], pairs[0], columns[0])
	f.VUNPCKHPD(pairs[2], pairs[0], columns[1])
	f.VUNPCKLPD(pairs[3], pairs[1], columns[2])
	f.VUNPCKHPD(pairs[3], pairs[1], columns[3])
	for _, column := range columns {
		f.VMOVUPS(column, operand.Mem{Base: y})
		f.ADDQ(yRow, y)
	}
	f.ADDQ(operand.U8(16), x)
	f.ADDQ(operand.U8(16), x3)
	f.DECQ(left)
	f.JNZ(to("block"))
	f.end()
}
