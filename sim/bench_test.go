package sim

import (
	"fmt"
	"testing"

	"aeed/dynamics"
)

// perSecond reports the rate of class-steps: one epoch of one class at one point.
func perSecond(b *testing.B, classSteps int) {
	b.ReportMetric(float64(classSteps)*float64(b.N)/b.Elapsed().Seconds(), "class-steps/s")
}

// BenchmarkSummarise runs 60 classes for 100 epochs on one worker.
func BenchmarkSummarise(b *testing.B) {
	s := DefaultScenario()
	s.Source = Open{BySize{Start: 1, Floor: 0.05, Tau: 8, Slower: 0.3, Higher: 0.3}}
	points := grid(4096)
	dst := make([]Summary, len(points))
	for _, k := range kernelsHere() {
		for _, block := range []int{maxBlock / 2, maxBlock, 2 * maxBlock} {
			b.Run(fmt.Sprintf("%s/block=%d", k.name, block), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					summarise(&s, points, dst, 1, block, &k)
				}
				perSecond(b, len(points)*s.Classes()*(s.Epochs-1))
			})
		}
	}
}

// BenchmarkSummariseOne is the plain form.
func BenchmarkSummariseOne(b *testing.B) {
	s := DefaultScenario()
	s.Source = Open{Learning{1, 0.1, 15}}
	p := dynamics.DefaultParameters()
	b.ReportAllocs()
	for b.Loop() {
		summariseOne(&s, &p)
	}
	perSecond(b, s.Classes()*(s.Epochs-1))
}

// BenchmarkDecay advances lanes with their own entropies on one worker.
func BenchmarkDecay(b *testing.B) {
	const epochs = 100
	lanes := NewLanes(1 << 16)
	for _, k := range kernelsHere() {
		b.Run(k.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				lanes.advance(epochs, 1, &k)
			}
			perSecond(b, lanes.Len()*epochs)
		})
	}
}
