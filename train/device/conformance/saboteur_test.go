package conformance

import (
	"math"
	"slices"

	"aeed/train/device"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// A saboteur is the reference with a fault.
type saboteur struct {
	device.Device
	operation func(op program.Operation) program.Operation // changes a copy of one, or nil
	bodies    func(b *program.Bodies)
	read      func(values []float64)
	skip      func(phase program.Phase) bool
	bits      int // that the operations' results are rounded to; 0 rounds nothing
	state     func(s device.State) device.State
	precision string
}

func (d *saboteur) Precision() string {
	if d.precision != "" {
		return d.precision
	}
	return "float64"
}

func (d *saboteur) NewState(parameters, running int) device.State {
	s := &sabotagedState{ref.New().NewState(parameters, running), d}
	if d.state != nil {
		return d.state(s)
	}
	return s
}

type sabotagedState struct {
	device.State
	by *saboteur
}

func (s *sabotagedState) Read(v device.Vector, values []float64) {
	s.State.Read(v, values)
	if s.by.read != nil {
		s.by.read(values)
	}
	if s.by.bits > 0 && v == device.Gradients {
		for i, x := range values {
			values[i] = roundTo(s.by.bits, x)
		}
	}
}

func (s *sabotagedState) Executor(p *program.Program) device.Executor {
	changed := *p
	for phase, operations := range p.Operations {
		changed.Operations[phase] = nil
		for _, op := range operations {
			if s.by.operation != nil {
				op = s.by.operation(op)
			}
			if op != nil {
				changed.Operations[phase] = append(changed.Operations[phase], op)
			}
		}
	}
	return &sabotagedExecutor{s.State.Executor(&changed), s.by, &changed}
}

type sabotagedExecutor struct {
	device.Executor
	by      *saboteur
	program *program.Program
}

func (e *sabotagedExecutor) SetBodies(b program.Bodies) {
	if e.by.bodies != nil {
		e.by.bodies(&b)
	}
	e.Executor.SetBodies(b)
}

func (e *sabotagedExecutor) Read(b program.Buffer, values []float64) {
	e.Executor.Read(b, values)
	if e.by.read != nil {
		e.by.read(values)
	}
}

func (e *sabotagedExecutor) Run(phase program.Phase) {
	if e.by.skip == nil || !e.by.skip(phase) {
		e.Executor.Run(phase)
	}
	if e.by.bits > 0 {
		e.round(phase)
	}
}

// round rounds what a phase has written into kept buffers.
func (e *sabotagedExecutor) round(phase program.Phase) {
	for _, op := range e.program.Operations[phase] {
		_, writes, adds := op.Views()
		for _, v := range slices.Concat(writes, adds) {
			if info := e.program.Buffers[v.Buffer]; info.Kept {
				values := make([]float64, info.Size)
				e.Executor.Read(v.Buffer, values)
				each(v, func(at int) { values[at] = roundTo(e.by.bits, values[at]) })
				e.Executor.Write(v.Buffer, values)
			}
		}
	}
}

// change returns a fault of the operations of type T alone.
func change[T any, P interface {
	*T
	program.Operation
}](f func(op P)) *saboteur {
	return &saboteur{operation: func(op program.Operation) program.Operation {
		if one, is := op.(P); is {
			changed := *one
			f(&changed)
			return P(&changed)
		}
		return op
	}}
}

// round rounds numbers as a device of float32 does.
func round(values []float64) {
	for i, x := range values {
		values[i] = float64(float32(x))
	}
}

// roundTo rounds a number to so many bits.
func roundTo(bits int, x float64) float64 {
	fraction, exponent := math.Frexp(x)
	return math.Ldexp(math.Round(math.Ldexp(fraction, bits)), exponent-bits)
}
