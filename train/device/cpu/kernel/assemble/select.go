package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// compare returns a mask of the columns in which the relation of a and b holds.
func (p *panel) compare(a reg.VecVirtual, relation operand.Op, b reg.VecVirtual) reg.Register {
	if p.lanes == 16 {
		k := p.K()
		if p.mask == nil {
			p.VCMPPS(relation, b, a, k)
		} else {
			p.VCMPPS(relation, b, a, p.mask, k)
		}
		return k
	}
	mask := p.vector()
	p.VCMPPS(relation, b, a, mask)
	return mask
}

// loadInto sets v to the numbers at an address in the lanes that are columns and
// are in the mask, if that isn't nil, and to zero elsewhere.
func (p *panel) loadInto(v reg.VecVirtual, m operand.Mem, mask reg.Register) {
	switch {
	case mask == nil && p.mask == nil:
		p.VMOVUPS(m, v)
	case p.lanes == 16 && mask == nil:
		p.VMOVUPS_Z(m, p.mask, v)
	case p.lanes == 16:
		p.VMOVUPS_Z(m, mask, v)
	case p.mask == nil:
		p.VANDPS(m, mask, v)
	default:
		p.VMASKMOVPS(m, p.mask, v)
		if mask != nil {
			p.VANDPS(v, mask, v)
		}
	}
}
