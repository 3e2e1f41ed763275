package sweep

import (
	"fmt"
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/sim"
)

// Shards have every chunk of the sweep once, each about as many.
func TestShardsAreAPartition(t *testing.T) {
	for _, chunks := range []int64{1, 2, 5, 64, 100} {
		for _, n := range []int{1, 2, 3, 7, 100, 101} {
			seen := map[int64]int{}
			for i := range n {
				s, err := parseShard(fmt.Sprintf("%d/%d", i+1, n))
				if err != nil {
					t.Fatal(err)
				}
				count := s.chunks(chunks)
				if low := chunks / int64(n); count < low || count > low+1 {
					t.Errorf("shard %s has %d of %d chunks", s, count, chunks)
				}
				for k := range count {
					seen[s.chunk(k)]++
				}
			}
			for k := range chunks {
				if seen[k] != 1 {
					t.Errorf("%d shards: chunk %d of %d occurs %d times", n, k, chunks, seen[k])
				}
			}
			if int64(len(seen)) != chunks {
				t.Errorf("%d shards have %d of %d chunks", n, len(seen), chunks)
			}
		}
	}
}

func TestChunksCoverTheSpace(t *testing.T) {
	for _, c := range []struct {
		assignments []string
		points      int64
	}{
		{nil, 16},
		{[]string{"eta=0.1", "gamma=0.1", "beta=0"}, 16},
		{[]string{"design=sobol", "points=100000", "eta=0.1:1"}, 1024},
		{[]string{"design=sobol", "points=10000000", "eta=0.1:1"}, 2048},
		{[]string{"design=sobol", "points=10000000", "eta=0.1:1", "epochs=10"}, 4096},
		{[]string{"design=sobol", "points=10000000", "eta=0.1:1", "epochs=10:100000:10"}, 16},
	} {
		space := mustSpace(t, c.assignments...)
		if space.size != c.points {
			t.Errorf("%q: chunks of %d points, want %d", c.assignments, space.size, c.points)
		}
		at := int64(0)
		for k := range space.chunks() {
			from, to := space.chunk(k)
			if from != at || to <= from || to-from > space.size {
				t.Fatalf("%q: chunk %d is %d–%d after %d", c.assignments, k, from, to, at)
			}
			at = to
			if space.shardPoints(k+1) != at {
				t.Fatalf("%q: %d points in %d chunks, want %d", c.assignments, space.shardPoints(k+1), k+1, at)
			}
		}
		if at != space.Len() {
			t.Errorf("%q: chunks have %d of %d points", c.assignments, at, space.Len())
		}
	}
}

// Grouped and shared among workers, every summary is that of its own point.
func TestChunksAreComputedPointByPoint(t *testing.T) {
	for _, assignments := range [][]string{
		{"eta=0.1:1:0.1", "gamma=0.05,0.1", "seed=1:3:1", "noise=0.5", "epochs=20", "classes=6"},
		{"design=latin-hypercube", "points=50", "eta=0.1:1", "seed=1:3:1", "noise=0.5", "epochs=20", "classes=6"},
		{"design=sobol", "points=50", "eta=0.1:1", "noise=0:0.5", "source=hill,learning", "epochs=20", "classes=6"},
	} {
		space := mustSpace(t, assignments...)
		for _, workers := range []int{0, 1, 3} {
			got, err := new(batch).compute(space.walk(), 0, space.Len(), workers)
			if err != nil {
				t.Fatal(err)
			}
			for i := range space.Len() {
				p := space.At(i)
				want := make([]sim.Summary, 1)
				if err := sim.Summarise(p.Scenario, []dynamics.Parameters{p.Parameters}, want, 1); err != nil {
					t.Fatal(err)
				}
				if !same(got[i], want[0]) {
					t.Fatalf("%q: point %d with %d workers: %+v, want %+v", assignments, i, workers, got[i], want[0])
				}
			}
		}
	}
}

func TestChunksReportFaults(t *testing.T) {
	space := mustSpace(t)
	walk := space.walk()
	walk.space.base.parameters.InitialWeight = math.NaN()
	if _, err := new(batch).compute(walk, 0, 16, 1); err == nil {
		t.Error("no error for an initial weight that is no number")
	}
}

// same reports whether two summaries have the same bits; all NaN are one.
func same(a, b sim.Summary) bool { return fmt.Sprint(a) == fmt.Sprint(b) }
