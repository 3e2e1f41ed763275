package cuda

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/floats"

	"aeed/internal/philox"
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/mixing"
	"aeed/train/network"
	"aeed/train/program"
	"aeed/train/skeleton"
	"aeed/train/skeleton/feed"
)

// moves is a source of clips of random positions, of one or two bodies.
type moves struct {
	graph skeleton.Graph
	clips []skeleton.Clip
}

func (m *moves) Describe() skeleton.Description {
	return skeleton.Description{Format: "test", Graph: m.graph, Channels: 3, Bodies: 2, Classes: []string{"a", "b", "c"}}
}
func (m *moves) Len() int                          { return len(m.clips) }
func (m *moves) Record(i int) skeleton.Record      { return m.clips[i].Record }
func (m *moves) Clip(i int) (skeleton.Clip, error) { return m.clips[i], nil }
func (m *moves) Splits() []skeleton.Split          { return nil }
func (m *moves) Close() error                      { return nil }

func newMoves(t testing.TB) *moves {
	graph, err := skeleton.GraphByName("ucla-20")
	if err != nil {
		t.Fatal(err)
	}
	m := &moves{graph: graph}
	random := rand.New(rand.NewPCG(7, 1))
	for i := range 9 {
		shown := 1 + random.IntN(20)
		clip := skeleton.NewClip(skeleton.Record{Class: i % 3}, 3, shown+random.IntN(3), graph.Vertices(), 1+i%2)
		for c := range 3 {
			for k := range clip.Index(0, shown, 0, 0) {
				clip.X[clip.Index(c, 0, 0, 0)+k] = float32(random.NormFloat64())
			}
		}
		m.clips = append(m.clips, clip)
	}
	return m
}

// A course is steps of training on clips, taken by the host or by the device.
type course struct {
	*testing.T
	source   *moves
	feeder   *feed.Feeder
	bodies   int
	strategy mixing.Strategy
	batches  [][]int // places
	mixed    []bool  // which steps have a mixed pass
}

func newCourse(t *testing.T, bodies int, kind feed.Kind, strategy string) *course {
	c := &course{T: t, source: newMoves(t), bodies: bodies, batches: [][]int{{0, 3, 4, 11}, {5, 1, 2, 6}, {7, 8, 9, 0}, {3, 2}}, mixed: []bool{true, false, true, true}}
	o := feed.Defaults(kind, true)
	o.Window, o.Bodies, o.Workers, o.Seed, o.MaxAngle = 8, bodies, 1, 5, 0 // without sines, which may differ in a bit
	var err error
	if c.feeder, err = feed.New(c.source, o); err != nil {
		t.Fatal(err)
	}
	if c.strategy, err = mixing.New(strategy, mixing.Settings{Alpha: 1, Parts: c.source.graph.Parts, ClassSizes: []int{30, 3, 2}}); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *course) network(d device.Device) *network.Network {
	channels, frames, joints, bodies := c.feeder.Extents()
	a := ctrgcn.Architecture{Channels: channels, Frames: frames, Joints: joints, Bodies: bodies, Classes: 3,
		Adjacency: c.source.graph.Adjacency(), Blocks: []ctrgcn.Block{{Width: 16, Stride: 1}, {Width: 16, Stride: 2}}}
	parameters, running := a.Initialise(3)
	return network.New(a, d, ctrgcn.Weights{Parameters: parameters, Running: running})
}

const epochOfCourse = 2

// step returns a step, and the clips that it mixes.
func (c *course) step(number int) (s network.ResidentStep, mixed *mixing.Mixed) {
	places := c.batches[number]
	for _, place := range places {
		s.Labels = append(s.Labels, c.source.clips[place%len(c.source.clips)].Class)
	}
	s.Batch = network.Batch{Epoch: epochOfCourse, Places: places, Shown: c.shown(places)}
	s.Objective = network.Objective{ClassWeights: []float64{0.5, 1, 2}, Scale: 0.75, Epsilon: 1e-8}
	s.Descent = device.Descent{LearningRate: 0.05, Momentum: 0.9, WeightDecay: 1e-3, MaxGradient: 3}
	if !c.mixed[number] {
		return s, nil
	}
	mixed = new(mixing.Mixed)
	channels, frames, joints, bodies := c.feeder.Extents()
	c.strategy.Draw(philox.NewStream(1, philox.Mixing, epochOfCourse, uint32(number)), [5]int{len(places), channels, frames, joints, bodies}, s.Labels, mixed)
	s.Mixture = &network.Mixture{Partner: mixed.Partner, Own: mixed.LabelRatio}
	if mixed.Semantic {
		s.Mixture.Own = nil
	}
	s.MixedShown, s.Ratio = slices.Clone(mixed.Shown(s.Shown)), mixed.PhysicalRatio[0]
	if mixed.Cut {
		s.Cut = &device.Cut{Start: mixed.Window.Start, Length: mixed.Window.Length, Joints: mixed.Window.Joints}
	}
	return s, mixed
}

func (c *course) shown(places []int) (shown []bool) {
	for _, place := range places {
		clip, err := c.feeder.Clips(nil).Clip(place % len(c.source.clips))
		if err != nil {
			c.Fatal(err)
		}
		shown = append(shown, clip.Present...)
	}
	return shown
}

