package ref

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/floats"

	"aeed/train/device"
	"aeed/train/program"
)

type reference struct{}

// New returns the device.
func New() device.Device { return reference{} }

func (reference) Name() string      { return "reference, float64" }
func (reference) Precision() string { return "float64" }

func (reference) NewState(parameters, running int) device.State {
	s := &state{}
	for v := range s.vectors {
		s.vectors[v] = make([]float64, parameters)
	}
	s.vectors[device.Running] = make([]float64, running)
	return s
}

type state struct {
	vectors [device.Vectors][]float64
}

func (s *state) Write(v device.Vector, values []float64) { replace(s.vectors[v], values) }
func (s *state) Read(v device.Vector, values []float64)  { replace(values, s.vectors[v]) }
func (s *state) ClearGradients()                         { clear(s.vectors[device.Gradients]) }
func (s *state) Close()                                  {}

func (s *state) Descend(d device.Descent) {
	if length := floats.Norm(s.vectors[device.Gradients], 2); d.MaxGradient > 0 && length > d.MaxGradient {
		floats.Scale(d.MaxGradient/length, s.vectors[device.Gradients])
	}
	w, m := s.vectors[device.Parameters], s.vectors[device.Momentum]
	for i, g := range s.vectors[device.Gradients] {
		g += d.WeightDecay * w[i]
		m[i] = d.Momentum*m[i] + g
		w[i] -= d.LearningRate * (g + d.Momentum*m[i])
	}
}

func (s *state) Executor(p *program.Program) device.Executor {
	if p.Parameters != len(s.vectors[device.Parameters]) || p.Running != len(s.vectors[device.Running]) {
		panic(fmt.Sprintf("ref: a program of %d parameters and %d running statistics on a state of %d and %d",
			p.Parameters, p.Running, len(s.vectors[device.Parameters]), len(s.vectors[device.Running])))
	}
	e := &executor{state: s, program: p, buffers: make([][]float64, len(p.Buffers))}
	arena := make([]float64, p.Arena*p.Sequences)
	for i, b := range p.Buffers {
		if b.Kept {
			e.buffers[i] = make([]float64, b.Size)
		} else {
			e.buffers[i] = arena[b.Offset*p.Sequences:][:b.Size]
		}
	}
	if p.Sequences == p.Clips*p.Bodies {
		e.bodies = program.AllBodies(p.Clips, p.Bodies)
	}
	return e
}

// An executor holds the buffers of a program.
type executor struct {
	state   *state
	program *program.Program
	buffers [][]float64
	bodies  program.Bodies
	forward bool // a forward pass has left what a backward pass needs
}

func (e *executor) SetBodies(b program.Bodies) {
	b.Check(e.program)
	e.bodies = b
}

func (e *executor) Write(b program.Buffer, values []float64) { replace(e.kept(b), values) }
func (e *executor) Read(b program.Buffer, values []float64)  { replace(values, e.kept(b)) }

func (e *executor) kept(b program.Buffer) []float64 {
	if info := e.program.Buffers[b]; !info.Kept {
		panic(fmt.Sprintf("ref: buffer %q holds nothing between phases", info.Name))
	}
	return e.buffers[b]
}

func replace(to, from []float64) {
	if len(to) != len(from) {
		panic(fmt.Sprintf("ref: %d numbers for %d", len(from), len(to)))
	}
	copy(to, from)
}

func (e *executor) Run(phase program.Phase) {
	e.bodies.Check(e.program)
	if phase != program.Forward && (!e.forward || e.program.OutputGradient.Buffer == program.None) {
		panic("ref: a loss or a backward pass without a forward pass in training before it")
	}
	e.forward = phase != program.Backward
	for _, op := range e.program.Operations[phase] {
		e.execute(op)
	}
}

func (e *executor) execute(op program.Operation) {
	switch op := op.(type) {
	case *program.InputNorm:
		e.inputNorm(op)
	case *program.InputNormAdjoint:
		e.inputNormAdjoint(op)
	case *program.Convolution:
		e.convolution(op)
	case *program.ConvolutionAdjoint:
		e.convolutionAdjoint(op)
	case *program.BatchNorm:
		e.batchNorm(op)
	case *program.BatchNormAdjoint:
		e.batchNormAdjoint(op)
	case *program.Topology:
		e.topology(op)
	case *program.TopologyAdjoint:
		e.topologyAdjoint(op)
	case *program.Aggregate:
		e.aggregate(op)
	case *program.AggregateAdjoint:
		e.aggregateAdjoint(op)
	case *program.MaxPool:
		e.maxPool(op)
	case *program.MaxPoolAdjoint:
		e.maxPoolAdjoint(op)
	case *program.TimeMean:
		e.timeMean(op)
	case *program.TimeMeanAdjoint:
		e.timeMeanAdjoint(op)
	case *program.ClipMean:
		e.clipMean(op)
	case *program.ClipMeanAdjoint:
		e.clipMeanAdjoint(op)
	case *program.Objective:
		e.objective(op)
	default:
		panic(fmt.Sprintf("ref: no operation %T", op))
	}
}

// row returns the columns of a row of a view.
func (e *executor) row(v program.View, sequence, frame, joint int) []float64 {
	at := v.Index(sequence, frame, joint)
	return e.buffers[v.Buffer][at : at+v.Columns]
}

// clearView sets a view to zero.
func (e *executor) clearView(v program.View) {
	rows(v, func(s, t, j int) { clear(e.row(v, s, t, j)) })
}

// rows calls f for every row of a view.
func rows(v program.View, f func(sequence, frame, joint int)) {
	for s := range v.Sequences {
		for t := range v.Frames {
			for j := range v.Joints {
				f(s, t, j)
			}
		}
	}
}

func (e *executor) parameters(s program.Slot) []float64 { return e.slot(device.Parameters, s) }
func (e *executor) gradients(s program.Slot) []float64  { return e.slot(device.Gradients, s) }
func (e *executor) running(s program.Slot) []float64    { return e.slot(device.Running, s) }

func (e *executor) slot(v device.Vector, s program.Slot) []float64 {
	return e.state.vectors[v][s.Offset : s.Offset+s.Size]
}

// parallel calls f(0) … f(n−1), which must not write to the same numbers, on all
// processors.
func parallel(n int, f func(i int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	workers.Wait()
}
