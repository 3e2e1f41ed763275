package conformance

import (
	"fmt"
	"math"
	"slices"

	"aeed/train/device"
	"aeed/train/program"
)

// A Result is what a device makes of a case.
type Result struct {
	Outputs, Gradients []Matrix  // of the case's views
	Parameters         []float64 // their gradient
	Twice              []float64 // that gradient with a second backward pass's
	Running            []float64 // after two forward passes
}

// Forward runs the forward pass and returns the outputs.
func (c *Case) Forward(d device.Device) []Matrix {
	r := c.start(d)
	defer r.state.Close()
	r.poison()
	r.executor.Run(program.Forward)
	return r.read(c.Outputs)
}

// Execute runs the case on a device twice. It returns an error if the second time
// differs from the first in a bit, or if anything else is touched than what the
// operations say that they write.
func (c *Case) Execute(d device.Device) (*Result, error) {
	r := c.start(d)
	defer r.state.Close()
	result := &Result{Parameters: make([]float64, c.Program.Parameters), Twice: make([]float64, c.Program.Parameters), Running: make([]float64, c.Program.Running)}
	r.step()
	result.Outputs, result.Gradients = r.read(c.Outputs), r.read(c.Gradients)
	r.state.Read(device.Gradients, result.Parameters)
	if err := r.untouched(); err != nil {
		return nil, err
	}
	r.step()
	r.state.Read(device.Gradients, result.Twice)
	r.state.Read(device.Running, result.Running)
	first := slices.Concat(result.Outputs, result.Gradients)
	for i, again := range slices.Concat(r.read(c.Outputs), r.read(c.Gradients)) {
		if !same(first[i].Values, again.Values) {
			return nil, fmt.Errorf("%s is not the same the second time", c.name(again.View))
		}
	}
	return result, nil
}

func (c *Case) name(v program.View) string {
	return fmt.Sprintf("%q, columns %d to %d", c.Program.Buffers[v.Buffer].Name, v.Offset, v.Offset+v.Columns-1)
}

// A run is a case on a device.
type run struct {
	*Case
	state    device.State
	executor device.Executor
	buffers  map[program.Buffer][]float64 // the kept ones before a step
}

// beside is what is next to a slice that is written. It isn't NaN, which somebody
// may have taken from beside a slice that is read.
const beside = -1234.5

// start puts everything but the buffers in place.
func (c *Case) start(d device.Device) *run {
	r := &run{Case: c, state: d.NewState(c.Program.Parameters, c.Program.Running), buffers: map[program.Buffer][]float64{}}
	r.state.Write(device.Parameters, c.Parameters)
	r.state.Write(device.Running, c.Running)
	r.state.Write(device.Gradients, nans(c.Program.Parameters))
	r.state.ClearGradients()
	r.executor = r.state.Executor(c.Program)
	r.executor.SetBodies(c.Bodies)
	for i, info := range c.Program.Buffers {
		if info.Kept {
			r.buffers[program.Buffer(i)] = nans(info.Size)
		}
	}
	written := slices.Concat(c.Outputs, c.Gradients)
	for _, v := range written { // all of a buffer before any slice of it
		r.buffers[v.Buffer] = slices.Repeat([]float64{beside}, len(r.buffers[v.Buffer]))
	}
	for _, v := range written {
		each(v, func(at int) { r.buffers[v.Buffer][at] = math.NaN() })
	}
	for _, m := range slices.Concat(c.Inputs, c.Received) {
		i := 0
		each(m.View, func(at int) { r.buffers[m.View.Buffer][at] = m.Values[i]; i++ })
	}
	return r
}

// poison writes to every kept buffer what was in it at first: NaN, or something
// besides, but for what comes in.
func (r *run) poison() {
	for b, values := range r.buffers {
		r.executor.Write(b, values)
	}
}

// step runs both passes on poisoned buffers.
func (r *run) step() {
	r.poison()
	r.executor.Run(program.Forward)
	if len(r.Received) > 0 {
		r.executor.Run(program.Backward)
	}
}

func (r *run) read(views []program.View) []Matrix {
	matrices := make([]Matrix, len(views))
	for i, v := range views {
		buffer := r.buffer(v.Buffer)
		matrices[i].View = v
		each(v, func(at int) { matrices[i].Values = append(matrices[i].Values, buffer[at]) })
	}
	return matrices
}

func (r *run) buffer(b program.Buffer) []float64 {
	values := make([]float64, r.Program.Buffers[b].Size)
	r.executor.Read(b, values)
	return values
}

// untouched returns an error if a number has changed that no operation says it
// writes.
func (r *run) untouched() error {
	written := map[program.Buffer][]bool{}
	for _, v := range slices.Concat(r.Outputs, r.Gradients) {
		if written[v.Buffer] == nil {
			written[v.Buffer] = make([]bool, r.Program.Buffers[v.Buffer].Size)
		}
		each(v, func(at int) { written[v.Buffer][at] = true })
	}
	for _, m := range slices.Concat(r.Inputs, r.Received) {
		if written[m.View.Buffer] == nil {
			written[m.View.Buffer] = make([]bool, r.Program.Buffers[m.View.Buffer].Size)
		}
	}
	for b, mine := range written {
		before, after := r.buffers[b], r.buffer(b)
		for i := range mine {
			if !mine[i] && !same(before[i:i+1], after[i:i+1]) {
				return fmt.Errorf("number %d of %q is not to be written and became %v", i, r.Program.Buffers[b].Name, after[i])
			}
		}
	}
	gradient := make([]float64, r.Program.Parameters)
	r.state.Read(device.Gradients, gradient)
	for _, gap := range r.gaps {
		for i, g := range gradient[gap.Offset : gap.Offset+gap.Size] {
			if g != 0 {
				return fmt.Errorf("parameter %d is no operation's and has gradient %v", gap.Offset+i, g)
			}
		}
	}
	return nil
}

// each calls f for the place in its buffer of every number of a view, row by row.
func each(v program.View, f func(at int)) {
	for s := range v.Sequences {
		for t := range v.Frames {
			for j := range v.Joints {
				for c := range v.Columns {
					f(v.Index(s, t, j) + c)
				}
			}
		}
	}
}

func nans(n int) []float64 { return slices.Repeat([]float64{math.NaN()}, n) }

// same tells whether numbers are the same; NaN is the same as NaN.
func same(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return x == y || x != x && y != y })
}
