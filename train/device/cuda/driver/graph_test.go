package driver_test

import (
	"slices"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

// A graph is launched with the arguments of its capture, and with what lies at their
// addresses when it runs, on any stream.
func TestGraph(t *testing.T) {
	cuda := use(t, func(b *bench) {
		s, other := b.stream(), b.stream()
		p := scale{x: b.send(1, 2, 3), factor: b.allocate(4), y: b.send(0, 0, 0), n: 3}
		must(b.Synchronise())
		factor, y := p.factor, p.y
		arguments := driver.NewArguments(driver.Value(&p))
		f := b.function("scale")

		must(b.BeginCapture(s))
		for i := range 2 { // y = factor·(factor·x + 0.25) + 0.5
			p.step = 0.25 * float32(i+1)
			must(b.Launch(s, &driver.Launch{Function: f, Grid: grid1(1), Block: grid1(1), Arguments: arguments}))
			p.x = y
		}
		g := got(b.EndCapture(s))
		b.later(func() error { return b.DestroyGraph(g) })
		p = scale{}
		if got := b.fetch(y, 3); !slices.Equal(got, []float32{0, 0, 0}) {
			t.Errorf("a capture runs: y = %v", got)
		}

		for value, on := range map[float32]driver.Stream{2: s, 10: other} {
			must(b.CopyToDevice(on, factor, driver.Bytes([]float32{value})))
			must(b.LaunchGraph(on, g))
			must(b.SynchroniseStream(on))
			want := make([]float32, 3)
			for i := range want {
				want[i] = value*(value*float32(i+1)+0.25) + 0.5
			}
			if got := b.fetch(y, 3); !slices.Equal(got, want) {
				t.Errorf("factor %g gives %v, want %v", value, got, want)
			}
		}
	})
	if n := cuda.Count("graphs"); n != 0 {
		t.Errorf("%d graphs are left", n)
	}
}

// A capture ends with its stream, and nothing is held up by it.
func TestCaptureOfADestroyedStream(t *testing.T) {
	use(t, func(b *bench) {
		s := got(b.NewStream())
		must(b.BeginCapture(s))
		must(b.DestroyStream(s))
		if got := b.fetch(b.send(7), 1); got[0] != 7 {
			t.Errorf("then a copy brings %v", got)
		}
	})
}

func TestGoneGraph(t *testing.T) {
	use(t, func(b *bench) {
		s := b.stream()
		must(b.BeginCapture(s))
		wantCode(t, "a capture in a capture", b.BeginCapture(s), "cuStreamBeginCapture_v2", "CUDA_ERROR_INVALID_VALUE")
		g := got(b.EndCapture(s))
		must(b.LaunchGraph(s, g)) // of nothing
		must(b.DestroyGraph(g))
		wantCode(t, "a destroyed graph", b.LaunchGraph(s, g), "cuGraphLaunch", "CUDA_ERROR_INVALID_HANDLE")
		wantCode(t, "a destroyed graph", b.DestroyGraph(g), "cuGraphExecDestroy", "CUDA_ERROR_INVALID_HANDLE")
	})
}

// The copies of a graph take what is in pinned memory when it runs, and leave it there.
func TestGraphOfCopies(t *testing.T) {
	use(t, func(b *bench) {
		s := b.stream()
		from, to := b.pinned(8), b.pinned(8)
		p, q := b.allocate(8), b.allocate(12)
		must(b.BeginCapture(s))
		must(b.CopyToDevice(s, p, from))
		must(b.Fill(s, q, 0x2e2e2e2e, 3))
		must(b.CopyOnDevice(s, q+2, p, 8))
		must(b.CopyToHost(s, to, q))
		g := got(b.EndCapture(s))
		b.later(func() error { return b.DestroyGraph(g) })
		for _, text := range []string{"one  two", "three 4 "} {
			copy(from, text)
			must(b.LaunchGraph(s, g))
			must(b.SynchroniseStream(s))
			if want := ".." + text[:6]; string(to) != want {
				t.Errorf("%q comes back, want %q", to, want)
			}
		}
	})
}

// What can't be captured fails, and spoils the capture; the stream goes on.
func TestSpoiltCapture(t *testing.T) {
	use(t, func(b *bench) {
		s, p := b.stream(), b.allocate(4)
		for what, spoil := range map[string]func() error{
			"Allocate":          func() error { _, err := b.Allocate(4); return err },
			"Free":              func() error { return b.Free(p) },
			"Synchronise":       b.Synchronise,
			"SynchroniseStream": func() error { return b.SynchroniseStream(s) },
			"Load":              func() error { _, err := b.Load(standin.Image(got(kernels()))); return err },
		} {
			must(b.BeginCapture(s))
			must(b.Fill(s, p, 1, 1))
			err := spoil()
			if e, ok := asError(err); !ok || e.Name != "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED" {
				t.Errorf("%s in a capture: %v", what, err)
			}
			_, err = b.EndCapture(s)
			wantCode(t, what, err, "cuStreamEndCapture", "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED")
			must(b.SynchroniseStream(s))
		}
		_, err := b.EndCapture(s)
		wantCode(t, "an end without a beginning", err, "cuStreamEndCapture", "CUDA_ERROR_STREAM_CAPTURE_UNMATCHED")
		wantCode(t, "the default stream", b.BeginCapture(0), "cuStreamBeginCapture_v2", "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED")
		for _, v := range b.fetch(p, 1) {
			if v == v {
				t.Error("a spoilt capture runs")
			}
		}
	})
}
