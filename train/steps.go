package train

import (
	"context"
	"errors"
	"iter"
	"slices"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/metrics"
	"aeed/train/network"
	"aeed/train/program"
	"aeed/train/skeleton/feed"
)

// A taken step is what was planned and what came of it. A batch of a single clip is none,
// for a batch norm needs two: its plan is nil.
type taken struct {
	*plan
	network.Outcome
	// last says that the network has taken no steps after this one, so that its state is
	// that after it.
	last  bool
	clips int
}

// steps takes the steps of an epoch whose clips are at places of the order, size at a
// time, from the step of a number on.
func (r *run) steps(ctx context.Context, epoch, first int, order []int, size int) iter.Seq2[taken, error] {
	order = order[min(first*size, len(order)):]
	if r.resident != nil {
		return r.onDevice(ctx, epoch, first, order, size)
	}
	return r.onHost(ctx, epoch, first, order, size)
}

// onHost makes the batches here, and leads the device through each step.
func (r *run) onHost(ctx context.Context, epoch, first int, order []int, size int) iter.Seq2[taken, error] {
	return func(yield func(taken, error) bool) {
		number := first
		for batch, err := range r.data.trainFeed.Epoch(ctx, epoch, order, size) {
			if err != nil {
				yield(taken{}, err)
				return
			}
			step := taken{last: true, clips: len(batch.Classes)}
			if step.clips > 1 {
				step.plan = r.plan(epoch, number, slices.Clone(batch.Classes))
				if step.Mixture != nil {
					step.mixed.Fill(batch.X, r.shape(step.clips))
				}
				step.Outcome = r.network.Take(step.Step, r.wide(0, batch.X), r.wide(1, step.mixed.X))
			}
			if !yield(step, nil) {
				return
			}
			number++
		}
	}
}

// wide returns numbers in float64, in memory that the next call for the same input of a
// step uses again.
func (r *run) wide(input int, x []float32) []float64 {
	r.inputs[input] = r.inputs[input][:0]
	for _, v := range x {
		r.inputs[input] = append(r.inputs[input], float64(v))
	}
	return r.inputs[input]
}

// stepsAtOnce is how many steps a device takes by itself before the host looks at what
// came of them.
const stepsAtOnce = 128

// A resident is a device on which the clips of a run lie.
type resident struct {
	device.Trainer
	shown []bool // of each clip of the source, which bodies it has
}

// settle puts the clips on the device, if that takes steps by itself, computes the loss
// itself, and has room for them.
func (r *run) settle() error {
	t, is := r.network.Trainer()
	if !is || r.expression != nil {
		return nil
	}
	shown, err := r.data.trainFeed.Shown()
	if err != nil {
		return err
	}
	if err = t.Load(r.data.trainFeed.Clips()); err == nil {
		r.resident = &resident{t, shown}
	}
	if errors.Is(err, device.ErrNoRoom) {
		return nil
	}
	return err
}

// batch returns clips on the device.
func (r *run) batch(epoch int, places []int) network.Batch {
	b, bodies := network.Batch{Epoch: epoch, Places: places}, r.network.Bodies
	for _, place := range places {
		i := place % r.data.source.Len()
		b.Shown = append(b.Shown, r.resident.shown[i*bodies:][:bodies]...)
	}
	return b
}

// onDevice has the device make the batches and take the steps.
func (r *run) onDevice(ctx context.Context, epoch, first int, order []int, size int) iter.Seq2[taken, error] {
	return func(yield func(taken, error) bool) {
		number := first
		for places := range slices.Chunk(order, stepsAtOnce*size) {
			if err := ctx.Err(); err != nil {
				yield(taken{}, err)
				return
			}
			var some []taken
			var steps []network.ResidentStep
			for batch := range slices.Chunk(places, size) {
				step := taken{clips: len(batch)}
				if len(batch) > 1 {
					step.plan = r.plan(epoch, number, r.classesAt(batch))
					steps = append(steps, r.residentStep(epoch, step.plan, batch))
				}
				some = append(some, step)
				number++
			}
			outcomes := r.network.TakeResident(r.resident, r.data.trainFeed.Preparation(), steps)
			some[len(some)-1].last = true
			for _, step := range some {
				if step.plan != nil {
					step.Outcome, outcomes = outcomes[0], outcomes[1:]
				}
				if !yield(step, nil) {
					return
				}
			}
		}
	}
}

// classesAt returns the classes of clips at places.
func (r *run) classesAt(places []int) []int {
	classes := make([]int, len(places))
	for i, place := range places {
		classes[i] = r.data.source.Record(place % r.data.source.Len()).Class
	}
	return classes
}

// residentStep returns a plan for clips on the device.
func (r *run) residentStep(epoch int, p *plan, places []int) network.ResidentStep {
	s := network.ResidentStep{Step: p.Step, Batch: r.batch(epoch, places)}
	if p.Mixture == nil {
		return s
	}
	s.MixedShown, s.Ratio = slices.Clone(p.mixed.Shown(s.Shown)), p.mixed.PhysicalRatio[0]
	if w := p.mixed.Window; p.mixed.Cut {
		s.Cut = &device.Cut{Start: w.Start, Length: w.Length, Joints: w.Joints}
	}
	return s
}

// test returns how the network does on the test clips.
func (r *run) test(ctx context.Context, epoch int) (metrics.Evaluation, error) {
	a := metrics.NewAccumulator(r.network.Classes)
	if r.resident == nil {
		err := r.infer(ctx, epoch, func(batch *feed.Batch, pass *network.Pass) { a.Add(pass.Logits(), batch.Classes) })
		return a.Result(r.data.groups), err
	}
	size := r.config.Training.Batch
	for places := range slices.Chunk(r.data.test, stepsAtOnce*size) {
		if err := ctx.Err(); err != nil {
			return metrics.Evaluation{}, err
		}
		var batches []network.Batch
		for batch := range slices.Chunk(places, size) {
			batches = append(batches, r.batch(epoch, batch))
		}
		for i, logits := range r.network.InferResident(r.resident, r.data.testFeed.Preparation(), batches) {
			a.Add(logits, r.classesAt(batches[i].Places))
		}
	}
	return a.Result(r.data.groups), nil
}

// infer calls f with every batch of test clips and the network's pass on it.
func (r *run) infer(ctx context.Context, epoch int, f func(batch *feed.Batch, pass *network.Pass)) error {
	for batch, err := range r.data.testFeed.Epoch(ctx, epoch, r.data.test, r.config.Training.Batch) {
		if err != nil {
			return err
		}
		bodies := program.AllBodies(len(batch.Classes), r.network.Bodies)
		f(batch, r.network.Forward(r.wide(0, batch.X), bodies, ctrgcn.Shape{}))
	}
	return nil
}
