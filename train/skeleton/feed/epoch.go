package feed

import (
	"context"
	"fmt"
	"iter"
	"math"
	"sync"
	"sync/atomic"

	"aeed/train/skeleton"
)

// A slot is a batch in preparation.
type slot struct {
	batch Batch
	errs  []error       // one a clip, for as many as fit
	left  atomic.Int64  // clips that are not prepared yet
	ready chan struct{} // gets a value when there are none
}

// A task is one clip to prepare: the n-th of its batch, at place i.
type task struct {
	slot *slot
	n, i int
}

// Epoch returns the batches of an epoch: clips order[0], order[1], … of the source,
// size at a time, the last batch with what is left. Epochs count from 0; the places in
// order count modulo the length of the source, and repeats of a clip differ in their
// random view if their places differ (see the package). Places and epochs are below
// 2³².
//
// A batch is valid until the next one is asked for, which uses its memory again. The
// workers stop, and are gone, when the loop over the batches ends, for whatever
// reason. The first clip that can't be read ends the sequence with an error that
// names it, in place of its batch; the end of ctx does with ctx's error. Order must
// not change meanwhile.
//
// Epoch panics if size is below 1, or a place or the epoch is out of range.
func (f *Feeder) Epoch(ctx context.Context, epoch int, order []int, size int) iter.Seq2[*Batch, error] {
	if size < 1 {
		panic("feed: a batch needs at least one clip")
	}
	if !counted(epoch) {
		panic(fmt.Sprintf("feed: epoch %d is not in [0, 2³²)", epoch))
	}
	for _, i := range order {
		if !counted(i) {
			panic(fmt.Sprintf("feed: place %d is not in [0, 2³²)", i))
		}
	}
	return func(yield func(*Batch, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		var workers sync.WaitGroup
		defer workers.Wait()
		defer stop()

		size := min(size, max(1, len(order)))
		batches := (len(order) + size - 1) / size
		ring := f.ring(min(f.options.Ahead+1, batches), size)
		tasks := make(chan task, len(ring)*size)
		for range f.options.Workers {
			workers.Go(func() { f.work(ctx, tasks, epoch) })
		}
		schedule := func(k int) {
			if k < batches {
				places := order[k*size : min((k+1)*size, len(order))]
				f.fill(ring[k%len(ring)], places, tasks)
			}
		}
		for k := range ring {
			schedule(k)
		}
		for k := range batches {
			s := ring[k%len(ring)]
			if err := s.wait(ctx); err != nil {
				yield(nil, err)
				return
			}
			if !yield(&s.batch, nil) {
				return
			}
			schedule(k + len(ring))
		}
	}
}

// counted tells whether i keys a random stream.
func counted(i int) bool { return i >= 0 && uint64(i) <= math.MaxUint32 }

// ring returns n slots for batches of size clips.
func (f *Feeder) ring(n, size int) []*slot {
	channels, frames, joints, bodies := f.Extents()
	ring := make([]*slot, n)
	for k := range ring {
		ring[k] = &slot{
			batch: Batch{
				X:       make([]float32, skeleton.Size(size, channels, frames, joints, bodies)),
				Classes: make([]int, size),
				Samples: make([]int, size),
				Shown:   make([]bool, size*bodies),
			},
			errs:  make([]error, size),
			ready: make(chan struct{}, 1),
		}
	}
	return ring
}

// fill makes tasks of the clips at the given places, for which s has room and the
// channel too.
func (f *Feeder) fill(s *slot, places []int, tasks chan<- task) {
	channels, frames, joints, bodies := f.Extents()
	n := len(places)
	s.batch.X = s.batch.X[:n*channels*frames*joints*bodies]
	s.batch.Classes, s.batch.Samples = s.batch.Classes[:n], s.batch.Samples[:n]
	s.batch.Shown = s.batch.Shown[:n*bodies]
	s.left.Store(int64(n))
	for n, i := range places {
		tasks <- task{s, n, i}
	}
}

// work prepares clips until ctx ends.
func (f *Feeder) work(ctx context.Context, tasks <-chan task, epoch int) {
	p := preparer{f, make([]int, f.options.Window)}
	channels, frames, joints, bodies := f.Extents()
	out := skeleton.Clip{Channels: channels, Frames: frames, Joints: joints, Bodies: bodies}
	length := channels * frames * joints * bodies
	for {
		select {
		case <-ctx.Done():
			return
		case t := <-tasks:
			b := &t.slot.batch
			out.X = b.X[t.n*length:][:length]
			t.slot.errs[t.n] = p.prepare(&out, b.Shown[t.n*bodies:][:bodies], epoch, t.i)
			b.Samples[t.n], b.Classes[t.n] = t.i%f.source.Len(), out.Class
			if t.slot.left.Add(-1) == 0 {
				t.slot.ready <- struct{}{}
			}
		}
	}
}

// wait returns when the batch is complete or ctx ends, with the error of the latter
// or of the first clip that has one.
func (s *slot) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
	case <-s.ready:
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, err := range s.errs {
		if err != nil {
			return err
		}
	}
	return nil
}
