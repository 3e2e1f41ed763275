package kernels_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"unsafe"

	"aeed/internal/philox"
	"aeed/train/device/cuda/kernels"
	"aeed/train/mixing"
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

func newMoves(graph skeleton.Graph, channels int) *moves {
	m := &moves{graph: graph, channels: channels}
	random := rand.New(rand.NewPCG(1, uint64(channels)))
	for i := range 7 {
		shown, empty := 1+random.IntN(90), random.IntN(5) // frames, and some after them that show nobody
		clip := skeleton.NewClip(skeleton.Record{Class: i % 3}, channels, shown+empty, graph.Vertices(), 1+i%2)
		for c := range channels {
			first := clip.Index(c, 0, 0, 0)
			for k := range clip.Index(0, shown, 0, 0) {
				clip.X[first+k] = float32(random.NormFloat64())
			}
		}
		m.clips = append(m.clips, clip)
	}
	return m
}

// stored lays the clips out as the device has them.
func (m *moves) stored() (data []float32, clips []kernels.StoredClip) {
	for _, c := range m.clips {
		clips = append(clips, kernels.StoredClip{At: int64(len(data)), Frames: int32(c.Frames), Bodies: int32(c.Bodies), Shown: int32(c.ShownFrames()), Label: int32(c.Class)})
		data = append(data, c.X...)
	}
	return data, clips
}

// Batches are those of package feed: all modalities, training and testing, in space
// and in the image.
func TestBatches(t *testing.T) {
	inBothOrders(t, func(t *testing.T) {
		for _, source := range []*moves{newMoves(skeleton.NTU25(), 3), newMoves(skeleton.COCO17(), 3), newMoves(skeleton.UCLA20(), 2)} {
			for _, modality := range skeleton.Modalities() {
				for _, train := range []bool{true, false} {
					checkBatch(t, source, modality, train)
				}
			}
		}
	})
}

func checkBatch(t *testing.T, source *moves, modality skeleton.Modality, train bool) {
	t.Helper()
	o := feed.Defaults(feed.NTU, train)
	o.Modality, o.Window, o.Seed, o.Workers = modality, 21, 1<<40|5, 1
	feeder, err := feed.New(source, o)
	if err != nil {
		t.Fatal(err)
	}
	const epoch = 3
	order := []int{4, 0, 6, 8, 2, 1, 5, 3, 20} // some a second time, in another view
	var want *feed.Batch
	for batch, err := range feeder.Epoch(context.Background(), epoch, order, len(order)) {
		if err != nil {
			t.Fatal(err)
		}
		want = &feed.Batch{X: slices.Clone(batch.X), Classes: slices.Clone(batch.Classes)}
	}
	channels, frames, joints, bodies := feeder.Extents()
	planar := source.channels == 2 || source.graph.Equal(skeleton.COCO17())
	x, labels := madeBatch(t, source, o, planar, epoch, order, channels*frames*joints*bodies)
	if !slices.Equal(labels, want.Classes) {
		t.Errorf("%s, %d coordinates, train %t: classes %v, want %v", modality, channels, train, labels, want.Classes)
	}
	near(t, string(modality), x, doubles(want.X), 1e-7)
	if !train && !slices.Equal(x, want.X) {
		t.Errorf("%s, %d coordinates: a test batch is not bit for bit what it should be", modality, channels)
	}
}

