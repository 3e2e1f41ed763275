package network

import (
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/program"
)

// A Network is one on a device, with the programs that it has run. It is not safe
// for concurrent use.
type Network struct {
	ctrgcn.Architecture
	// KeepBlocks keeps the outputs of the blocks, for a look at them; it must be set
	// before the first pass.
	KeepBlocks bool

	state         device.State
	wide          bool // programs for a device that would rather have few large operations
	layout        *ctrgcn.Layout
	passes        map[ctrgcn.Shape]*Pass
	resident      map[ctrgcn.Shape]*program.Program // of steps that the device takes itself
	forwardPasses int64
}

// New returns a network on a device, with the weights given.
func New(a ctrgcn.Architecture, d device.Device, w ctrgcn.Weights) *Network {
	l := a.Layout()
	n := &Network{Architecture: a, state: d.NewState(l.ParameterCount, l.RunningCount), layout: l, passes: map[ctrgcn.Shape]*Pass{}, resident: map[ctrgcn.Shape]*program.Program{}}
	_, n.wide = n.Trainer()
	n.SetWeights(w)
	return n
}

// Close frees what the network has on its device.
func (n *Network) Close() { n.state.Close() }

// Weights returns what the network has learned.
func (n *Network) Weights() ctrgcn.Weights {
	return ctrgcn.Weights{Parameters: n.Read(device.Parameters), Running: n.Read(device.Running), Batches: n.forwardPasses}
}

// SetWeights replaces what the network has learned.
func (n *Network) SetWeights(w ctrgcn.Weights) {
	n.state.Write(device.Parameters, w.Parameters)
	n.state.Write(device.Running, w.Running)
	n.forwardPasses = w.Batches
}

// Read returns a vector of the state.
func (n *Network) Read(v device.Vector) []float64 {
	size := n.layout.ParameterCount
	if v == device.Running {
		size = n.layout.RunningCount
	}
	values := make([]float64, size)
	n.state.Read(v, values)
	return values
}

// Write sets a vector of the state. It panics if the length differs.
func (n *Network) Write(v device.Vector, values []float64) { n.state.Write(v, values) }

// ClearGradients begins a step, whose passes add to the gradients.
func (n *Network) ClearGradients() { n.state.ClearGradients() }

// Descend ends a step.
func (n *Network) Descend(d device.Descent) { n.state.Descend(d) }

// A Pass is a program on a batch, until the next one of its shape.
type Pass struct {
	Program  *program.Program
	Bodies   program.Bodies
	executor device.Executor
	logits   []float64
}

// Forward runs the network on clips x, shape (N, C, T, V, M), of which bodies says
// what is computed; it sets the shape's numbers of clips and sequences.
func (n *Network) Forward(x []float64, bodies program.Bodies, shape ctrgcn.Shape) *Pass {
	shape.Wide = n.wide
	shape.Clips, shape.Sequences = len(bodies.Sequence)/n.Bodies, len(bodies.Copies)
	p := n.passes[shape]
	if p == nil {
		p = &Pass{Program: n.Program(shape, n.KeepBlocks), logits: make([]float64, shape.Clips*n.Classes)}
		p.executor = n.state.Executor(p.Program)
		n.passes[shape] = p
	}
	p.Bodies = bodies
	p.executor.SetBodies(bodies)
	p.executor.Write(p.Program.Input, x)
	p.executor.Run(program.Forward)
	p.executor.Read(p.Program.Output.Buffer, p.logits)
	if shape.Training {
		n.forwardPasses++
	}
	return p
}

// Logits returns the output, shape (N, classes), valid until the next pass of the
// shape.
func (p *Pass) Logits() []float64 { return p.logits }

// Features returns what the classifier sees, the mean over each clip, shape (N, D).
func (p *Pass) Features() []float64 { return p.Read(p.Program.Find("features")) }

// Read returns a buffer that the program keeps.
func (p *Pass) Read(b program.Buffer) []float64 {
	values := make([]float64, p.Program.Buffers[b].Size)
	p.executor.Read(b, values)
	return values
}

// Backward adds the gradient of a loss, whose gradient with respect to the logits is
// given, to that of the step.
func (p *Pass) Backward(gradient []float64) {
	p.executor.Write(p.Program.OutputGradient.Buffer, gradient)
	p.executor.Run(program.Backward)
}
