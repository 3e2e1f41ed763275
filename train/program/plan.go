package program

import "sort"

// alignment of buffers in the arena, in numbers: a cache line of float32.
const alignment = 16

// lifetime is the span of operations, over all phases, in which a buffer holds
// something.
type lifetime struct {
	buffer      Buffer
	first, last int
}

// plan gives every buffer that is not kept a place in the arena of a sequence, such
// that two buffers share numbers only if no operation needs both. The largest are
// placed first, each at the lowest place that is free during its life.
func (p *Program) plan() {
	size := func(b Buffer) int { return aligned(p.Buffers[b].Size / p.Sequences) }
	lives := p.lifetimes()
	sort.SliceStable(lives, func(i, j int) bool { return size(lives[i].buffer) > size(lives[j].buffer) })
	for i, life := range lives {
		var busy [][2]int // from, to
		for _, other := range lives[:i] {
			if other.first <= life.last && life.first <= other.last {
				at := p.Buffers[other.buffer].Offset
				busy = append(busy, [2]int{at, at + size(other.buffer)})
			}
		}
		sort.Slice(busy, func(i, j int) bool { return busy[i][0] < busy[j][0] })
		at := 0
		for _, b := range busy {
			if at+size(life.buffer) <= b[0] {
				break
			}
			at = max(at, b[1])
		}
		p.Buffers[life.buffer].Offset = at
		p.Arena = max(p.Arena, at+size(life.buffer))
	}
}

func aligned(size int) int { return (size + alignment - 1) / alignment * alignment }

// lifetimes returns those of the buffers that are not kept, in the order of their
// first use.
func (p *Program) lifetimes() []lifetime {
	var lives []lifetime
	place := map[Buffer]int{}
	at := 0
	for _, operations := range p.Operations {
		for _, op := range operations {
			reads, writes, adds := op.Views()
			for _, views := range [][]View{reads, writes, adds} {
				for _, v := range views {
					if p.Buffers[v.Buffer].Kept {
						continue
					}
					i, known := place[v.Buffer]
					if !known {
						i = len(lives)
						place[v.Buffer] = i
						lives = append(lives, lifetime{v.Buffer, at, at})
					}
					lives[i].last = at
				}
			}
			at++
		}
	}
	return lives
}
