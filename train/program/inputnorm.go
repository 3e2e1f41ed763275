package program

import "fmt"

// An InputNorm takes the clips of a batch, shape (N, C, T, V, M), apart into
// sequences and normalises every coordinate of every joint of every body over
// clips and frames: a batch norm with channel (m·V + v)·C + c. Its statistics are
// over all N clips, bodies that are not shown included.
type InputNorm struct {
	Input          Buffer // (N, Channels, Y.Frames, Y.Joints, Bodies)
	Y              View   // Y.Columns = Channels
	Clips, Bodies  int
	Scale, Shift   Slot // M·V·C each
	Mean, Variance Slot // running
	Statistics     Buffer
	Momentum       float64
	Training       bool
}

// An InputNormAdjoint is the gradient of an InputNorm with respect to its scale and
// shift: dshift += Σ dy, dscale += Σ dy·x̂ over the sequences of a body.
type InputNormAdjoint struct {
	*InputNorm
	DY View
}

// NormaliseInput adds an input norm to y and makes the program's input.
func (b *Builder) NormaliseInput(n InputNorm) {
	p := &b.program
	channels := p.Bodies * n.Y.Joints * n.Y.Columns
	if p.Input != None || n.Scale.Size != channels || n.Shift.Size != channels || n.Mean.Size != channels || n.Variance.Size != channels {
		panic(fmt.Sprintf("program: an input norm of %d numbers does not fit %d bodies in %+v", n.Scale.Size, p.Bodies, n.Y))
	}
	n.Clips, n.Bodies, n.Training = p.Clips, p.Bodies, b.training
	n.Input = b.Buffer("input", p.Clips*n.Y.Columns*n.Y.Frames*n.Y.Joints*p.Bodies, true)
	n.Statistics = b.Buffer("statistics", 2*channels, true)
	p.Input = n.Input
	b.Add(&n)
}

// Index returns the place in the input of a coordinate.
func (n *InputNorm) Index(clip, channel, frame, joint, body int) int {
	return (((clip*n.Y.Columns+channel)*n.Y.Frames+frame)*n.Y.Joints+joint)*n.Bodies + body
}

// Channel returns the channel of the norm of a coordinate of a joint of a body.
func (n *InputNorm) Channel(body, joint, channel int) int {
	return (body*n.Y.Joints+joint)*n.Y.Columns + channel
}

// Views implements Operation.
func (n *InputNorm) Views() (reads, writes, adds []View) { return nil, []View{n.Y}, nil }

func (n *InputNorm) adjoint(b *Builder) {
	b.append(Backward, &InputNormAdjoint{n, b.received(n.Y)})
}

// Views implements Operation.
func (a *InputNormAdjoint) Views() (reads, writes, adds []View) { return []View{a.DY}, nil, nil }

func (a *InputNormAdjoint) adjoint(*Builder) { panic("program: an adjoint has none") }
