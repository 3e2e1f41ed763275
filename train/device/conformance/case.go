package conformance

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"aeed/train/device/ref"
	"aeed/train/program"
)

// A Matrix is the numbers of a view, row by row.
type Matrix struct {
	View   program.View
	Values []float64
}

// A Case is an operation in a program of its own, with all that it reads.
type Case struct {
	Program             *program.Program
	Bodies              program.Bodies
	Parameters, Running []float64 // NaN where no operation has them
	Inputs              []Matrix
	// Received are the gradients that come in, each of an output; none without
	// training.
	Received []Matrix
	Outputs  []program.View // what the forward pass writes
	// Gradients are those that the backward pass gives, of the inputs.
	Gradients []program.View
	gaps      []program.Slot // parameters of no operation
}

// Case returns the operation with random numbers for a shape.
func (o Operation) Case(s Shape) *Case {
	c := o.draw(s)
	for _, op := range c.Program.Operations[program.Forward] {
		if n, is := op.(*program.BatchNorm); is && n.Rectify && len(c.Received) > 0 {
			plain := s
			plain.Rectify = false
			c.settle(n.Y, o.draw(plain).Forward(ref.New()))
		}
	}
	return c
}

// near is how close to zero a number may be before rounding, or a finite
// difference, takes it across.
const near = 1e-3

// settle sets the gradient of y to zero where it isn't settled by far what a
// rectifier does to y.
func (c *Case) settle(y program.View, before []Matrix) {
	of := func(ms []Matrix, same func(program.View) bool) []float64 {
		return ms[slices.IndexFunc(ms, func(m Matrix) bool { return same(m.View) })].Values
	}
	received := of(c.Received, func(v program.View) bool { return c.Of(v) == y })
	for i, value := range of(before, func(v program.View) bool { return v == y }) {
		if math.Abs(value) < near {
			received[i] = 0
		}
	}
}

// Of returns the view whose gradient is g.
func (c *Case) Of(g program.View) program.View {
	g.Buffer = c.Program.Find(strings.TrimPrefix(c.Program.Buffers[g.Buffer].Name, "gradient of "))
	return g
}

func (o Operation) draw(s Shape) *Case {
	m := &maker{Builder: program.NewBuilder(s.Clips, s.Bodies, len(s.bodies().Copies), s.Training), shape: s}
	c := &Case{Bodies: s.bodies(), Program: m.Finish(o.build(m, s)), gaps: m.gaps}
	random := rand.New(rand.NewPCG(uint64(s.Seed), 1))
	number := func() float64 {
		x := 0.5 + random.NormFloat64() // sums do not vanish
		if s.Ties {
			x = math.Round(2*x) / 2
		}
		return float64(float32(x))
	}
	c.route(number)
	c.Parameters = vector(c.Program.Parameters, m.gaps, number)
	c.Running = vector(c.Program.Running, m.runningGaps, func() float64 { return float64(0.25 + random.Float32()) })
	c.clips(number)
	return c
}

// route finds out from what the operations say of themselves which views come in
// and which go out, and draws those that come in.
func (c *Case) route(number func() float64) {
	var written []program.View
	for phase := program.Forward; phase <= program.Backward; phase++ {
		in, out := &c.Inputs, &c.Outputs
		if phase == program.Backward {
			in, out = &c.Received, &c.Gradients
		}
		for _, op := range c.Program.Operations[phase] {
			reads, writes, adds := op.Views()
			for _, v := range reads {
				known := func(m Matrix) bool { return m.View == v }
				if !slices.Contains(written, v) && !slices.ContainsFunc(c.Inputs, known) && !slices.ContainsFunc(*in, known) {
					*in = append(*in, draw(v, number))
				}
			}
			for _, v := range slices.Concat(writes, adds) {
				if !slices.Contains(written, v) {
					written, *out = append(written, v), append(*out, v)
				}
			}
		}
	}
}

// draw fills a view.
func draw(v program.View, number func() float64) Matrix {
	m := Matrix{v, make([]float64, v.Rows()*v.Columns)}
	for i := range m.Values {
		m.Values[i] = number()
	}
	return m
}

// vector returns numbers but for NaN in the gaps.
func vector(size int, gaps []program.Slot, number func() float64) []float64 {
	values := make([]float64, size)
	for i := range values {
		values[i] = number()
	}
	for _, gap := range gaps {
		for i := range gap.Size {
			values[gap.Offset+i] = math.NaN()
		}
	}
	return values
}

// clips draws the input of the program, if it has one; bodies that are not shown
// are zero.
func (c *Case) clips(number func() float64) {
	p := c.Program
	if p.Input == program.None {
		return
	}
	size := p.Buffers[p.Input].Size
	input := draw(program.View{Buffer: p.Input, Sequences: 1, Frames: 1, Joints: 1, Columns: size, Stride: size}, number)
	for i := range input.Values {
		clip, body := i/(size/p.Clips), i%p.Bodies
		if c.Bodies.Copies[c.Bodies.Sequence[clip*p.Bodies+body]] > 1 {
			input.Values[i] = 0
		}
	}
	c.Inputs = append(c.Inputs, input)
}
