package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// As in package sim: lanes of a register, and quads that take their epochs
// together, so that weights, flows and entropies of all stay in twelve registers.
const abreast, gang = 4, 4

// decay writes advanceDecaying.
func decay(c *build.Context) {
	c.Function("advanceDecayingAVX2")
	c.Attributes(attr.NOSPLIT)
	c.Pragma("noescape")
	c.SignatureExpr("func(quads *decayingQuad, gangs, epochs int)")
	c.Doc("advanceDecayingAVX2 does what advanceDecaying does, for gangs of four quads whose epochs it interleaves.")
	first := fields{c, c.Dereference(c.Param("quads"))}
	gangs := c.Load(c.Param("gangs"), c.GP64())
	epochs, left := c.Load(c.Param("epochs"), c.GP64()), c.GP64()
	size := first.size("ratio")

	c.Label("gang")
	var members [gang]member
	for i := range members {
		members[i] = member{Context: c, fields: first, offset: i * size}
		members[i].open()
	}
	c.MOVQ(epochs, left)
	c.TESTQ(left, left)
	c.JZ(operand.LabelRef("close"))

	c.Label("epoch")
	for i := range members {
		members[i].step()
	}
	c.DECQ(left)
	c.JNZ(operand.LabelRef("epoch"))

	c.Label("close")
	for i := range members {
		members[i].close()
	}
	c.ADDQ(operand.U32(gang*size), members[0].at("eta").Base)
	c.DECQ(gangs)
	c.JNZ(operand.LabelRef("gang"))
	c.VZEROUPPER()
	c.RET()
}

// member is a quad of a gang, offset bytes behind the first.
type member struct {
	*build.Context
	fields
	offset               int
	weight, flow, excess reg.VecVirtual
}

func (m *member) at(name string) operand.Mem { return m.fields.at(name).Offset(m.offset) }

func (m *member) open() {
	m.weight, m.flow, m.excess = m.YMM(), m.YMM(), m.YMM()
	m.VMOVUPD(m.at("weight"), m.weight)
	m.VMOVUPD(m.at("flow"), m.flow)
	m.VMOVUPD(m.at("excess"), m.excess)
}

func (m *member) close() {
	m.VMOVUPD(m.weight, m.at("weight"))
	m.VMOVUPD(m.flow, m.at("flow"))
	m.VMOVUPD(m.excess, m.at("excess"))
}

func (m *member) step() {
	// left = excess·ratio; flow = fresh·(left − excess) + beta·flow
	left, change := m.YMM(), m.excess
	m.VMULPD(m.at("ratio"), m.excess, left)
	m.VSUBPD(m.excess, left, change)
	m.VMULPD(m.at("fresh"), change, change)
	m.VMULPD(m.at("beta"), m.flow, m.flow)
	m.VADDPD(m.flow, change, m.flow)
	m.VMOVAPD(left, m.excess)

	// rate = flow − gamma·(w − anchor)
	rate, by := m.YMM(), m.YMM()
	m.VSUBPD(m.at("anchor"), m.weight, rate)
	m.VMULPD(m.at("gamma"), rate, rate)
	m.VSUBPD(rate, m.flow, rate)

	// w = clip(w + (eta·w)·rate)
	m.VMULPD(m.at("eta"), m.weight, by)
	m.VMULPD(rate, by, by)
	m.VADDPD(by, m.weight, m.weight)
	low, high := m.YMM(), m.YMM()
	m.VMOVUPD(m.at("low"), low)
	m.VMOVUPD(m.at("high"), high)
	clip(m.Context, m.weight, low, high)
}