// madeBatch makes a batch with the kernels.
func madeBatch(t *testing.T, source *moves, o feed.Options, planar bool, epoch uint32, order []int, size int) (x []float32, labels []int) {
	data, stored := source.stored()
	var place []int32
	for _, i := range order {
		place = append(place, int32(i))
	}
	var parents []int32
	for _, p := range source.graph.Parent {
		parents = append(parents, int32(p))
	}
	n, epochs := len(order), []uint32{epoch}
	views, classes := make([]kernels.View, n), make([]int32, n)
	x = poisoned[float32](n * size)
	v := kernels.Views{
		Stored: at(stored), Place: at(place), Epoch: at(epochs), Views: at(views), Labels: at(classes),
		Seed: o.Seed, CropLow: o.CropLow, CropHigh: o.CropHigh, GreatestAngle: o.MaxAngle,
		Clips: int32(n), StoredCount: int32(len(stored)), Window: int32(o.Window), Planar: one(planar), Train: one(o.Train),
	}
	b := kernels.Batch{
		Data: at(data), Stored: at(stored), Place: at(place), Views: at(views), X: at(x),
		Clips: int32(n), StoredCount: int32(len(stored)), Channels: int32(source.channels), Window: int32(o.Window),
		Joints: int32(source.graph.Vertices()), Bodies: 2, Motion: one(o.Modality.HasMotion()),
	}
	if o.Modality.HasBones() {
		b.Parent = at(parents)
	}
	emulated(t).Run(v.Launch(), b.Launch())
	runtime.KeepAlive([]any{data, stored, place, parents, epochs, views, classes, x})
	return x, whole(classes)
}

func one(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// CS-Mix is package mixing's, bit for bit.
func TestBlend(t *testing.T) {
	inBothOrders(t, func(t *testing.T) {
		shape := [5]int{5, 3, 7, 11, 2}
		x := numbersOf(shape)
		strategy, err := mixing.New("cs-mix", mixing.Settings{Alpha: 1})
		if err != nil {
			t.Fatal(err)
		}
		var want mixing.Mixed
		mixing.Mix(strategy, philox.NewStream(1, philox.Mixing, 0, 0), x, shape, make([]int, shape[0]), &want)
		partner, ratio, mixed := small(want.Partner), []float64{want.PhysicalRatio[0]}, poisoned[float32](len(x))
		m := kernels.Mix{X: at(x), Mixed: at(mixed), Partner: at(partner), Ratio: at(ratio), Channels: 3, Frames: 7, Joints: 11, Bodies: 2}
		emulated(t).Run(m.Blend(shape[0]))
		runtime.KeepAlive([]any{partner, ratio})
		if !slices.Equal(mixed, want.X) {
			t.Error("the blend is another one")
		}
	})
}

// A window of the partner's frames, in all joints and in some.
func TestCut(t *testing.T) {
	inBothOrders(t, func(t *testing.T) {
		shape := [5]int{3, 2, 9, 6, 2}
		x, partner, window := numbersOf(shape), []int32{1, 2, 0}, []int32{2, 4}
		for _, joints := range [][]byte{nil, {0, 1, 1, 0, 0, 1}} {
			mixed := poisoned[float32](len(x))
			m := kernels.Mix{X: at(x), Mixed: at(mixed), Partner: at(partner), Window: at(window), JointCut: at(joints), Channels: 2, Frames: 9, Joints: 6, Bodies: 2}
			emulated(t).Run(m.Cut(shape[0]))
			runtime.KeepAlive([]any{partner, window, joints})
			size := len(x) / shape[0]
			for i, got := range mixed {
				clip, frame, joint := i/size, i/12%9, i/2%6
				if frame >= 2 && frame < 6 && (joints == nil || joints[joint] == 1) {
					clip = int(partner[clip])
				}
				if want := x[clip*size+i%size]; got != want {
					t.Fatalf("number %d is %v and should be %v", i, got, want)
				}
			}
		}
	})
}

func numbersOf(shape [5]int) []float32 {
	random := rand.New(rand.NewPCG(4, 4))
	x := make([]float32, shape[0]*shape[1]*shape[2]*shape[3]*shape[4])
	for i := range x {
		x[i] = float32(random.NormFloat64())
	}
	return x
}

func small(numbers []int) (all []int32) {
	for _, n := range numbers {
		all = append(all, int32(n))
	}
	return all
}

// What is laid out for the device is as large as static_assert says in batch.cu.
func TestStructs(t *testing.T) {
	if view, clip := unsafe.Sizeof(kernels.View{}), unsafe.Sizeof(kernels.StoredClip{}); view != 80 || clip != 24 {
		t.Errorf("a View has %d bytes and a StoredClip %d, those of the kernels 80 and 24", view, clip)
	}
}
