package program

import "fmt"

// A Buffer is the number of a buffer of a program.
type Buffer int

// None is no buffer: the gradient of something that needs none.
const None Buffer = -1

// A BufferInfo describes a buffer.
type BufferInfo struct {
	Name string
	Size int // numbers
	// Kept buffers live as long as the executor: what is put in or read out between
	// phases. Others share the arena and hold something only from the first operation
	// that writes them to the last that reads them.
	Kept bool
	// Offset is the place, in the arena of a sequence, of what a buffer that is not
	// kept holds for it.
	Offset int
}

// A Slot is a part of the parameter vector, or of the vector of running
// statistics.
type Slot struct{ Offset, Size int }

// A View is a matrix inside a buffer: rows (sequence, frame, joint) of Columns
// contiguous numbers, Stride apart.
type View struct {
	Buffer                    Buffer
	Offset                    int // of the first number in the buffer
	Sequences, Frames, Joints int
	Columns, Stride           int
}

// Rows returns the number of rows.
func (v View) Rows() int { return v.Sequences * v.Frames * v.Joints }

// RowsOf returns the number of rows of one sequence.
func (v View) RowsOf() int { return v.Frames * v.Joints }

// Index returns the place in the buffer of the first column of a row.
func (v View) Index(sequence, frame, joint int) int {
	return v.Offset + ((sequence*v.Frames+frame)*v.Joints+joint)*v.Stride
}

// Slice returns columns from … from+columns−1 of the view.
func (v View) Slice(from, columns int) View {
	if from < 0 || columns < 1 || from+columns > v.Columns {
		panic(fmt.Sprintf("program: columns %d to %d of a view of %d", from, from+columns-1, v.Columns))
	}
	v.Offset += from
	v.Columns = columns
	return v
}

// like returns the view of the same shape and place in another buffer.
func (v View) like(b Buffer) View {
	v.Buffer = b
	return v
}

// A Phase is a part of a training step that runs without the host.
type Phase int

// The phases of a step, in their order. Loss fills the gradient of the output; a host
// that has a loss of its own does it instead.
const (
	Forward Phase = iota
	Loss
	Backward
	phases
)

// An Operation is a step of a program: a pointer to one of the structs of this
// package.
type Operation interface {
	// Views returns the parts of buffers that the operation reads, those that it
	// writes completely, and those that it adds to.
	Views() (reads, writes, adds []View)
	// adjoint appends the operations of the gradient to b.
	adjoint(b *Builder)
}

// A Program is a training step, or an inference, for one shape of batch. It is
// immutable once it is built.
type Program struct {
	Buffers    []BufferInfo
	Operations [phases][]Operation
	Clips      int // N
	Bodies     int // M, of a clip
	Sequences  int // S: bodies that are computed
	Parameters int // length of the parameter vector
	Running    int // length of the vector of running statistics
	Arena      int // numbers that a sequence needs for all buffers that are not kept
	Input      Buffer
	Output     View // (N, classes)
	// OutputGradient is what the loss fills before Backward; its buffer is None in a
	// program without a backward pass.
	OutputGradient View
	Objective      *Objective // the operation of Loss; nil if there is none
}

// Find returns the kept buffer of a name; it panics if there is none.
func (p *Program) Find(name string) Buffer {
	for i, b := range p.Buffers {
		if b.Name == name && b.Kept {
			return Buffer(i)
		}
	}
	panic(fmt.Sprintf("program: no kept buffer is called %q", name))
}
