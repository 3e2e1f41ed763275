package main

import "github.com/mmcloughlin/avo/operand"

// chains is how many sums run side by side: more than the latency of a multiply-add
// times how many start in a cycle.
const chains = 12

// multiplyAdds writes what measures the processor.
func (f *form) multiplyAdds() {
	f.begin("multiplyAdds"+f.name, "steps int", "makes 12 multiply-adds of vectors in each step, of registers alone.")
	for _, v := range f.vectors[:chains+1] {
		f.VXORPS(v, v, v)
	}
	steps := f.number(f.Param("steps"))
	f.Label("step")
	for _, v := range f.vectors[:chains] {
		f.VFMADD231PS(f.vectors[chains], f.vectors[chains], v)
	}
	f.DECQ(steps)
	f.JNZ(operand.LabelRef("step"))
	f.end()
}
