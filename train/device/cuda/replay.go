package cuda

import (
	"slices"

	"aeed/train/device"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
	"aeed/train/program"
)

// rowsOfPlan is how many steps of a kind are launched before the host looks at what came
// of them.
const rowsOfPlan = 128

// A kind is what steps have in common that are replays of one graph.
type kind struct {
	program     *program.Program
	preparation device.Preparation
	mixed, cut  bool
}

// A replay is the graph of a kind of step: it takes its row of the plan, makes the batch,
// runs the passes, descends, and leaves what came of it in the ledger.
type replay struct {
	kind
	row    row
	result result
	plan   driver.Pointer // rowsOfPlan rows
	ledger driver.Pointer // as many results
	step   driver.Pointer // the number of the next one, int32
	graph  driver.Graph
	words  []uint32 // the rows that are to be launched
	count  int      // of them
}

// A result is where everything lies that a step leaves in the ledger. Places count in
// words, and so do sizes.
type result struct {
	words  int
	fields []field
}

// A field is what a result has of a buffer, of the clean pass or of the mixed one.
type field struct {
	buffer   program.Buffer
	mixed    bool
	at, size int
}

// newReplay captures the graph of a kind of step.
func (s *state) newReplay(c driver.Context, k kind) (r *replay, err error) {
	r = &replay{kind: k, row: rowOf(k.program, s.residents.joints), result: resultOf(k)}
	memory, err := s.place(c, k.program, s.arena)
	if err != nil {
		return nil, err
	}
	current := allocation(s, c, &err, r.row.words)
	r.plan, r.ledger = allocation(s, c, &err, rowsOfPlan*r.row.words), allocation(s, c, &err, rowsOfPlan*r.result.words)
	r.step = allocation(s, c, &err, 1)
	batch := s.newBatch(c, &err, r, current)
	if err != nil {
		return nil, err
	}
	launches := []kernels.Launch{kernels.MoveRows(kernels.Pointer(r.step), kernels.Segment{
		From: kernels.Pointer(r.plan), FromStep: int64(r.row.words), To: kernels.Pointer(current), Words: int32(r.row.words)})}
	launches = append(launches, batch.make()...)
	clean := r.pass(memory, current, r.row.clean, batch.x)
	passes := []kernels.Memory{clean}
	if k.program.Objective == nil {
		launches = append(launches, s.phase(k.program, program.Forward, clean)...)
	} else {
		launches = append(launches, kernels.Clear{At: memory.Gradients, Size: int64(s.sizes[device.Gradients])}.Launch())
		launches = append(launches, s.phases(k.program, clean)...)
	}
	if k.mixed {
		mixed := r.pass(memory, current, r.row.mixed, batch.mixes.Mixed)
		for _, b := range r.kept() { // which must not be written over what the clean pass has left
			mixed.Buffers[b] = kernels.Pointer(allocation(s, c, &err, k.program.Buffers[b].Size))
		}
		if err != nil {
			return nil, err
		}
		mixed.Buffers[k.program.Objective.Beliefs.Buffer] = clean.Buffers[k.program.Objective.Logits.Buffer]
		launches = append(append(launches, batch.mix()), s.phases(k.program, mixed)...)
		passes = append(passes, mixed)
	}
	if k.program.Objective != nil {
		launches = append(launches, s.descent(current+driver.Pointer(4*r.row.rates))...)
	}
	launches = append(launches, r.result.keep(kernels.Pointer(r.step), kernels.Pointer(r.ledger), passes), kernels.CountStep(kernels.Pointer(r.step)))
	r.graph, err = s.captured(c, launches)
	return r, err
}

// allocation returns memory for so many words, unless something has failed already.
func allocation(s *state, c driver.Context, err *error, words int) (p driver.Pointer) {
	if *err == nil {
		p, *err = s.allocate(c, 4*words)
	}
	return p
}

// pass returns the memory of a pass: what the host says of it lies in the row, and its
// input elsewhere.
func (r *replay) pass(m kernels.Memory, current driver.Pointer, at passRow, input kernels.Pointer) kernels.Memory {
	in := func(word int) kernels.Pointer { return kernels.Pointer(current) + kernels.Pointer(4*word) }
	m.Buffers = slices.Clone(m.Buffers)
	m.Buffers[r.program.Input] = input
	if o := r.program.Objective; o != nil {
		m.Buffers[o.Pairs.Buffer], m.Buffers[o.ClassWeights.Buffer], m.Buffers[o.Constants.Buffer] = in(at.pairs), in(r.row.weights), in(r.row.constants)
	}
	m.Bodies = kernels.Bodies{Clip: in(at.clip), Body: in(at.body), Copies: in(at.copies), Sequence: in(at.sequence)}
	return m
}

// phases returns a pass in training.
func (s *state) phases(p *program.Program, m kernels.Memory) (launches []kernels.Launch) {
	for phase := range p.Operations {
		launches = append(launches, s.phase(p, program.Phase(phase), m)...)
	}
	return launches
}

// kept returns the buffers of the clean pass that something reads after the mixed one.
func (r *replay) kept() []program.Buffer {
	o := r.program.Objective
	return []program.Buffer{o.Logits.Buffer, o.LogPosterior.Buffer, o.Terms.Buffer, r.program.Find("features")}
}

// resultOf lays out the results of a kind of step.
func resultOf(k kind) (r result) {
	var l layout
	add := func(b program.Buffer, mixed bool) {
		size := k.program.Buffers[b].Size
		r.fields = append(r.fields, field{b, mixed, l.field(size), size})
	}
	if o := k.program.Objective; o == nil {
		add(k.program.Output.Buffer, false)
	} else {
		add(o.LogPosterior.Buffer, false)
		add(o.Terms.Buffer, false)
		if k.mixed {
			features := k.program.Find("features")
			add(features, false)
			add(o.Terms.Buffer, true)
			add(features, true)
		}
	}
	r.words = int(l)
	return r
}

// keep returns what leaves a result of passes in the ledger.
func (r result) keep(step, ledger kernels.Pointer, passes []kernels.Memory) kernels.Launch {
	var segments []kernels.Segment
	for _, f := range r.fields {
		pass := passes[0]
		if f.mixed {
			pass = passes[1]
		}
		segments = append(segments, kernels.Segment{From: pass.Buffers[f.buffer], To: ledger + kernels.Pointer(4*f.at), ToStep: int64(r.words), Words: int32(f.size)})
	}
	return kernels.MoveRows(step, segments...)
}

// read returns the fields of a result, in their order.
func (r result) read(words []float32) (fields [][]float64) {
	for _, f := range r.fields {
		values := make([]float64, f.size)
		for i, x := range words[f.at:][:f.size] {
			values[i] = float64(x)
		}
		fields = append(fields, values)
	}
	return fields
}

// forget frees the graphs of all kinds of steps. What they work on is freed with the
// state.
func (s *state) forget(c driver.Context) (errs []error) {
	for k, r := range s.replays {
		if r.graph != 0 {
			errs = append(errs, c.DestroyGraph(r.graph))
		}
		delete(s.replays, k)
	}
	return append(errs, c.SynchroniseStream(s.stream))
}
