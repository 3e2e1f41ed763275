package feed

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"aeed/train/skeleton"
)

// A memory is a source of clips in memory; the clips of failing have an error.
type memory struct {
	graph   skeleton.Graph
	clips   []skeleton.Clip
	failing map[int]error
}

func (m *memory) Describe() skeleton.Description {
	d := skeleton.Description{Format: "memory", Graph: m.graph, Channels: 3, Classes: []string{"a", "b", "c"}}
	for _, clip := range m.clips {
		d.Channels, d.Bodies = clip.Channels, max(d.Bodies, clip.Bodies)
	}
	return d
}
func (m *memory) Len() int                          { return len(m.clips) }
func (m *memory) Record(i int) skeleton.Record      { return m.clips[i].Record }
func (m *memory) Clip(i int) (skeleton.Clip, error) { return m.clips[i], m.failing[i] }
func (m *memory) Splits() []skeleton.Split          { return nil }
func (m *memory) Close() error                      { return nil }

// noise returns a clip of random positions in all frames.
func noise(random *rand.Rand, g skeleton.Graph, frames, bodies int) skeleton.Clip {
	clip := skeleton.NewClip(skeleton.Record{}, 3, frames, g.Vertices(), bodies)
	for i := range clip.X {
		clip.X[i] = float32(random.NormFloat64())
	}
	return clip
}

// padded returns clip with frames and bodies of zeros at the end.
func padded(clip skeleton.Clip, frames, bodies int) skeleton.Clip {
	long := skeleton.NewClip(clip.Record, clip.Channels, clip.Frames+frames, clip.Joints, clip.Bodies+bodies)
	for c := range clip.Channels {
		for t := range clip.Frames {
			for v := range clip.Joints {
				for m := range clip.Bodies {
					long.Set(c, t, v, m, clip.At(c, t, v, m))
				}
			}
		}
	}
	return long
}

// noises returns a source of n clips of one or two bodies and 1 to 150 frames, with
// some frames of zeros after them.
func noises(seed uint64, n int) *memory {
	random := rand.New(rand.NewPCG(seed, 0))
	m := &memory{graph: skeleton.NTU25()}
	for i := range n {
		clip := noise(random, m.graph, 1+random.IntN(150), 1+i%2)
		clip = padded(clip, random.IntN(20), 2-clip.Bodies)
		clip.Name, clip.Class = fmt.Sprintf("clip %d", i), i%3
		m.clips = append(m.clips, clip)
	}
	return m
}

// options returns the defaults with one worker after changes.
func options(kind Kind, train bool, changes ...func(*Options)) Options {
	o := Defaults(kind, train)
	o.Workers = 1
	for _, change := range changes {
		change(&o)
	}
	return o
}

// everything returns the batches of an epoch as one.
func everything(t testing.TB, source skeleton.Source, o Options, epoch int, order []int, size int) Batch {
	t.Helper()
	f, err := New(source, o)
	if err != nil {
		t.Fatal(err)
	}
	var all Batch
	for b, err := range f.Epoch(context.Background(), epoch, order, size) {
		if err != nil {
			t.Fatal(err)
		}
		all.X = append(all.X, b.X...)
		all.Classes = append(all.Classes, b.Classes...)
		all.Samples = append(all.Samples, b.Samples...)
		all.Shown = append(all.Shown, b.Shown...)
	}
	return all
}

// prepared returns a view of one clip.
func prepared(t testing.TB, g skeleton.Graph, clip skeleton.Clip, o Options) skeleton.Clip {
	t.Helper()
	b := everything(t, &memory{graph: g, clips: []skeleton.Clip{clip}}, o, 3, []int{0}, 1)
	bodies := len(b.Shown)
	return skeleton.Clip{Record: clip.Record, Channels: clip.Channels, Frames: o.Window, Joints: clip.Joints, Bodies: bodies, X: b.X}
}

func upTo(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

func worst(a, b []float32) float64 {
	worst := 0.0
	for i := range a {
		worst = max(worst, math.Abs(float64(a[i])-float64(b[i])))
	}
	return worst
}

func equal(a, b Batch) bool {
	return slices.Equal(a.X, b.X) && slices.Equal(a.Classes, b.Classes) && slices.Equal(a.Samples, b.Samples) && slices.Equal(a.Shown, b.Shown)
}
