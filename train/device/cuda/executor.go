package cuda

import (
	"fmt"

	"aeed/train/device"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
	"aeed/train/program"
)

// An executor runs a program.
type executor struct {
	*state
	program *program.Program
	memory  kernels.Memory
	bodies  [4]driver.Pointer // of the program's Bodies: Clip, Body, Copies and Sequence
	known   bool              // something says what the sequences stand for
	forward bool              // a forward pass waits for its backward pass
	pairs   []float64         // what the host has written for the objective
	graphs  [program.Backward + 1]driver.Graph
}

// newExecutor gives a program its memory.
func newExecutor(s *state, p *program.Program) *executor {
	e := &executor{state: s, program: p}
	if o := p.Objective; o != nil {
		e.pairs = make([]float64, p.Buffers[o.Pairs.Buffer].Size)
	}
	s.do(func(c driver.Context) error {
		arena, err := s.allocate(c, 4*p.Arena*p.Sequences)
		if err == nil {
			e.memory, err = s.place(c, p, arena)
		}
		for i, size := range []int{p.Sequences, p.Sequences, p.Sequences, p.Clips * p.Bodies} {
			if err == nil {
				e.bodies[i], err = s.allocate(c, 4*size)
			}
		}
		return err
	})
	e.memory.Bodies = kernels.Bodies{Clip: kernels.Pointer(e.bodies[0]), Body: kernels.Pointer(e.bodies[1]),
		Copies: kernels.Pointer(e.bodies[2]), Sequence: kernels.Pointer(e.bodies[3])}
	s.executors = append(s.executors, e)
	if p.Sequences == p.Clips*p.Bodies {
		e.SetBodies(program.AllBodies(p.Clips, p.Bodies))
	}
	return e
}

// place returns the memory of a program: an arena, kept buffers one by one, scratch, and
// the vectors of the state; that of its bodies is left out.
func (s *state) place(c driver.Context, p *program.Program, arena driver.Pointer) (kernels.Memory, error) {
	m := kernels.Memory{Parameters: kernels.Pointer(s.vectors[device.Parameters]), Gradients: kernels.Pointer(s.vectors[device.Gradients]),
		Running: kernels.Pointer(s.vectors[device.Running])}
	for _, b := range p.Buffers {
		at := arena + driver.Pointer(4*b.Offset*p.Sequences)
		if b.Kept {
			var err error
			if at, err = s.allocate(c, 4*b.Size); err != nil {
				return m, err
			}
		}
		m.Buffers = append(m.Buffers, kernels.Pointer(at))
	}
	scratch, err := s.allocate(c, kernels.ScratchSize(p, s.arithmetic))
	m.Scratch = kernels.Pointer(scratch)
	return m, err
}

// SetBodies implements device.Executor.
func (e *executor) SetBodies(b program.Bodies) {
	b.Check(e.program)
	e.do(func(c driver.Context) error {
		for i, from := range [][]int{b.Clip, b.Body, b.Copies, b.Sequence} {
			numbers := make([]int32, len(from))
			for k, n := range from {
				numbers[k] = int32(n)
			}
			if err := c.CopyToDevice(e.stream, e.bodies[i], driver.Bytes(numbers)); err != nil {
				return err
			}
		}
		return nil
	})
	e.known = true
}

// Write implements device.Executor.
func (e *executor) Write(b program.Buffer, values []float64) {
	at, size := e.kept(b)
	e.write(at, size, values)
	if o := e.program.Objective; o != nil && b == o.Pairs.Buffer {
		copy(e.pairs, values)
	}
}

// Read implements device.Executor.
func (e *executor) Read(b program.Buffer, values []float64) {
	at, size := e.kept(b)
	e.read(at, size, values)
}

func (e *executor) kept(b program.Buffer) (at driver.Pointer, size int) {
	info := e.program.Buffers[b]
	if !info.Kept {
		panic(fmt.Sprintf("cuda: buffer %q holds nothing between phases", info.Name))
	}
	return driver.Pointer(e.memory.Buffers[b]), info.Size
}

// Run implements device.Executor.
func (e *executor) Run(phase program.Phase) {
	if !e.known {
		panic("cuda: nothing says what the sequences stand for")
	}
	if phase != program.Forward && (!e.forward || e.program.OutputGradient.Buffer == program.None) {
		panic("cuda: a loss or a backward pass needs a forward pass in training before it")
	}
	if phase == program.Loss {
		e.program.Objective.CheckPairs(e.pairs)
	}
	e.forward = phase != program.Backward
	e.do(func(c driver.Context) (err error) {
		if e.graphs[phase] == 0 {
			if e.graphs[phase], err = e.captured(c, e.phase(e.program, phase, e.memory)); err != nil {
				return err
			}
		}
		return c.LaunchGraph(e.stream, e.graphs[phase])
	})
}

// phase returns what executes a phase of a program.
func (s *state) phase(p *program.Program, phase program.Phase, m kernels.Memory) []kernels.Launch {
	return kernels.Phase(p, phase, m, s.arithmetic)
}

// captured returns the graph of launches.
func (s *state) captured(c driver.Context, launches []kernels.Launch) (driver.Graph, error) {
	if err := c.BeginCapture(s.stream); err != nil {
		return 0, err
	}
	failure := s.launch(c, launches...)
	graph, err := c.EndCapture(s.stream)
	if failure != nil {
		return 0, failure
	}
	return graph, err
}
