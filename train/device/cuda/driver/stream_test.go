package driver_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"aeed/train/device/cuda/driver"
)

func TestStreamsRunInOrder(t *testing.T) {
	use(t, func(b *bench) {
		s, p := b.stream(), b.allocate(4)
		for i := range 10 {
			must(b.Fill(s, p, uint32(i), 1))
		}
		must(b.SynchroniseStream(s))
		if got := math.Float32bits(b.fetch(p, 1)[0]); got != 9 {
			t.Errorf("the last of 10 fills is %d", got)
		}
	})
}

// A stream that waits for an event of another one runs after it, and no other does.
func TestWait(t *testing.T) {
	use(t, func(b *bench) {
		first, second := b.stream(), b.stream()
		p, q := b.send(1), b.send(2)
		must(b.Synchronise())
		ready := b.event()
		must(b.Wait(second, ready)) // never recorded: nothing to wait for
		must(b.Fill(first, p, math.Float32bits(5), 1))
		must(b.Record(first, ready))
		must(b.Fill(first, p, math.Float32bits(6), 1))
		must(b.Wait(second, ready))
		must(b.CopyOnDevice(second, q, p, 4))
		must(b.SynchroniseStream(second))
		var got [1]float32
		must(b.CopyToHost(second, driver.Bytes(got[:]), q))
		if got[0] != 5 {
			t.Errorf("the second stream finds %g, want 5", got[0])
		}
		if got := b.fetch(p, 1)[0]; got != 6 {
			t.Errorf("the first stream leaves %g, want 6", got)
		}
	})
}

func TestElapsed(t *testing.T) {
	use(t, func(b *bench) {
		s := b.stream()
		from, to, never := b.event(), b.event(), b.event()
		must(b.Record(s, from))
		must(b.SynchroniseStream(s))
		time.Sleep(20 * time.Millisecond)
		must(b.Record(s, to))
		_, err := b.Elapsed(from, to)
		wantCode(t, "an event that hasn't passed", err, "cuEventElapsedTime", "CUDA_ERROR_NOT_READY")
		must(b.SynchroniseStream(s))
		if got := got(b.Elapsed(from, to)); got < 20*time.Millisecond || got > time.Minute {
			t.Errorf("%v elapsed, want 20ms", got)
		}
		_, err = b.Elapsed(from, never)
		wantCode(t, "an event that was never recorded", err, "cuEventElapsedTime", "CUDA_ERROR_INVALID_HANDLE")
	})
}

func TestGoneHandles(t *testing.T) {
	use(t, func(b *bench) {
		s, e := got(b.NewStream()), got(b.NewEvent())
		must(b.DestroyStream(s))
		must(b.DestroyEvent(e))
		wantCode(t, "SynchroniseStream", b.SynchroniseStream(s), "cuStreamSynchronize", "CUDA_ERROR_INVALID_HANDLE")
		wantCode(t, "DestroyStream", b.DestroyStream(s), "cuStreamDestroy_v2", "CUDA_ERROR_INVALID_HANDLE")
		wantCode(t, "Record", b.Record(0, e), "cuEventRecord", "CUDA_ERROR_INVALID_HANDLE")
		wantCode(t, "Wait", b.Wait(0, e), "cuStreamWaitEvent", "CUDA_ERROR_INVALID_HANDLE")
		wantCode(t, "DestroyEvent", b.DestroyEvent(e), "cuEventDestroy_v2", "CUDA_ERROR_INVALID_HANDLE")
	})
}

// A stream that is destroyed with work on it finishes that.
func TestDestroyFinishes(t *testing.T) {
	use(t, func(b *bench) {
		p := b.send(1, 2)
		must(b.Synchronise())
		s := got(b.NewStream())
		must(b.Fill(s, p, 0, 1))
		must(b.DestroyStream(s))
		if got := b.fetch(p, 2); !slices.Equal(got, []float32{0, 2}) {
			t.Errorf("the stream leaves %v", got)
		}
	})
}
