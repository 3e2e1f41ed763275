package cuda

import (
	"encoding/binary"
	"math"

	"aeed/train/device"
	"aeed/train/program"
)

// A layout counts the words of 32 bits of a row as fields are added to it.
type layout int

// field adds one of so many words, at an even place, so that it may hold a float64.
func (l *layout) field(words int) (at int) {
	at = int(*l)
	*l += layout((words + 1) / 2 * 2)
	return at
}

// A row is where everything lies that a step takes from the host's plan. Places count in
// words.
type row struct {
	words                                    int
	epoch, places, rates, weights, constants int
	clean, mixed                             passRow
	ratio, window, cut, partner              int
}

// A passRow is the part of a row that a pass takes.
type passRow struct{ pairs, clip, body, copies, sequence int }

// rowOf lays out the rows of a program.
func rowOf(p *program.Program, joints int) (r row) {
	var l layout
	classes := p.Output.Columns
	pass := func() passRow {
		return passRow{pairs: l.field(p.Clips * program.PairColumns), clip: l.field(p.Sequences), body: l.field(p.Sequences),
			copies: l.field(p.Sequences), sequence: l.field(p.Clips * p.Bodies)}
	}
	r.epoch, r.places = l.field(1), l.field(p.Clips)
	r.rates, r.weights, r.constants = l.field(4), l.field(classes), l.field(2)
	r.clean, r.mixed = pass(), pass()
	r.ratio, r.window, r.cut, r.partner = l.field(2), l.field(2), l.field((joints+3)/4), l.field(p.Clips)
	r.words = int(l)
	return r
}

// batch writes what every batch needs into the words of a row.
func (r row) batch(words []uint32, b device.Batch) {
	words[r.epoch] = uint32(b.Epoch)
	putIntegers(words[r.places:], b.Places)
	r.clean.bodies(words, b.Bodies)
}

// step writes what a step of training needs besides.
func (r row) step(words []uint32, s device.Step) {
	d := s.Descent
	putFloats(words[r.rates:], []float64{d.LearningRate, d.Momentum, d.WeightDecay, d.MaxGradient})
	putFloats(words[r.weights:], s.ClassWeights)
	putFloats(words[r.constants:], s.Constants[:])
	putFloats(words[r.clean.pairs:], s.Pairs)
	m := s.Mixed
	if m == nil {
		return
	}
	r.mixed.bodies(words, m.Bodies)
	putFloats(words[r.mixed.pairs:], m.Pairs)
	for i := range s.Places {
		words[r.partner+i] = uint32(m.Pairs[i*program.PairColumns+program.PairPartner])
	}
	if m.Cut == nil {
		ratio := math.Float64bits(m.Ratio)
		words[r.ratio], words[r.ratio+1] = uint32(ratio), uint32(ratio>>32)
		return
	}
	putIntegers(words[r.window:], []int{m.Cut.Start, m.Cut.Length})
	mask := make([]byte, 4*(r.partner-r.cut))
	for v := range mask {
		if m.Cut.Joints == nil {
			mask[v] = 1
		}
	}
	for _, v := range m.Cut.Joints {
		mask[v] = 1
	}
	for i := range r.partner - r.cut {
		words[r.cut+i] = binary.LittleEndian.Uint32(mask[4*i:])
	}
}

func (p passRow) bodies(words []uint32, b program.Bodies) {
	putIntegers(words[p.clip:], b.Clip)
	putIntegers(words[p.body:], b.Body)
	putIntegers(words[p.copies:], b.Copies)
	putIntegers(words[p.sequence:], b.Sequence)
}

func putIntegers(words []uint32, numbers []int) {
	for i, n := range numbers {
		words[i] = uint32(n)
	}
}

func putFloats(words []uint32, numbers []float64) {
	for i, x := range numbers {
		words[i] = math.Float32bits(float32(x))
	}
}
