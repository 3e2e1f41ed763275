package feed

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"aeed/train/skeleton"
)

func TestBatchesDontDependOnWorkers(t *testing.T) {
	const n = 50
	source := noises(1, n)
	for _, kind := range Kinds() {
		want := everything(t, source, options(kind, true), 7, upTo(n), 8)
		for _, workers := range []int{2, 3, 16} {
			for _, ahead := range []int{0, 1, 5, 100} {
				o := options(kind, true, func(o *Options) { o.Workers, o.Ahead = workers, ahead })
				if !equal(everything(t, source, o, 7, upTo(n), 8), want) {
					t.Errorf("%s: %d workers, %d batches ahead give other batches", kind, workers, ahead)
				}
			}
		}
	}
}

// The rest of an epoch is the same whether or not its start came before.
func TestResumedEpochIsTheSame(t *testing.T) {
	const n, size, done = 20, 3, 4
	source, o := noises(1, n), options(NTU, true)
	order := rand.New(rand.NewPCG(1, 1)).Perm(n)
	whole := everything(t, source, o, 1, order, size)
	rest := everything(t, source, o, 1, order[done*size:], size)
	if !slices.Equal(rest.X, whole.X[len(whole.X)-len(rest.X):]) || !slices.Equal(rest.Samples, order[done*size:]) {
		t.Error("the resumed epoch differs")
	}
}

// Views differ between epochs, seeds and repeats, and not in testing.
func TestViewsDiffer(t *testing.T) {
	const n = 3
	source := noises(1, n)
	for _, kind := range Kinds() {
		for _, train := range []bool{false, true} {
			view := func(seed uint64, epoch, place int) Batch {
				return everything(t, source, options(kind, train, func(o *Options) { o.Seed = seed }), epoch, []int{place}, 1)
			}
			first := view(0, 0, 1)
			for name, other := range map[string]Batch{"seed": view(1, 0, 1), "epoch": view(0, 1, 1), "repeat": view(0, 0, 1+n)} {
				if other.Samples[0] != 1 || other.Classes[0] != 1 {
					t.Errorf("%s: sample %d of class %d", name, other.Samples[0], other.Classes[0])
				}
				if equal(first, other) == train {
					t.Errorf("%s, another %s: equal = %t", kind, name, !train)
				}
			}
		}
	}
}

func TestSizesOfBatches(t *testing.T) {
	f, err := New(noises(1, 10), options(NTU, false))
	if err != nil {
		t.Fatal(err)
	}
	channels, frames, joints, bodies := f.Extents()
	for size, want := range map[int][]int{1: {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 4: {4, 4, 2}, 10: {10}, 1 << 62: {10}} {
		var got []int
		for b, err := range f.Epoch(t.Context(), 0, upTo(10), size) {
			if err != nil {
				t.Fatal(err)
			}
			n := len(b.Classes)
			got = append(got, n)
			if len(b.X) != n*channels*frames*joints*bodies || len(b.Samples) != n || len(b.Shown) != n*bodies {
				t.Fatalf("a batch of %d clips has %d values, %d samples, %d bodies", n, len(b.X), len(b.Samples), len(b.Shown))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("size %d: batches of %d, want %d", size, got, want)
		}
	}
	for range f.Epoch(t.Context(), 0, nil, 4) {
		t.Error("an empty epoch has a batch")
	}
}

// A counting source counts the clips that were read.
type counting struct {
	*memory
	read atomic.Int64
}

func (c *counting) Clip(i int) (skeleton.Clip, error) {
	c.read.Add(1)
	return c.memory.Clip(i)
}

// While the consumer works on a batch, exactly Ahead more are prepared.
func TestPreparesAhead(t *testing.T) {
	const n, size = 40, 4
	for _, ahead := range []int{0, 1, 3} {
		synctest.Test(t, func(t *testing.T) {
			source := &counting{memory: noises(1, n)}
			f, err := New(source, options(NTU, false, func(o *Options) { o.Workers, o.Ahead = 3, ahead }))
			if err != nil {
				t.Fatal(err)
			}
			k := 0
			for range f.Epoch(t.Context(), 0, upTo(n), size) {
				k++
				synctest.Wait()
				if got, want := source.read.Load(), int64(min(n, size*(k+ahead))); got != want {
					t.Fatalf("%d ahead: %d clips are read when batch %d is in use, want %d", ahead, got, k, want)
				}
			}
		})
	}
}

// However a loop ends, its workers are gone: synctest.Test fails if one stays.
func TestLeavesNoWorkers(t *testing.T) {
	order := upTo(40)
	feeder := func(t *testing.T, failing map[int]error) *Feeder {
		source := noises(1, len(order))
		source.failing = failing
		f, err := New(source, options(NTU, false, func(o *Options) { o.Workers = 3 }))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for name, loop := range map[string]func(t *testing.T){
		"break": func(t *testing.T) {
			for range feeder(t, nil).Epoch(t.Context(), 0, order, 4) {
				break
			}
		},
		"panic": func(t *testing.T) {
			defer func() { recover() }()
			for range feeder(t, nil).Epoch(t.Context(), 0, order, 4) {
				panic("the consumer fails")
			}
		},
		"cancel": func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			k := 0
			for b, err := range feeder(t, nil).Epoch(ctx, 0, order, 4) {
				if k++; k == 2 {
					cancel()
				}
				if (err != nil) != (k == 3) || (b == nil) != (k == 3) || k == 3 && !errors.Is(err, context.Canceled) {
					t.Errorf("batch %d: %v", k, err)
				}
			}
			if k != 3 {
				t.Errorf("%d steps, want two batches and an error", k)
			}
		},
		"error": func(t *testing.T) {
			broken, worse := errors.New("broken"), errors.New("worse")
			k := 0
			for b, err := range feeder(t, map[int]error{10: broken, 11: worse, 30: worse}).Epoch(t.Context(), 0, order, 4) {
				if k++; k < 3 && err != nil || k == 3 && (b != nil || !errors.Is(err, broken) || !strings.Contains(err.Error(), `"clip 10"`)) {
					t.Errorf("batch %d: %v", k, err)
				}
			}
			if k != 3 {
				t.Errorf("%d steps, want two batches and an error", k)
			}
		},
	} {
		t.Run(name, func(t *testing.T) { synctest.Test(t, loop) })
	}
}

// A slow source takes its time, and knows how many of its clips are being read.
type slow struct {
	*memory
	reading atomic.Int64
}

func (s *slow) Clip(i int) (skeleton.Clip, error) {
	s.reading.Add(1)
	defer s.reading.Add(-1)
	time.Sleep(time.Duration(1+i%3) * time.Second) // of the bubble
	return s.memory.Clip(i)
}

// When the loop has ended nobody uses the source any more, so it may be closed.
func TestNobodyReadsAfterTheLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &slow{memory: noises(1, 20)}
		f, err := New(source, options(NTU, false, func(o *Options) { o.Workers = 3 }))
		if err != nil {
			t.Fatal(err)
		}
		for range f.Epoch(t.Context(), 0, upTo(20), 2) {
			break
		}
		if n := source.reading.Load(); n != 0 {
			t.Errorf("%d clips are being read", n)
		}
	})
}

