package train

import (
	"context"
	"errors"
	"iter"
	"slices"

	"aeed/train/device"
	"aeed/train/network"
)

// stepsAtOnce is how many steps a device takes by itself before the host looks at what
// came of them.
const stepsAtOnce = 128

// A resident is a device on which the clips of a run lie.
type resident struct {
	device.Trainer
	shown []bool // which bodies the clips of the source have that it has read, shape (clips, M)
}

// settle puts the clips on the device, if that takes steps by itself, computes the loss
// itself, and has room for them.
func (r *run) settle() error {
	t, is := r.network.Trainer()
	if !is || r.expression != nil {
		return nil
	}
	clips, bodies := r.data.trainFeed.Clips(slices.Concat(r.data.train, r.data.test)), r.network.Bodies
	shown, read := make([]bool, clips.Count*bodies), clips.Clip
	clips.Clip = func(place int) (device.Clip, error) {
		clip, err := read(place)
		copy(shown[place*bodies:], clip.Present)
		return clip, err
	}
	err := t.Load(clips)
	if err == nil {
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

// inferOnDevice calls f with the logits of every batch of test clips, and their classes.
func (r *run) inferOnDevice(ctx context.Context, epoch int, f func(logits []float64, classes []int)) error {
	size := r.config.Training.Batch
	for places := range slices.Chunk(r.data.test, stepsAtOnce*size) {
		if err := ctx.Err(); err != nil {
			return err
		}
		var batches []network.Batch
		for batch := range slices.Chunk(places, size) {
			batches = append(batches, r.batch(epoch, batch))
		}
		for i, logits := range r.network.InferResident(r.resident, r.data.testFeed.Preparation(), batches) {
			f(logits, r.classesAt(batches[i].Places))
		}
	}
	return nil
}