// places returns those of the clips of all batches, each once.
func (c *course) places() []int {
	var all []int
	for _, place := range slices.Concat(c.batches...) {
		all = append(all, place%len(c.source.clips))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// onHost takes the steps with batches of the host's.
func (c *course) onHost(n *network.Network) (outcomes []network.Outcome) {
	channels, frames, joints, bodies := c.feeder.Extents()
	for number, places := range c.batches {
		s, mixed := c.step(number)
		for batch, err := range c.feeder.Epoch(context.Background(), epochOfCourse, places, len(places)) {
			if err != nil {
				c.Fatal(err)
			}
			var x []float64
			if mixed != nil {
				mixed.Fill(batch.X, [5]int{len(places), channels, frames, joints, bodies})
				x = double(mixed.X)
			}
			outcomes = append(outcomes, n.Take(s.Step, double(batch.X), x))
		}
	}
	return outcomes
}

// resident takes the steps on the device, so many at a time.
func (c *course) resident(n *network.Network, atOnce int) (outcomes []network.Outcome) {
	t, is := n.Trainer()
	if !is {
		c.Fatal("the device takes no steps by itself")
	}
	if err := t.Load(c.feeder.Clips(c.places())); err != nil {
		c.Fatal(err)
	}
	var steps []network.ResidentStep
	for number := range c.batches {
		s, _ := c.step(number)
		steps = append(steps, s)
	}
	for some := range slices.Chunk(steps, atOnce) {
		outcomes = append(outcomes, n.TakeResident(t, c.feeder.Preparation(), some)...)
	}
	return outcomes
}

func double(x []float32) (y []float64) {
	for _, v := range x {
		y = append(y, float64(v))
	}
	return y
}

// numbers returns everything that came of steps.
func numbers(outcomes []network.Outcome) (all [][]float64) {
	for _, o := range outcomes {
		all = append(all, o.Clean.LogPosterior, o.Clean.PerClip, o.Clean.Entropy, o.Features, o.MixedFeatures)
		if m := o.Mixed; m != nil {
			all = append(all, m.PerClip, m.Entropy, m.Own, m.Weights, m.DivergenceA, m.DivergenceB)
		}
	}
	return all
}

func vectors(n *network.Network) [][]float64 {
	return [][]float64{n.Read(device.Parameters), n.Read(device.Running), n.Read(device.Momentum)}
}

// Steps that the device takes by itself are bit for bit the same however many are taken at
// once, and those that the host leads it through. On a card they are so but for rounding:
// it may fuse what makes the sines of a turn.
func TestResidentSteps(t *testing.T) {
	for kind, strategy := range map[feed.Kind]string{feed.NTU: "cs-mix", feed.UCLA: "cutmix-parts"} {
		t.Run(strategy, func(t *testing.T) {
			d := start(t)
			c := newCourse(t, 1, kind, strategy)
			host, four, one := c.network(d), c.network(d), c.network(d)
			defer host.Close()
			defer four.Close()
			defer one.Close()
			want, got, again := numbers(c.onHost(host)), numbers(c.resident(four, 4)), numbers(c.resident(one, 1))
			if !equal(again, got) || !equal(vectors(one), vectors(four)) {
				t.Error("steps one by one differ from four at once")
			}
			if apart := max(farthest(got, want), farthest(vectors(four), vectors(host))); apart > 0 && !onCard() || !(apart <= 1e-3) {
				t.Errorf("steps are %g apart from the host's", apart)
			}
			if four.Weights().Batches != host.Weights().Batches || one.Weights().Batches != host.Weights().Batches {
				t.Error("the numbers of batches differ")
			}
		})
	}
}

func equal(a, b [][]float64) bool { return slices.EqualFunc(a, b, slices.Equal) }

// farthest returns how far some vectors are from what they should be, at most, in terms of
// the length of that.
func farthest(got, want [][]float64) (apart float64) {
	for i := range want {
		difference := make([]float64, len(want[i]))
		floats.SubTo(difference, got[i], want[i])
		if norm := floats.Norm(difference, 2); norm != 0 { // NaN is not
			apart = max(apart, norm/floats.Norm(want[i], 2))
		}
	}
	return apart
}

// Where bodies are absent one sequence stands for several, which changes nothing but the
// rounding.
func TestResidentStepsShareAbsentBodies(t *testing.T) {
	d := start(t)
	c := newCourse(t, 2, feed.NTU, "cs-mix")
	// 13 second bodies of which one is there, in buckets of 16 and of 8 sequences.
	c.batches, c.mixed = [][]int{{0, 2, 4, 6, 8, 1, 0, 2, 4, 6, 8, 0}, {0, 2, 4, 6, 8, 0, 2}}, []bool{true, false}
	for i, want := range []int{14, 8} {
		if got := len(program.DistinctBodies(c.shown(c.batches[i]), 2).Copies); got != want {
			t.Fatalf("batch %d has %d distinct bodies, not %d", i, got, want)
		}
	}
	host, n := c.network(d), c.network(d)
	defer host.Close()
	defer n.Close()
	want, got := numbers(c.onHost(host)), numbers(c.resident(n, 2))
	if apart := farthest(got, want); !(apart <= 1e-3) {
		t.Errorf("steps are %g apart from the host's", apart)
	}
}