func TestClipsThatDontFit(t *testing.T) {
	good := noises(1, 3)
	nobody := padded(noise(rand.New(rand.NewPCG(1, 1)), good.graph, 4, 1), 0, 0)
	clear(nobody.X)
	behind := skeleton.NewClip(skeleton.Record{}, 3, 4, 25, 2) // only the second body is there
	behind.Set(0, 0, 0, 1, 1)
	for name, c := range map[string]struct {
		clip skeleton.Clip
		want string
	}{
		"joints":   {skeleton.NewClip(skeleton.Record{}, 3, 4, 20, 1), "3 coordinates of 20 joints, its source says 3 of 25"},
		"channels": {skeleton.NewClip(skeleton.Record{}, 2, 4, 25, 1), "2 coordinates"},
		"class":    {skeleton.NewClip(skeleton.Record{Class: 3}, 3, 4, 25, 1), "its class is 3, its source has 3 classes"},
		"below":    {skeleton.NewClip(skeleton.Record{Class: -1}, 3, 4, 25, 1), "its class is -1"},
		"nobody":   {nobody, skeleton.ErrNobody.Error()},
		"frames":   {skeleton.NewClip(skeleton.Record{}, 3, 0, 25, 1), skeleton.ErrNobody.Error()},
		"cut off":  {behind, skeleton.ErrNobody.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			c.clip.Name = "odd one"
			source := &memory{graph: good.graph, clips: []skeleton.Clip{c.clip, good.clips[0]}}
			f, err := New(source, options(NTU, false, func(o *Options) { o.Bodies = 1 }))
			if err != nil {
				t.Fatal(err)
			}
			for _, err := range f.Epoch(t.Context(), 0, []int{0}, 1) {
				if err == nil || !strings.Contains(err.Error(), `feed: clip "odd one": `) || !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v, want one with %q", err, c.want)
				}
			}
		})
	}
}

func TestMisusePanics(t *testing.T) {
	f, err := New(noises(1, 3), options(NTU, false))
	if err != nil {
		t.Fatal(err)
	}
	for name, call := range map[string]func(){
		"no size":        func() { f.Epoch(t.Context(), 0, nil, 0) },
		"negative epoch": func() { f.Epoch(t.Context(), -1, nil, 1) },
		"huge epoch":     func() { f.Epoch(t.Context(), 1<<32, nil, 1) },
		"negative place": func() { f.Epoch(t.Context(), 0, []int{-1}, 1) },
		"huge place":     func() { f.Epoch(t.Context(), 0, []int{1 << 32}, 1) },
	} {
		func() {
			defer func() {
				if text, _ := recover().(string); !strings.HasPrefix(text, "feed: ") {
					t.Errorf("%s: no panic of the package", name)
				}
			}()
			call()
		}()
	}
	f.Epoch(t.Context(), 1<<32-1, []int{1<<32 - 1}, 1)
}
