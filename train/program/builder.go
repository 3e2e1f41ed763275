package program

import "fmt"

// A Builder makes a program.
type Builder struct {
	program   Program
	gradients map[Buffer]Buffer // of activations
	held      map[Buffer][]bool // which columns of a gradient hold something
	training  bool
}

// NewBuilder starts a program for batches of clips of bodies, of which sequences
// bodies are computed. In training, batch norms use the batch's statistics and
// Finish adds the backward pass; otherwise they use the running ones.
func NewBuilder(clips, bodies, sequences int, training bool) *Builder {
	if clips < 1 || bodies < 1 || sequences < 1 || sequences > clips*bodies {
		panic(fmt.Sprintf("program: no batch has %d clips of %d bodies of which %d are computed", clips, bodies, sequences))
	}
	return &Builder{
		program:   Program{Clips: clips, Bodies: bodies, Sequences: sequences, Input: None, OutputGradient: View{Buffer: None}},
		gradients: map[Buffer]Buffer{},
		held:      map[Buffer][]bool{},
		training:  training,
	}
}

// Training tells whether the program learns.
func (b *Builder) Training() bool { return b.training }

// Buffer adds a buffer of size numbers. A kept one has its content between phases;
// one that is not has as many numbers of each sequence.
func (b *Builder) Buffer(name string, size int, kept bool) Buffer {
	if !kept && size%b.program.Sequences != 0 {
		panic(fmt.Sprintf("program: %d numbers are not as many of each of %d sequences", size, b.program.Sequences))
	}
	b.program.Buffers = append(b.program.Buffers, BufferInfo{Name: name, Size: size, Kept: kept})
	return Buffer(len(b.program.Buffers) - 1)
}

// Activation adds a buffer of S sequences and returns all of it.
func (b *Builder) Activation(name string, frames, joints, columns int) View {
	return b.matrix(name, b.program.Sequences, frames, joints, columns, false)
}

// KeptActivation is Activation for one whose content outlives the phase.
func (b *Builder) KeptActivation(name string, frames, joints, columns int) View {
	return b.matrix(name, b.program.Sequences, frames, joints, columns, true)
}

func (b *Builder) matrix(name string, sequences, frames, joints, columns int, kept bool) View {
	buffer := b.Buffer(name, sequences*frames*joints*columns, kept)
	return View{Buffer: buffer, Sequences: sequences, Frames: frames, Joints: joints, Columns: columns, Stride: columns}
}

// Parameter reserves the next size numbers of the parameter vector.
func (b *Builder) Parameter(size int) Slot {
	b.program.Parameters += size
	return Slot{b.program.Parameters - size, size}
}

// Running reserves the next size numbers of the running statistics.
func (b *Builder) Running(size int) Slot {
	b.program.Running += size
	return Slot{b.program.Running - size, size}
}

// Add appends an operation to the forward pass.
func (b *Builder) Add(op Operation) { b.append(Forward, op) }

func (b *Builder) append(phase Phase, op Operation) {
	b.program.Operations[phase] = append(b.program.Operations[phase], op)
}

// gradient returns the place for the gradient of v, and whether it holds part of
// it already, so that more must be added. Either all columns of v hold something or
// none.
func (b *Builder) gradient(v View) (g View, accumulate bool) {
	g = v.like(b.gradientBuffer(v.Buffer))
	held := b.held[g.Buffer]
	if held == nil {
		held = make([]bool, g.Stride)
		b.held[g.Buffer] = held
	}
	columns := held[g.Offset : g.Offset+g.Columns]
	for _, h := range columns {
		if h != columns[0] {
			panic(fmt.Sprintf("program: a part of the gradient of %s is there, and a part is not", b.program.Buffers[v.Buffer].Name))
		}
	}
	accumulate = columns[0]
	for i := range columns {
		columns[i] = true
	}
	return g, accumulate
}

// received returns the gradient of v that the operations after it have left.
func (b *Builder) received(v View) View { return v.like(b.gradientBuffer(v.Buffer)) }

func (b *Builder) gradientBuffer(of Buffer) Buffer {
	g, there := b.gradients[of]
	if !there {
		info := b.program.Buffers[of]
		g = b.Buffer("gradient of "+info.Name, info.Size, info.Kept)
		b.gradients[of] = g
	}
	return g
}

// Finish returns the program whose result is output, with its backward pass if it
// is in training, and its memory planned.
func (b *Builder) Finish(output View) *Program {
	if !b.program.Buffers[output.Buffer].Kept {
		panic("program: the output must be kept")
	}
	b.program.Output = output
	if b.training {
		b.program.OutputGradient, _ = b.gradient(output)
		forward := b.program.Operations[Forward]
		for i := len(forward) - 1; i >= 0; i-- {
			forward[i].adjoint(b)
		}
	}
	b.program.plan()
	return &b.program
}
