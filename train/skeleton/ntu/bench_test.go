package ntu

import "testing"

// BenchmarkPrepare reads, denoises and aligns the recordings of testdata, of 36
// frames on average.
func BenchmarkPrepare(b *testing.B) {
	f := open(b, unpack(b), Options{})
	b.ReportAllocs()
	clips := 0
	for b.Loop() {
		for i := range f.Len() {
			if _, err := f.Clip(i); err != nil {
				b.Fatal(err)
			}
			clips++
		}
	}
	b.ReportMetric(float64(clips)/b.Elapsed().Seconds(), "clips/s")
}
