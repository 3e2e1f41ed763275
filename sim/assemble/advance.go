package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The comparisons of VCMPPD, written as what must fail for a lane to be all ones:
// a not-a-number is then neither less nor greater.
const (
	notEqual   = operand.U8(0x04)
	notLess    = operand.U8(0x15)
	notAtMost  = operand.U8(0x16)
	notAtLeast = operand.U8(0x19)
	notGreater = operand.U8(0x1A)
)

// advance writes advanceEarly or advanceLate: all lanes, one epoch.
func advance(c *build.Context, name string, late bool) {
	c.Function(name)
	c.Attributes(attr.NOSPLIT)
	c.Pragma("noescape")
	c.SignatureExpr("func(quads *quad, n int, change, epoch float64)")
	if late {
		c.Doc(name+" does what advanceLate does.", "", "\tfor each quad, for each lane { advance(lane); turn(lane) }")
	} else {
		c.Doc(name+" does what advanceEarly does.", "", "\tfor each quad, for each lane { advance(lane) }")
	}
	quads := c.Dereference(c.Param("quads"))
	n := c.Load(c.Param("n"), c.GP64())
	k := lanes{Context: c, fields: fields{c, quads}, late: late,
		change: broadcast(c, "change"), epoch: broadcast(c, "epoch"), zero: c.YMM(), ones: c.YMM(), one: c.YMM()}
	c.VXORPD(k.zero, k.zero, k.zero)
	c.VPCMPEQQ(k.ones, k.ones, k.ones)
	if late { // 1.0 has the bits 52 to 61
		c.VPSRLQ(operand.U8(54), k.ones, k.one)
		c.VPSLLQ(operand.U8(52), k.one, k.one)
	}

	c.Label("quad")
	k.step()
	c.ADDQ(operand.U32(k.size("lastTurn")), k.at("eta").Base)
	c.DECQ(n)
	c.JNZ(operand.LabelRef("quad"))
	c.VZEROUPPER()
	c.RET()
}

// lanes are the registers of a kernel that advances quads by one epoch.
type lanes struct {
	*build.Context
	fields
	late          bool
	change, epoch reg.VecVirtual
	zero, one     reg.VecVirtual // 0.0 and 1.0
	ones          reg.VecVirtual // all bits
}

// step advances the lanes of a quad.
func (k *lanes) step() {
	// flow = fresh·change + beta·flow
	flow, kept := k.YMM(), k.load("flow")
	k.VMULPD(k.at("fresh"), k.change, flow)
	k.VMULPD(k.at("beta"), kept, kept)
	k.VADDPD(kept, flow, flow)
	k.store(flow, "flow")

	// rate = flow − gamma·(w − anchor)
	w, rate := k.load("weight"), k.YMM()
	k.VSUBPD(k.at("anchor"), w, rate)
	k.VMULPD(k.at("gamma"), rate, rate)
	k.VSUBPD(rate, flow, rate)

	// next = clip(w + (eta·w)·rate)
	next := k.YMM()
	k.VMULPD(k.at("eta"), w, next)
	k.VMULPD(rate, next, next)
	k.VADDPD(next, w, next)
	low, high := k.load("low"), k.load("high")
	clip(k.Context, next, low, high)
	k.store(next, "weight")

	// rates where w > 0; of a number, exactly one of the two masks is all ones
	k.VORPD(rate, k.compare(w, notGreater, k.zero), rate)
	lossy, gainful := k.compare(rate, notLess, k.zero), k.YMM()
	k.VXORPD(k.ones, lossy, gainful)
	k.further("lossy", k.unless(rate, lossy), k.VMAXPD)
	k.further("gainful", k.unless(rate, gainful), k.VMINPD)
	k.further("toLow", k.unless(k.epoch, k.compare(next, notAtMost, low)), k.VMINPD)
	k.further("toHigh", k.unless(k.epoch, k.compare(next, notAtLeast, high)), k.VMINPD)
	if k.late {
		k.turn(w, next)
	} else {
		k.further("least", next, k.VMINPD)
		k.further("most", next, k.VMAXPD)
	}
}

// turn notes what the weights did when they moved from w to next.
func (k *lanes) turn(w, next reg.VecVirtual) {
	k.further("lowest", next, k.VMINPD)
	k.further("highest", next, k.VMAXPD)

	// a turn is a change against the last one
	change, rising, product := k.YMM(), k.load("rising"), k.YMM()
	k.VSUBPD(w, next, change)
	k.VMULPD(rising, change, product)
	straight := k.compare(product, notLess, k.zero)
	turned := k.YMM()
	k.VANDNPD(k.one, straight, turned)
	k.VADDPD(k.at("turns"), turned, turned)
	k.store(turned, "turns")
	epoch := k.unless(k.epoch, straight)
	k.further("firstTurn", epoch, k.VMINPD)
	k.further("lastTurn", epoch, k.VMAXPD)

	moved := k.compare(change, notEqual, k.zero)
	k.VBLENDVPD(moved, change, rising, rising)
	k.store(rising, "rising")
}

// compare returns all ones in the lanes of which the relation of a and b holds.
func (k *lanes) compare(a reg.VecVirtual, relation operand.Op, b reg.VecVirtual) reg.VecVirtual {
	mask := k.YMM()
	k.VCMPPD(relation, b, a, mask)
	return mask
}

// unless returns a where the mask is zero and a not-a-number, which no extreme
// takes, where it is all ones. It reuses the mask's register.
func (k *lanes) unless(a, mask reg.VecVirtual) reg.VecVirtual {
	k.VORPD(a, mask, mask)
	return mask
}

// further lets the extreme in a field take a where that is further out. VMINPD
// and VMAXPD return their second operand, the field, unless the first compares as
// less or greater.
func (k *lanes) further(name string, a reg.VecVirtual, extreme func(...operand.Op)) {
	y := k.YMM()
	extreme(k.at(name), a, y)
	k.store(y, name)
}

// clip moves next into [low, high]. Its operands are such that a not-a-number
// stays one, as in dynamics.Clip.Apply.
func clip(c *build.Context, next, low, high reg.VecVirtual) {
	c.VMAXPD(next, low, next)
	c.VMINPD(next, high, next)
}

func broadcast(c *build.Context, parameter string) reg.VecVirtual {
	y := c.YMM()
	address, err := c.Param(parameter).Resolve()
	if err != nil {
		panic(err)
	}
	c.VBROADCASTSD(address.Addr, y)
	return y
}
