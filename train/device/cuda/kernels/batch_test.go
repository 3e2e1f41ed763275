package kernels_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"unsafe"

	"aeed/train/device/cuda/kernels"
	"aeed/train/skeleton"
	"aeed/train/skeleton/feed"
)

// moves is a source of clips of random positions.
type moves struct {
	graph    skeleton.Graph
	channels int
	clips    []skeleton.Clip
}

func (m *moves) Describe() skeleton.Description {
	return skeleton.Description{Format: "test", Graph: m.graph, Channels: m.channels, Bodies: 2, Classes: []string{"a", "b", "c"}}
}
func (m *moves) Len() int                          { return len(m.clips) }
func (m *moves) Record(i int) skeleton.Record      { return m.clips[i].Record }
func (m *moves) Clip(i int) (skeleton.Clip, error) { return m.clips[i], nil }
func (m *moves) Splits() []skeleton.Split          { return nil }
func (m *moves) Close() error                      { return nil }

// newMoves returns clips of one and two bodies, some of whose frames miss a body, or show
// nobody. One clip has a coordinate that never changes, and one shows nobody at first for
// longer than somebody later.
func newMoves(graph skeleton.Graph, channels int) *moves {
	m := &moves{graph: graph, channels: channels}
	random := rand.New(rand.NewPCG(1, uint64(channels)))
	for i := range 7 {
		frames, empty := 1+random.IntN(90), random.IntN(5)
		clip := skeleton.NewClip(skeleton.Record{Class: i % 3}, channels, frames+empty, graph.Vertices(), 1+i%2)
		for t := range frames {
			for body := range clip.Bodies {
				missing := random.IntN(4) == 0 || i == 5 && t < frames*2/3
				if missing && t < frames-1 {
					continue
				}
				for c := range channels {
					for v := range clip.Joints {
						x := float32(random.NormFloat64())
						if i == 2 && c == 1 {
							x = 7
						}
						clip.Set(c, t, v, body, x)
					}
				}
			}
		}
		m.clips = append(m.clips, clip)
	}
	return m
}

// stored lays the clips out as the device has them, for batches of so many bodies.
func (m *moves) stored(bodies int) (data []float32, clips []kernels.StoredClip) {
	for _, c := range m.clips {
		shown := 0
		for t := range c.Frames {
			if showsOneOf(&c, t, bodies) {
				shown++
			}
		}
		clips = append(clips, kernels.StoredClip{At: int64(len(data)), Frames: int32(c.Frames), Bodies: int32(c.Bodies), Shown: int32(shown)})
		data = append(data, c.X...)
	}
	return data, clips
}

// showsOneOf tells whether a frame shows one of the first bodies.
func showsOneOf(c *skeleton.Clip, t, bodies int) bool {
	for channel := range c.Channels {
		for v := range c.Joints {
			for m := range min(bodies, c.Bodies) {
				if c.At(channel, t, v, m) != 0 {
					return true
				}
			}
		}
	}
	return false
}

// A batchCase is a way to make batches.
type batchCase struct {
	kind           feed.Kind
	source         *moves
	window, bodies int
	modality       skeleton.Modality
	train          bool
	angle          float64 // the greatest in training
	epoch          uint32
}

func (c batchCase) String() string {
	return fmt.Sprintf("%s of %s, %d coordinates, %s, window %d, bodies %d, train %t, angle %.3g, epoch %d",
		c.kind, c.source.graph.Name, c.source.channels, c.modality, c.window, c.bodies, c.train, c.angle, c.epoch)
}

// Batches are those of package feed: both preparations, all modalities, training and
// testing, in space and in the image.
func TestBatches(t *testing.T) {
	space, flat := newMoves(skeleton.UCLA20(), 3), newMoves(skeleton.UCLA20(), 2)
	cases := []batchCase{
		{kind: feed.NTU, source: newMoves(skeleton.NTU25(), 3), window: 21, bodies: 2},
		{kind: feed.NTU, source: newMoves(skeleton.COCO17(), 3), window: 21, bodies: 2},
		{kind: feed.NTU, source: flat, window: 21, bodies: 2},
		{kind: feed.NTU, source: space, window: 1, bodies: 1},
		{kind: feed.UCLA, source: space, window: 21, bodies: 2},
		{kind: feed.UCLA, source: space, window: 108, bodies: 1}, // where 107·((shown − 1)/107) is below shown − 1 for some clips
		{kind: feed.UCLA, source: space, window: 1, bodies: 2},
		{kind: feed.UCLA, source: newMoves(skeleton.NTU25(), 3), window: 52, bodies: 3},
	}
	inBothOrders(t, func(t *testing.T) {
		for _, c := range cases {
			for _, c.modality = range skeleton.Modalities() {
				c.train, c.angle = false, 0
				checkBatch(t, c)
				c.train = true
				for _, c.angle = range []float64{0, 0.45, math.Pi / 3} { // the second is 25.8°
					for _, c.epoch = range []uint32{0, 3} {
						checkBatch(t, c)
					}
				}
			}
		}
	})
}

