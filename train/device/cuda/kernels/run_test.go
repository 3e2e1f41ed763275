package kernels

import (
	"fmt"
	"slices"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/program"
)

// runsOf returns the runs of a phase.
func runsOf(p *program.Program, phase program.Phase) (runs [][]program.Operation) {
	for rest := p.Operations[phase]; len(rest) > 0; {
		n := runLength(p, rest)
		runs, rest = append(runs, rest[:n]), rest[n:]
	}
	return runs
}

// holder is what a number of the arena belongs to.
type holder struct {
	buffer program.Buffer
	place  int
}

// replay executes a program run by run on an arena that only knows which number of which
// buffer was written last to each of its places. All of a run read while all of them
// write, so what any of them reads must be there before the run and after it.
func replay(p *program.Program) error {
	arena := make([]holder, p.Arena*p.Sequences)
	for i := range arena {
		arena[i].buffer = program.None
	}
	visit := func(views []program.View, f func(at int, h holder) error) error {
		for _, v := range views {
			if p.Buffers[v.Buffer].Kept {
				continue
			}
			for row := range v.Rows() {
				for c := range v.Columns {
					place := v.Offset + row*v.Stride + c
					if err := f(p.Buffers[v.Buffer].Offset*p.Sequences+place, holder{v.Buffer, place}); err != nil {
						return err
					}
				}
			}
		}
		return nil
	}
	holds := func(at int, h holder) error {
		if arena[at] != h {
			return fmt.Errorf("place %d holds %+v instead of %+v", at, arena[at], h)
		}
		return nil
	}
	put := func(at int, h holder) error {
		arena[at] = h
		return nil
	}
	for phase := range p.Operations {
		for i, run := range runsOf(p, program.Phase(phase)) {
			var reads, writes, adds []program.View
			for k, op := range run {
				r, w, a := op.Views()
				reads, writes = append(reads, r...), append(writes, w...)
				if k == 0 {
					adds = a // those of the others are to what the first has written
				}
			}
			for _, step := range []struct {
				views []program.View
				do    func(int, holder) error
			}{{slices.Concat(reads, adds), holds}, {writes, put}, {slices.Concat(reads, writes, adds), holds}} {
				if err := visit(step.views, step.do); err != nil {
					return fmt.Errorf("run %d of phase %d, %d operations from %T on: %w", i, phase, len(run), run[0], err)
				}
			}
		}
	}
	return nil
}

// A network and the runs of two blocks, of which the second projects its input.
func TestRunsOfANetwork(t *testing.T) {
	a := ctrgcn.Architecture{Channels: 3, Frames: 8, Joints: 5, Bodies: 1, Classes: 4, Blocks: []ctrgcn.Block{{Width: 8, Stride: 1}, {Width: 16, Stride: 2}}, Adjacency: make([]float64, 75)}
	p := a.Program(ctrgcn.Shape{Clips: 2, Sequences: 2, Training: true, Wide: true}, false)
	var got []string
	for phase := range p.Operations {
		for _, run := range runsOf(p, program.Phase(phase)) {
			if len(run) > 1 {
				got = append(got, fmt.Sprintf("%d from %T to %T", len(run), run[0], run[len(run)-1]))
			}
		}
	}
	want := []string{
		"2 from *program.ConvolutionAdjoint to *program.ConvolutionAdjoint", // of the entry, which has two strides
		"4 from *program.TimeMeanAdjoint to *program.ConvolutionAdjoint",    // down, features, residual
		"3 from *program.TimeMeanAdjoint to *program.ConvolutionAdjoint",
	}
	if !slices.Equal(got, want) {
		t.Errorf("runs %q, want %q", got, want)
	}
	if err := replay(p); err != nil {
		t.Error(err)
	}
}

// Operations that need their order are no run: where what one reads for the last time lies
// where another writes for the first.
func TestRunsKeepOrder(t *testing.T) {
	for _, together := range []bool{false, true} {
		b := program.NewBuilder(1, 1, 1, true)
		x, first, second, y := b.Activation("x", 4, 3, 2), b.Activation("first", 4, 3, 2), b.Activation("second", 4, 3, 2), b.KeptActivation("y", 4, 3, 2)
		for _, c := range [][2]program.View{{b.KeptActivation("clips", 4, 3, 2), x}, {x, first}, {x, second}} {
			b.Convolve(program.Convolution{X: c[0], Y: c[1], Kernel: 1, Weight: b.Parameter(4), Bias: b.Parameter(2)})
		}
		b.Normalise(program.BatchNorm{X: first, Residual: second, Y: y, Scale: b.Parameter(2), Shift: b.Parameter(2), Mean: b.Running(2), Variance: b.Running(2)})
		p := b.Finish(y)
		adjoints := p.Operations[program.Backward][1:] // after that of the norm
		if !together {                                 // the gradient of x begins where that of the first lies
			dx, last := adjoints[0].(*program.ConvolutionAdjoint).DX, adjoints[1].(*program.ConvolutionAdjoint).DY
			p.Buffers[dx.Buffer].Offset = p.Buffers[last.Buffer].Offset
		}
		if n := runLength(p, adjoints); n != map[bool]int{true: 2, false: 1}[together] {
			t.Errorf("a run of %d operations, memory of their own %t", n, together)
		}
		if err := replay(p); (err == nil) != together {
			t.Errorf("memory of their own %t: %v", together, err)
		}
	}
}
