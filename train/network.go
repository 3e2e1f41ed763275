package train

import (
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/program"
)

// A network is one in training on a device, with its programs.
type network struct {
	ctrgcn.Architecture
	state   device.State
	passes  map[ctrgcn.Shape]*pass
	batches int64 // forward passes in training
}

// A pass is a program on the network, with room for what goes in and out.
type pass struct {
	program  *program.Program
	executor device.Executor
	input    []float64
	logits   []float64 // (N, classes)
}

// newNetwork makes a network, initialised by the seed.
func newNetwork(a ctrgcn.Architecture, d device.Device, seed uint64) *network {
	l := a.Layout()
	n := &network{Architecture: a, state: d.NewState(l.ParameterCount, l.RunningCount), passes: map[ctrgcn.Shape]*pass{}}
	parameters, running := a.Initialise(seed)
	n.state.Write(device.Parameters, parameters)
	n.state.Write(device.Running, running)
	return n
}

// pass returns the program for a number of clips.
func (n *network) pass(clips int, training bool) *pass {
	shape := ctrgcn.Shape{Clips: clips, Sequences: clips * n.Bodies, Training: training}
	p := n.passes[shape]
	if p == nil {
		p = &pass{program: n.Program(shape, false)}
		p.executor = n.state.Executor(p.program)
		p.input = make([]float64, p.program.Buffers[p.program.Input].Size)
		p.logits = make([]float64, clips*n.Classes)
		n.passes[shape] = p
	}
	return p
}

// forward returns the logits of clips x, shape (N, C, T, V, M), until the next
// pass of so many clips.
func (n *network) forward(clips int, training bool, x []float32) (*pass, []float64) {
	p := n.pass(clips, training)
	for i, v := range x {
		p.input[i] = float64(v)
	}
	p.executor.Write(p.program.Input, p.input)
	p.executor.Run(program.Forward)
	p.executor.Read(p.program.Output.Buffer, p.logits)
	if training {
		n.batches++
	}
	return p, p.logits
}

// backward adds the gradient of a loss whose gradient with respect to the logits
// is given.
func (p *pass) backward(gradient []float64) {
	p.executor.Write(p.program.OutputGradient.Buffer, gradient)
	p.executor.Run(program.Backward)
}

// read returns a vector of the state.
func (n *network) read(v device.Vector) []float64 {
	l := n.Layout()
	size := l.ParameterCount
	if v == device.Running {
		size = l.RunningCount
	}
	values := make([]float64, size)
	n.state.Read(v, values)
	return values
}

// weights returns what the network has learned.
func (n *network) weights() ctrgcn.Weights {
	return ctrgcn.Weights{Parameters: n.read(device.Parameters), Running: n.read(device.Running), Batches: n.batches}
}