func checkBatch(t *testing.T, c batchCase) {
	t.Helper()
	o := feed.Defaults(c.kind, c.train)
	o.Modality, o.Window, o.Bodies, o.Seed, o.Workers = c.modality, c.window, c.bodies, 1<<40|5, 1
	o.MaxAngle = c.angle
	feeder, err := feed.New(c.source, o)
	if err != nil {
		t.Fatal(err)
	}
	order := []int{4, 0, 6, 8, 2, 1, 5, 3, 20} // some a second time, in another view
	var want []float32
	for batch, err := range feeder.Epoch(context.Background(), int(c.epoch), order, len(order)) {
		if err != nil {
			t.Fatal(err)
		}
		want = slices.Clone(batch.X)
	}
	x := madeBatch(t, c, o, order)
	if c.angle != 0 { // sines and cosines may differ in their last bit
		near(t, c.String(), x, doubles(want), 1e-7)
	} else if !slices.Equal(x, want) {
		t.Errorf("%v: the batch is not bit for bit what it should be", c)
	}
}

// madeBatch makes a batch with the kernels.
func madeBatch(t *testing.T, c batchCase, o feed.Options, order []int) []float32 {
	data, stored := c.source.stored(o.Bodies)
	place, parents := small(order), small(c.source.graph.Parent)
	n, joints := len(order), c.source.graph.Vertices()
	views, frames := make([]kernels.View, n), make([]int32, n*o.Window)
	x := poisoned[float32](n * c.source.channels * o.Window * joints * o.Bodies)
	preparation := map[feed.Kind]kernels.Preparation{feed.NTU: kernels.NTU, feed.UCLA: kernels.UCLA}[o.Kind]
	planar, epochs := c.source.channels == 2 || c.source.graph.Equal(skeleton.COCO17()), []uint32{c.epoch}
	v := kernels.Views{
		Stored: at(stored), Place: at(place), Epoch: at(epochs), Views: at(views),
		Seed: o.Seed, CropLow: o.CropLow, CropHigh: o.CropHigh, GreatestAngle: o.MaxAngle,
		Clips: int32(n), StoredCount: int32(len(stored)), Window: int32(o.Window), Preparation: preparation, Planar: one(planar), Train: one(o.Train),
	}
	b := kernels.Batch{
		Data: at(data), Stored: at(stored), Place: at(place), Views: at(views), X: at(x),
		Clips: int32(n), StoredCount: int32(len(stored)), Channels: int32(c.source.channels), Window: int32(o.Window),
		Joints: int32(joints), Bodies: int32(o.Bodies), Motion: one(o.Modality.HasMotion()), Preparation: preparation,
	}
	if o.Modality.HasBones() {
		b.Parent = at(parents)
	}
	if preparation == kernels.UCLA {
		v.Frames, b.Frames = at(frames), at(frames)
		emulated(t).Run(v.Launch(), b.Ranges(), b.Launch())
	} else {
		emulated(t).Run(v.Launch(), b.Launch())
	}
	runtime.KeepAlive([]any{data, stored, place, parents, epochs, views, frames, x})
	return x
}

func one(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

func small(numbers []int) (all []int32) {
	for _, n := range numbers {
		all = append(all, int32(n))
	}
	return all
}

// What is laid out for the device is as large as static_assert says in batch.h.
func TestStructs(t *testing.T) {
	if view, clip := unsafe.Sizeof(kernels.View{}), unsafe.Sizeof(kernels.StoredClip{}); view != 128 || clip != 24 {
		t.Errorf("a View has %d bytes and a StoredClip %d, those of the kernels 128 and 24", view, clip)
	}
}
