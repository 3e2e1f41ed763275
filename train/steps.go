package train

import (
	"context"
	"iter"
	"slices"

	"aeed/train/ctrgcn"
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
				step.Outcome = r.network.Take(step.Step, r.doubles(0, batch.X), r.doubles(1, step.mixed.X))
			}
			if !yield(step, nil) {
				return
			}
			number++
		}
	}
}

// doubles returns numbers in float64, in memory that the next call for the same input of a
// step uses again.
func (r *run) doubles(input int, x []float32) []float64 {
	r.inputs[input] = r.inputs[input][:0]
	for _, v := range x {
		r.inputs[input] = append(r.inputs[input], float64(v))
	}
	return r.inputs[input]
}

// test returns how the network does on the test clips.
func (r *run) test(ctx context.Context, epoch int) (metrics.Evaluation, error) {
	a := metrics.NewAccumulator(r.network.Classes)
	var err error
	if r.resident != nil {
		err = r.inferOnDevice(ctx, epoch, a.Add)
	} else {
		err = r.infer(ctx, epoch, func(batch *feed.Batch, pass *network.Pass) { a.Add(pass.Logits(), batch.Classes) })
	}
	return a.Result(r.data.groups), err
}

// infer calls f with every batch of test clips and the network's pass on it.
func (r *run) infer(ctx context.Context, epoch int, f func(batch *feed.Batch, pass *network.Pass)) error {
	for batch, err := range r.data.testFeed.Epoch(ctx, epoch, r.data.test, r.config.Training.Batch) {
		if err != nil {
			return err
		}
		bodies := program.AllBodies(len(batch.Classes), r.network.Bodies)
		f(batch, r.network.Forward(r.doubles(0, batch.X), bodies, ctrgcn.Shape{}))
	}
	return nil
}
