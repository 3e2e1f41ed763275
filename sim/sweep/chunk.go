package sweep

import (
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"

	"aeed/dynamics"
	"aeed/sim"
)

// A sweep is computed in chunks of neighbouring points. Their size depends on the
// space alone, so that shards and restarts agree on it.

const (
	mostChunkPoints  = 4096
	leastChunkPoints = 16
	chunkSteps       = 1 << 24 // class-epochs: some 20 ms to lose
	fewestChunks     = 64      // of a sweep that has enough points, for shards and progress
)

// chunkPoints returns the number of points of every chunk but the last, a power
// of 2.
func (p *Space) chunkPoints() int64 {
	steps := p.greatest("classes") * p.greatest("epochs")
	size := min(chunkSteps/max(steps, 1), p.count/fewestChunks, mostChunkPoints)
	return max(leastChunkPoints, int64(1)<<bits.Len64(uint64(size))>>1)
}

func (p *Space) greatest(axis string) int64 {
	i, _ := axisByName(axis)
	most := 0.0
	for _, probe := range p.spec.axes[i].probes() {
		most = max(most, probe.Number)
	}
	return int64(min(most, 1<<30))
}

// chunks returns the number of chunks.
func (p *Space) chunks() int64 { return (p.count + p.size - 1) / p.size }

// chunk returns the half-open range of the points of chunk k.
func (p *Space) chunk(k int64) (from, to int64) {
	return k * p.size, min((k+1)*p.size, p.count)
}

// shardPoints returns the number of points in the first k chunks of the spec's
// shard.
func (p *Space) shardPoints(k int64) int64 {
	if k == 0 {
		return 0
	}
	from, to := p.chunk(p.spec.shard.chunk(k - 1)) // only the last can be short
	return (k-1)*p.size + to - from
}

// A batch computes chunks; its memory is reused.
type batch struct {
	points    []Point
	summaries []sim.Summary
	groups    []group
}

// A group is the points of a chunk that share a scenario.
type group struct {
	scenario  *sim.Scenario
	places    []int // in the chunk
	points    []dynamics.Parameters
	summaries []sim.Summary
}

// compute returns the summaries of the points from … to−1, valid until the next
// call.
func (b *batch) compute(w *walk, from, to int64, workers int) ([]sim.Summary, error) {
	b.points = b.points[:0]
	for i := from; i < to; i++ {
		b.points = append(b.points, w.at(i))
	}
	b.group()
	if err := b.summarise(workers); err != nil {
		return nil, err
	}
	if b.summaries = b.summaries[:0]; cap(b.summaries) < len(b.points) {
		b.summaries = make([]sim.Summary, 0, len(b.points))
	}
	b.summaries = b.summaries[:len(b.points)]
	for _, g := range b.groups {
		for j, place := range g.places {
			b.summaries[place] = g.summaries[j]
		}
	}
	return b.summaries, nil
}

// group collects the points that share a scenario, wherever they are in the
// chunk: a random design mixes scenarios.
func (b *batch) group() {
	b.groups = b.groups[:0]
	found := map[scenarioKey]int{}
	i := 0
	for place := range b.points {
		p := &b.points[place]
		if place == 0 || p.Scenario != b.points[place-1].Scenario {
			key := keyOf(&p.setting)
			known := false
			if i, known = found[key]; !known {
				i = len(b.groups)
				found[key] = i
				b.groups = append(b.groups, group{scenario: p.Scenario})
			}
		}
		g := &b.groups[i]
		g.places = append(g.places, place)
		g.points = append(g.points, p.Parameters)
	}
	for i := range b.groups {
		b.groups[i].summaries = make([]sim.Summary, len(b.groups[i].points))
	}
}

// A scenarioKey is equal for equal scenarios.
type scenarioKey struct {
	classes, largest, epochs int
	imbalance, noise         float64
	source                   sim.Source
	seed                     uint64
}

func keyOf(s *setting) scenarioKey {
	return scenarioKey{s.classes, s.largest, s.epochs, s.imbalance, s.noise, s.source, s.seed}
}

// summarise shares the groups among the workers if there are many, else the
// points of each.
func (b *batch) summarise(workers int) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	inner := 1
	if len(b.groups) < 2*workers {
		inner, workers = workers, 1
	}
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, workers)
	for i := range errs {
		group.Go(func() {
			for k := int(next.Add(1)) - 1; k < len(b.groups) && errs[i] == nil; k = int(next.Add(1)) - 1 {
				g := &b.groups[k]
				errs[i] = sim.Summarise(g.scenario, g.points, g.summaries, inner)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
