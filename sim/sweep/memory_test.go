package sweep

import (
	"context"
	"fmt"
	"runtime"
	"testing"
	"time"
)

// peakOf returns the most bytes of heap in use while f runs.
func peakOf(f func()) (peak uint64) {
	runtime.GC()
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		var stats runtime.MemStats
		for {
			runtime.ReadMemStats(&stats)
			peak = max(peak, stats.HeapInuse)
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	<-done
	return peak
}

// Six times the points, in as many row groups more, take no more memory.
func TestMemoryDoesNotGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("a million points")
	}
	sweep := func(points int) uint64 {
		spec := mustSpec(t, "design=sobol", fmt.Sprintf("points=%d", points), "eta=0.1:1", "gamma=0.01:0.1", "classes=2", "epochs=2")
		return peakOf(func() {
			r, err := Run(context.Background(), spec, t.TempDir(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			for _, err := range r.Rows() {
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	sweep(1000) // what is made once
	few, many := sweep(70_000), sweep(420_000)
	t.Logf("%d MB for 70 000 points, %d MB for 420 000", few>>20, many>>20)
	if many > few+few/2+8<<20 {
		t.Errorf("%d bytes for 70 000 points, %d for 420 000", few, many)
	}
}
