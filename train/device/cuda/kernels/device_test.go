package kernels_test

import (
	"fmt"
	"math"
	"runtime"

	"aeed/train/device"
	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
	"aeed/train/program"
)

// An emulatedDevice runs programs with the kernels, under the emulator. It is the
// least that makes a device of them.
type emulatedDevice struct {
	library    *emulator.Library
	arithmetic kernels.Arithmetic
	fused      bool
}

func (emulatedDevice) Name() string        { return "kernels, emulated" }
func (d emulatedDevice) Precision() string { return string(d.arithmetic) }

func (d emulatedDevice) NewState(parameters, running int) device.State {
	s := &emulatedState{emulatedDevice: d}
	for v := range s.vectors {
		s.vectors[v] = make([]float32, parameters)
	}
	s.vectors[device.Running] = make([]float32, running)
	return s
}

type emulatedState struct {
	emulatedDevice
	vectors [device.Vectors][]float32
}

func (s *emulatedState) Write(v device.Vector, values []float64) { write(s.vectors[v], values) }
func (s *emulatedState) Read(v device.Vector, values []float64)  { read(s.vectors[v], values) }
func (s *emulatedState) Close()                                  {}

func (s *emulatedState) ClearGradients() {
	g := s.vectors[device.Gradients]
	s.library.Run(kernels.Clear{At: at(g), Size: int64(len(g))}.Launch())
}

func (s *emulatedState) Descend(d device.Descent) {
	rates := []float32{float32(d.LearningRate), float32(d.Momentum), float32(d.WeightDecay), float32(d.MaxGradient)}
	w := s.vectors[device.Parameters]
	squares := poisoned[float64](kernels.DescentScratch(len(w)) / 8)
	s.library.Run(kernels.Descent{
		Parameters: at(w), Gradients: at(s.vectors[device.Gradients]), Momentum: at(s.vectors[device.Momentum]),
		Rates: at(rates), Squares: at(squares), Size: int64(len(w)),
	}.Launches()...)
	runtime.KeepAlive(rates)
	runtime.KeepAlive(squares)
}

func (s *emulatedState) Executor(p *program.Program) device.Executor {
	if p.Parameters != len(s.vectors[device.Parameters]) || p.Running != len(s.vectors[device.Running]) {
		panic("a program of another network")
	}
	e := &emulatedExecutor{emulatedState: s, program: p, scratch: poisoned[float32](kernels.ScratchSize(p, s.arithmetic)/4 + 4)}
	arena := make([]float32, p.Arena*p.Sequences)
	for _, b := range p.Buffers {
		if b.Kept {
			e.buffers = append(e.buffers, make([]float32, b.Size))
		} else {
			e.buffers = append(e.buffers, arena[b.Offset*p.Sequences:][:b.Size])
		}
		e.memory.Buffers = append(e.memory.Buffers, at(e.buffers[len(e.buffers)-1]))
	}
	e.memory.Parameters, e.memory.Gradients, e.memory.Running = at(s.vectors[device.Parameters]), at(s.vectors[device.Gradients]), at(s.vectors[device.Running])
	e.memory.Scratch = (at(e.scratch) + 15) / 16 * 16
	if p.Sequences == p.Clips*p.Bodies {
		e.SetBodies(program.AllBodies(p.Clips, p.Bodies))
	}
	return e
}

type emulatedExecutor struct {
	*emulatedState
	program *program.Program
	buffers [][]float32
	scratch []float32
	bodies  [4][]int32
	memory  kernels.Memory
	forward bool
}

func (e *emulatedExecutor) SetBodies(b program.Bodies) {
	b.Check(e.program)
	for i, from := range [][]int{b.Clip, b.Body, b.Copies, b.Sequence} {
		e.bodies[i] = nil
		for _, n := range from {
			e.bodies[i] = append(e.bodies[i], int32(n))
		}
	}
	e.memory.Bodies = kernels.Bodies{Clip: at(e.bodies[0]), Body: at(e.bodies[1]), Copies: at(e.bodies[2]), Sequence: at(e.bodies[3])}
}

func (e *emulatedExecutor) Write(b program.Buffer, values []float64) { write(e.kept(b), values) }
func (e *emulatedExecutor) Read(b program.Buffer, values []float64)  { read(e.kept(b), values) }

func (e *emulatedExecutor) kept(b program.Buffer) []float32 {
	if !e.program.Buffers[b].Kept {
		panic("a buffer that holds nothing between phases")
	}
	return e.buffers[b]
}

// Run executes a phase, fused or every operation by itself; either finds its scratch
// memory poisoned.
func (e *emulatedExecutor) Run(phase program.Phase) {
	if e.bodies[0] == nil || phase != program.Forward && (!e.forward || e.program.OutputGradient.Buffer == program.None) {
		panic("nothing says what sequences stand for, or no forward pass in training")
	}
	e.forward = phase != program.Backward
	if phase == program.Loss {
		e.checkPairs()
	}
	if e.fused {
		e.launch(kernels.Phase(e.program, phase, e.memory, e.arithmetic))
		return
	}
	for _, op := range e.program.Operations[phase] {
		e.launch(kernels.Launches(e.program, op, e.memory, e.arithmetic))
	}
}

func (e *emulatedExecutor) launch(launches []kernels.Launch) {
	for i := range e.scratch {
		e.scratch[i] = float32(math.NaN())
	}
	e.library.Run(launches...)
}

// checkPairs panics unless labels are classes and partners clips, as devices must.
func (e *emulatedExecutor) checkPairs() {
	o := e.program.Objective
	for i := range o.Pairs.Sequences {
		pair := e.buffers[o.Pairs.Buffer][o.Pairs.Index(i, 0, 0):]
		program.Index(float64(pair[program.PairLabel]), o.Logits.Columns)
		program.Index(float64(pair[program.PairPartner]), o.Logits.Sequences)
	}
}

func write(to []float32, values []float64) {
	if len(to) != len(values) {
		panic(fmt.Sprintf("%d numbers for %d", len(values), len(to)))
	}
	for i, v := range values {
		to[i] = float32(v)
	}
}

func read(from []float32, values []float64) {
	if len(from) != len(values) {
		panic(fmt.Sprintf("%d numbers for %d", len(from), len(values)))
	}
	for i, v := range from {
		values[i] = float64(v)
	}
}
