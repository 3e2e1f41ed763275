package kernels

import "aeed/train/program"

// Phase returns what executes a phase of p, in order, on one stream: what Launches gives
// for its operations one by one, in fewer launches that read and write less. Numbers
// differ by the rounding of sums whose order is another one; and the gradient of a bias
// that a batch norm subtracts again is 0, not rounding.
func Phase(p *program.Program, phase program.Phase, m Memory, a Arithmetic) []Launch {
	return fused(p, phase, m, a).launches
}

// fused returns a translator that has made the launches of a phase run by run.
func fused(p *program.Program, phase program.Phase, m Memory, a Arithmetic) *translator {
	t := &translator{Memory: m, program: p, arithmetic: a, measured: measuredBy(p.Operations[phase]), cancelled: cancelled(p)}
	for rest := p.Operations[phase]; len(rest) > 0; {
		n := runLength(p, rest)
		t.run(rest[:n])
		rest = rest[n:]
	}
	return t
}

// run makes the launches of a run of operations.
func (t *translator) run(run []program.Operation) {
	if !t.sumsWait() {
		t.used = 0
	}
	t.overwrite(run)
	t.operations = run
	if len(run) > 1 {
		t.inputGradient(run)
	} else {
		t.operation(run[0])
	}
}

// runLength returns how many of the operations, from the first on, make a run: they are
// executed together, so none may need another's order.
func runLength(p *program.Program, operations []program.Operation) int {
	n := 1
	for n < len(operations) && continues(operations[:n], operations[n]) && unordered(p, operations[:n+1]) {
		n++
	}
	return n
}

// continues tells whether one launch may do what the operations of a run do and the next
// one besides.
func continues(run []program.Operation, next program.Operation) bool {
	last, _, is := gradientOf(run[len(run)-1])
	dx, accumulate, too := gradientOf(next)
	if !is || !too || !accumulate || dx != last {
		return false
	}
	convolutions, means := 0, 0
	for _, op := range append(run[:len(run):len(run)], next) {
		if _, is := op.(*program.TimeMeanAdjoint); is {
			means++
		} else {
			convolutions++
		}
	}
	return convolutions <= mostSources && means <= 1
}

// gradientOf returns the gradient that a convolution or a mean over time gives its input,
// and whether it adds it to what is there.
func gradientOf(op program.Operation) (dx program.View, accumulate, is bool) {
	switch a := op.(type) {
	case *program.ConvolutionAdjoint:
		return a.DX, a.Accumulate, true
	case *program.TimeMeanAdjoint:
		return a.DX, a.Accumulate, true
	}
	return program.View{}, false, false
}

// unordered tells whether operations give the same in any order, and all at once, but for
// what they add to the same place: nothing that one of them writes lies where anything
// else lies that they name. Buffers of neighbouring operations may share memory.
func unordered(p *program.Program, operations []program.Operation) bool {
	var read, written []program.View
	for _, op := range operations {
		reads, writes, adds := op.Views()
		read, written = append(read, reads...), append(append(written, writes...), adds...)
	}
	for i, w := range written {
		for _, r := range read {
			if overlap(p, w, r) {
				return false
			}
		}
		for _, other := range written[:i] {
			if other != w && overlap(p, w, other) {
				return false
			}
		}
	}
	return true
}

// overlap tells whether two views have memory in common.
func overlap(p *program.Program, v, w program.View) bool {
	a, b := p.Buffers[v.Buffer], p.Buffers[w.Buffer]
	if v.Buffer == w.Buffer {
		return v.Offset < w.Offset+w.Columns && w.Offset < v.Offset+v.Columns
	}
	return !a.Kept && !b.Kept && a.Offset < b.Offset+b.Size/p.Sequences && b.Offset < a.Offset+a.Size/p.Sequences
}
