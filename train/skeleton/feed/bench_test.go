package feed

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"aeed/train/skeleton"
)

// BenchmarkFeeder gives clips a second of random views of NTU clips with 100 frames
// and two bodies, in batches of 64, without what a real source needs to read them.
func BenchmarkFeeder(b *testing.B) {
	source := &memory{graph: skeleton.NTU25()}
	random := rand.New(rand.NewPCG(1, 0))
	for range 256 {
		source.clips = append(source.clips, noise(random, source.graph, 100, 2))
	}
	order := upTo(256)
	for _, kind := range Kinds() {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", kind, workers), func(b *testing.B) {
				f, err := New(source, options(kind, true, func(o *Options) { o.Workers, o.Modality = workers, skeleton.JointMotion }))
				if err != nil {
					b.Fatal(err)
				}
				clips := 0
				for b.Loop() {
					for batch, err := range f.Epoch(context.Background(), 0, order, 64) {
						if err != nil {
							b.Fatal(err)
						}
						clips += len(batch.Classes)
					}
				}
				b.ReportMetric(float64(clips)/b.Elapsed().Seconds(), "clips/s")
			})
		}
	}
}

// In the steady state a clip of joints costs no allocation.
func TestAllocatesNothingPerClip(t *testing.T) {
	source := noises(1, 8)
	for _, kind := range Kinds() {
		f, err := New(source, options(kind, true, func(o *Options) { o.Window = 4 }))
		if err != nil {
			t.Fatal(err)
		}
		epoch := func(n int) float64 {
			order := upTo(n)
			return testing.AllocsPerRun(5, func() {
				for _, err := range f.Epoch(context.Background(), 0, order, 8) {
					if err != nil {
						t.Fatal(err)
					}
				}
			})
		}
		if short, long := epoch(16), epoch(160); long-short > 10 {
			t.Errorf("%s: an epoch of 16 clips allocates %g times, one of 160 %g times", kind, short, long)
		}
	}
}
