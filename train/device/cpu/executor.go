package cpu

import (
	"fmt"
	"sync/atomic"

	"aeed/train/device"
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

// lanes is the number of partial sums of gradients: it bounds the workers that a
// backward pass can use, and the memory for them.
const lanes = 8

// chunkRows is about how many rows of the widest activation a chunk has: enough for
// efficient matrix products.
const chunkRows = 1600

// A chunk is a few neighbouring sequences and everything that is kept of them.
type chunk struct {
	first, count int
	arena        []float32
	lane         *lane
}

// A lane is every lanes-th chunk, and the sum of the gradients of their sequences.
type lane struct {
	chunks    []*chunk
	gradients []float32
}

// A worker's scratch is memory for the length of one operation on one chunk.
type scratch []float32

// A step is a part of a phase: what is done chunk by chunk, then what is done once
// after all chunks. Either may be missing.
type step struct {
	chunk func(c *chunk, s scratch)
	once  func()
}

// An executor runs a program.
type executor struct {
	*state
	program  *program.Program
	kept     [][]float32 // nil for buffers in the arenas
	bodies   program.Bodies
	clips    [][]int // of each sequence: the clips of the bodies that it stands for
	chunks   []*chunk
	lanes    []*lane
	whole    chunk // all clips, for what comes after the mean over each
	scratch  []scratch
	needed   int // numbers of a scratch
	size     int // sequences of a chunk
	training bool
	forward  bool // a forward pass waits for its backward pass
	stages   [program.Backward + 1][]*stage
	prologue []func() // before Forward: what depends on parameters alone
	epilogue []func() // after Backward: what happens to the sum of the lanes' gradients
	sumLanes func(from, to int)
	keepSum  func(from, to int)
	times    map[string]*atomic.Int64 // nanoseconds by kind of operation, if profiled
}

// A stage is a run of operations on a chunk, then what is done once.
type stage struct {
	chunk []func(c *chunk, s scratch)
	lane  func(lane, worker int) // runs chunk on the chunks of a lane
	once  []func()
}

func newExecutor(s *state, p *program.Program) *executor {
	e := &executor{state: s, program: p, training: p.OutputGradient.Buffer != program.None, size: chunkSize(p), times: map[string]*atomic.Int64{}}
	for _, b := range p.Buffers {
		var kept []float32
		if b.Kept {
			kept = make([]float32, b.Size)
		}
		e.kept = append(e.kept, kept)
	}
	e.divide()
	e.newGather()
	e.whole = chunk{count: p.Clips, lane: e.lanes[0]}
	for phase, operations := range p.Operations {
		for _, op := range operations {
			steps := e.compile(op)
			if s.profiled {
				steps = e.timed(op, steps)
			}
			e.add(program.Phase(phase), steps)
		}
	}
	for range s.crew.size {
		e.scratch = append(e.scratch, make(scratch, e.needed))
	}
	if p.Sequences == p.Clips*p.Bodies {
		e.SetBodies(program.AllBodies(p.Clips, p.Bodies))
	}
	return e
}

// chunkSize returns how many sequences of p make a chunk.
func chunkSize(p *program.Program) int {
	rows := 1
	for _, op := range p.Operations[program.Forward] {
		_, writes, _ := op.Views()
		for _, v := range writes {
			if v.Sequences == p.Sequences {
				rows = max(rows, v.Frames*v.Joints)
			}
		}
	}
	return max(1, chunkRows/rows)
}

// divide makes the chunks, and lanes of them.
func (e *executor) divide() {
	size := e.size
	arenas := make([]float32, e.program.Arena*e.program.Sequences)
	for first := 0; first < e.program.Sequences; first += size {
		count := min(size, e.program.Sequences-first)
		e.chunks = append(e.chunks, &chunk{first: first, count: count, arena: arenas[e.program.Arena*first:][:e.program.Arena*count]})
	}
	for i := range min(lanes, len(e.chunks)) {
		l := &lane{}
		if e.training {
			l.gradients = make([]float32, e.program.Parameters)
		}
		for j := i; j < len(e.chunks); j += lanes {
			e.chunks[j].lane = l
			l.chunks = append(l.chunks, e.chunks[j])
		}
		e.lanes = append(e.lanes, l)
	}
}

// add appends steps to a phase: to its last stage, as long as nothing has to wait
// for all chunks.
func (e *executor) add(phase program.Phase, steps []step) {
	stages := &e.stages[phase]
	for _, s := range steps {
		n := len(*stages)
		if n == 0 || s.chunk != nil && len((*stages)[n-1].once) > 0 {
			*stages = append(*stages, &stage{})
			n++
			e.runLanes((*stages)[n-1])
		}
		last := (*stages)[n-1]
		if s.chunk != nil {
			last.chunk = append(last.chunk, s.chunk)
		}
		if s.once != nil {
			last.once = append(last.once, s.once)
		}
	}
}

// runLanes makes s.lane, which takes the chunks of a lane through the operations of
// the stage, one after the other.
func (e *executor) runLanes(s *stage) {
	s.lane = func(lane, worker int) {
		for _, c := range e.lanes[lane].chunks {
			for _, f := range s.chunk {
				f(c, e.scratch[worker])
			}
		}
	}
}

func (e *executor) SetBodies(b program.Bodies) {
	b.Check(e.program)
	e.bodies = b
	e.clips = make([][]int, e.program.Sequences)
	for i, s := range b.Sequence {
		e.clips[s] = append(e.clips[s], i/e.program.Bodies)
	}
}

func (e *executor) Write(b program.Buffer, values []float64) { write(e.buffer(b), values) }
func (e *executor) Read(b program.Buffer, values []float64)  { read(e.buffer(b), values) }

func (e *executor) buffer(b program.Buffer) []float32 {
	if e.kept[b] == nil {
		panic(fmt.Sprintf("cpu: buffer %q holds nothing between phases", e.program.Buffers[b].Name))
	}
	return e.kept[b]
}

func (e *executor) Run(phase program.Phase) {
	e.bodies.Check(e.program)
	if phase != program.Forward && !(e.training && e.forward) {
		panic("cpu: a loss or a backward pass needs a forward pass in training before it")
	}
	e.forward = phase != program.Backward
	if phase == program.Forward {
		for _, f := range e.prologue {
			f()
		}
	}
	for i := range e.stages[phase] {
		stage := e.stages[phase][i]
		if len(stage.chunk) > 0 {
			e.crew.each(len(e.lanes), stage.lane)
		}
		for _, f := range stage.once {
			f()
		}
	}
	if phase == program.Backward {
		e.gather()
	}
}

// gather adds the gradients of all lanes to the state's, in the order of the
// lanes, and clears the lanes'.
func (e *executor) gather() {
	e.crew.ranges(e.program.Parameters, e.sumLanes)
	for _, f := range e.epilogue {
		f()
	}
	e.crew.ranges(e.program.Parameters, e.keepSum)
}

// newGather makes the parts of gather. The first lane takes the sum.
func (e *executor) newGather() {
	e.sumLanes = func(from, to int) {
		for _, l := range e.lanes[1:] {
			kernel.AddScaled(e.lanes[0].gradients[from:to], 1, l.gradients[from:to])
			clear(l.gradients[from:to])
		}
	}
	e.keepSum = func(from, to int) {
		kernel.AddScaled(e.vectors[device.Gradients][from:to], 1, e.lanes[0].gradients[from:to])
		clear(e.lanes[0].gradients[from:to])
	}
}

// compile returns the steps of an operation.
func (e *executor) compile(op program.Operation) []step {
	switch op := op.(type) {
	case *program.InputNorm:
		return e.inputNorm(op)
	case *program.InputNormAdjoint:
		return e.inputNormAdjoint(op)
	case *program.Convolution:
		return e.convolution(op)
	case *program.ConvolutionAdjoint:
		return e.convolutionAdjoint(op)
	case *program.BatchNorm:
		return e.batchNorm(op)
	case *program.BatchNormAdjoint:
		return e.batchNormAdjoint(op)
	case *program.Topology:
		return e.topology(op)
	case *program.TopologyAdjoint:
		return e.topologyAdjoint(op)
	case *program.Aggregate:
		return e.aggregate(op)
	case *program.AggregateAdjoint:
		return e.aggregateAdjoint(op)
	case *program.MaxPool:
		return e.maxPool(op)
	case *program.MaxPoolAdjoint:
		return e.maxPoolAdjoint(op)
	case *program.TimeMean:
		return e.timeMean(op)
	case *program.TimeMeanAdjoint:
		return e.timeMeanAdjoint(op)
	case *program.ClipMean:
		return e.clipMean(op)
	case *program.ClipMeanAdjoint:
		return e.clipMeanAdjoint(op)
	case *program.Objective:
		return e.objective(op)
	}
	panic(fmt.Sprintf("cpu: no operation %T", op))
}

// rows returns a view of the sequences of a chunk, from its first row on.
func (e *executor) rows(c *chunk, v program.View) []float32 {
	if kept := e.kept[v.Buffer]; kept != nil {
		return kept[c.first*v.RowsOf()*v.Stride+v.Offset:]
	}
	return c.arena[e.program.Buffers[v.Buffer].Offset*c.count+v.Offset:]
}

// sequence returns a view of sequence i of a chunk, from its first row on.
func (e *executor) sequence(c *chunk, v program.View, i int) []float32 {
	return e.rows(c, v)[i*v.RowsOf()*v.Stride:]
}

func (e *executor) parameters(s program.Slot) []float32 { return e.slot(device.Parameters, s) }
func (e *executor) gradients(s program.Slot) []float32  { return e.slot(device.Gradients, s) }
func (e *executor) running(s program.Slot) []float32    { return e.slot(device.Running, s) }

func (e *executor) slot(v device.Vector, s program.Slot) []float32 {
	return e.vectors[v][s.Offset:][:s.Size]
}

// of returns a slot of the gradients of a lane.
func (l *lane) of(s program.Slot) []float32 { return l.gradients[s.Offset:][:s.Size] }

// need makes sure that a scratch has n numbers for each sequence of a chunk.
func (e *executor) need(n int) {
	e.needed = max(e.needed, n*e.size)
}
