package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The constants of the hyperbolic tangent. With s = 2|x| = n·ln 2 + r and
// |r| ≤ ln 2 / 2, e = exp(s) − 1 = 2ⁿ·(r + r²·p(r)) + (2ⁿ − 1), where p is
// the polynomial of the Cephes library's expf, and tanh|x| = e/(e + 2). No step
// cancels, so the result is right to 2 or 3 units in its last place, near 0 too.
var tangent = []struct {
	name  string
	value operand.Constant
}{
	{"magnitude", operand.U32(0x7fffffff)},
	{"limit", operand.F32(10)}, // beyond, tanh rounds to 1
	{"perLn2", operand.F32(1.44269504088896341)},
	{"ln2High", operand.F32(0.693359375)}, // n·ln2High is exact
	{"ln2Low", operand.F32(-2.12194440e-4)},
	{"bias", operand.U32(127)}, // of the exponent
	{"one", operand.F32(1)},
	{"two", operand.F32(2)},
	{"p5", operand.F32(1.9875691500e-4)},
	{"p4", operand.F32(1.3981999507e-3)},
	{"p3", operand.F32(8.3334519073e-3)},
	{"p2", operand.F32(4.1665795894e-2)},
	{"p1", operand.F32(1.6666665459e-1)},
	{"p0", operand.F32(5.0000001201e-1)},
}

// tanhDifference writes TanhDifference.
func (f *form) tanhDifference() {
	f.begin("tanhDifference", "rows, columns int, y *float32, yStride int, left, right *float32, rightStride int", "does what tanhDifferenceGo does.")
	constant := f.tangentConstants()
	f.panels(f.Param("columns"), nil, func(p *panel) {
		left := p.row(f.Param("left"))
		y, right := p.cursor(f.Param("y"), f.Param("yStride")), p.cursor(f.Param("right"), f.Param("rightStride"))
		p.rows(f.Param("rows"), []cursor{y, right}, func() {
			x := right.load(0)
			f.VSUBPS(x, left[0], x)
			y.store(f.tanh(x, constant), 0)
		})
	})
	f.end()
}

// tangentConstants returns what returns constants: in registers that always hold
// them if there are enough, else in new ones.
func (f *form) tangentConstants() func(name string) reg.VecVirtual {
	loaders, held := map[string]func() reg.VecVirtual{}, map[string]reg.VecVirtual{}
	for _, c := range tangent {
		at := f.constant(c.name, c.value)
		loaders[c.name] = func() reg.VecVirtual { return f.broadcast(at) }
		if f.registers == 32 {
			held[c.name] = f.broadcast(at)
		}
	}
	return func(name string) reg.VecVirtual {
		if v, ok := held[name]; ok {
			return v
		}
		return loaders[name]()
	}
}

// tanh returns the hyperbolic tangent of x.
func (f *form) tanh(x reg.VecVirtual, constant func(name string) reg.VecVirtual) reg.VecVirtual {
	s, sign := f.vector(), f.vector()
	f.VANDPS(constant("magnitude"), x, s)
	f.VXORPS(s, x, sign)
	f.VMINPS(s, constant("limit"), s) // of the limit and a not-a-number, the minimum is the first operand
	f.VADDPS(s, s, s)

	n, whole, r := f.vector(), f.vector(), s
	f.VMULPS(constant("perLn2"), s, n)
	f.VCVTPS2DQ(n, n)
	f.VCVTDQ2PS(n, whole)
	f.VFNMADD231PS(constant("ln2High"), whole, r)
	f.VFNMADD231PS(constant("ln2Low"), whole, r)
	f.VPADDD(constant("bias"), n, n)
	f.VPSLLD(operand.U8(23), n, n) // 2ⁿ

	e := f.vector()
	f.VMOVAPS(constant("p5"), e)
	for _, name := range []string{"p4", "p3", "p2", "p1", "p0"} {
		f.VFMADD213PS(constant(name), r, e)
	}
	f.VMULPS(r, e, e)
	f.VFMADD213PS(r, r, e)
	rest := f.vector()
	f.VSUBPS(constant("one"), n, rest)
	f.VFMADD213PS(rest, n, e)

	divisor := f.vector()
	f.VADDPS(constant("two"), e, divisor)
	f.VDIVPS(divisor, e, e)
	f.VORPS(sign, e, e)
	return e
}

// tanhGradient writes TanhGradient.
func (f *form) tanhGradient() {
	f.begin("tanhGradient", "rows, columns int, d *float32, dStride int, tanh *float32, tanhStride int", "does what tanhGradientGo does.")
	f.panels(f.Param("columns"), f.wide(2), func(p *panel) {
		d, tanh := p.cursor(f.Param("d"), f.Param("dStride")), p.cursor(f.Param("tanh"), f.Param("tanhStride"))
		p.rows(f.Param("rows"), []cursor{d, tanh}, func() {
			for v := range p.vectors { // d − (d·y)·y
				x, y, product := d.load(v), tanh.load(v), f.vector()
				f.VMULPS(x, y, product)
				f.VFNMADD231PS(product, y, x)
				d.store(x, v)
			}
		})
	})
	f.end()
}
