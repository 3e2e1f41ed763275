//go:build !gorgonia_cu

package driver_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unsafe"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

func TestNoLibrary(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing.so")
	t.Setenv("AEED_LIBCUDA", missing)
	wantUnavailable(t, "AEED_LIBCUDA names", missing)

	text := filepath.Join(t.TempDir(), "text.so")
	if err := os.WriteFile(text, []byte("not a library"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AEED_LIBCUDA", text)
	wantUnavailable(t, text)

	t.Setenv("AEED_LIBCUDA", "libc.so.6")
	wantUnavailable(t, "not an NVIDIA driver", "cuDriverGetVersion")

	if _, err := os.Stat("/dev/nvidiactl"); err == nil {
		t.Skip("the machine has a driver")
	}
	t.Setenv("AEED_LIBCUDA", "")
	wantUnavailable(t, "libcuda.so.1", "/usr/local/nvidia/lib64", "AEED_LIBCUDA")
}

func TestNoCard(t *testing.T) {
	cuda := standin.Start(t)
	cuda.Set(t, standin.Init, 999)
	wantUnavailable(t, "cuInit", "999")
	cuda.Set(t, standin.Init, 3)
	wantUnavailable(t, "CUDA_ERROR_NOT_INITIALIZED (3)", "initialization error")
	cuda.Set(t, standin.Init, 0)
	cuda.Set(t, standin.Cards, 0)
	wantUnavailable(t, "no card", "CUDA_VISIBLE_DEVICES")
	cuda.Set(t, standin.Cards, 2)
	d, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	for _, number := range []int{-1, 2} {
		if _, err := driver.Open(d, number); !errors.Is(err, driver.ErrUnavailable) || !strings.Contains(err.Error(), fmt.Sprintf("no card %d, of 2", number)) {
			t.Errorf("card %d: %v", number, err)
		}
	}
	cuda.Set(t, standin.Cards, 0) // as when one falls off the bus
	if _, err := driver.Open(d, 0); !errors.Is(err, driver.ErrUnavailable) {
		t.Errorf("a card that is gone: %v", err)
	}
}

// Arguments that aren't the kernel's never reach it.
func TestWrongArgumentsPanic(t *testing.T) {
	use(t, func(b *bench) {
		p, n := b.allocate(4), int64(0)
		poke, nothing := b.function("poke"), b.function("nothing")
		for what, l := range map[string]driver.Launch{
			"too few":   {Function: poke, Arguments: driver.NewArguments(driver.Value(&p))},
			"too many":  {Function: poke, Arguments: driver.NewArguments(driver.Value(&p), driver.Value(&n), driver.Value(&n))},
			"too small": {Function: poke, Arguments: driver.NewArguments(driver.Value(&p), driver.Parameter{At: unsafe.Pointer(&n), Size: 4})},
			"any":       {Function: nothing, Arguments: driver.NewArguments(driver.Value(&p))},
		} {
			l.Grid, l.Block = grid1(1), grid1(1)
			if text := panicOf(func() { must(b.Launch(0, &l)) }); !strings.HasPrefix(text, "driver: kernel "+l.Function.Name) {
				t.Errorf("%s: panics with %q", what, text)
			}
		}
		must(b.Launch(0, &driver.Launch{Function: nothing, Grid: grid1(1), Block: grid1(1), Arguments: driver.NewArguments()}))
	})
}

func TestLaunchAllocatesNothing(t *testing.T) {
	cuda := use(t, func(b *bench) {
		x, y, z := b.send(1, 2), b.send(10, 20), b.send(0, 0)
		n := int32(2)
		s := b.stream()
		must(b.Synchronise())
		l := &driver.Launch{Function: b.function("add"), Grid: grid1(1), Block: grid1(2),
			Arguments: driver.NewArguments(driver.Value(&x), driver.Value(&y), driver.Value(&z), driver.Value(&n))}
		if allocations := testing.AllocsPerRun(1000, func() { must(b.Launch(s, l)) }); allocations != 0 {
			t.Errorf("a launch allocates %g times", allocations)
		}
		must(b.BeginCapture(s))
		must(b.Launch(s, l))
		g := got(b.EndCapture(s))
		b.later(func() error { return b.DestroyGraph(g) })
		if allocations := testing.AllocsPerRun(1000, func() { must(b.LaunchGraph(s, g)) }); allocations != 0 {
			t.Errorf("the launch of a graph allocates %g times", allocations)
		}
		must(b.Synchronise())
	})
	if launches := cuda.Count("launches"); launches < 1000 {
		t.Errorf("%d launches reach the driver", launches)
	}
}

// A graph outlives nothing but the slices that it was captured with.
func TestGraphOfFreedMemory(t *testing.T) {
	gpu, _ := start(t)
	err := gpu.Do(func(c driver.Context) error {
		s := got(c.NewStream())
		p := got(c.Allocate(4))
		must(c.BeginCapture(s))
		must(c.Fill(s, p, 1, 1))
		g := got(c.EndCapture(s))
		must(c.LaunchGraph(s, g))
		must(c.Free(p)) // after what uses it
		must(c.LaunchGraph(s, g))
		wantCode(t, "a graph of freed memory", c.SynchroniseStream(s), "cuStreamSynchronize", "CUDA_ERROR_ILLEGAL_ADDRESS")
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	wantCode(t, "Close", gpu.Close(), "cuCtxSynchronize", "CUDA_ERROR_ILLEGAL_ADDRESS")
}

// A graph would use Go's memory after the garbage collector has freed it, and a copy of
// another stream would have to wait.
func TestCaptureTakesPinnedMemoryOnly(t *testing.T) {
	use(t, func(b *bench) {
		s, other := b.stream(), b.stream()
		p := b.allocate(8)
		pinned := b.pinned(8)
		must(b.BeginCapture(s))
		for what, err := range map[string]error{
			"to the card":   b.CopyToDevice(s, p, make([]byte, 8)),
			"from the card": b.CopyToHost(s, make([]byte, 8), p),
			"past its end":  b.CopyToHost(s, unsafe.Slice(&pinned[4], 5), p),
			"elsewhere":     b.CopyToDevice(other, p, make([]byte, 8)),
		} {
			if err == nil || !strings.Contains(err.Error(), "; hint: ") {
				t.Errorf("a copy %s: %v", what, err)
			}
		}
		_, err := b.AllocateHost(4)
		wantCode(t, "AllocateHost", err, "cuMemHostAlloc", "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED")
		_, err = b.EndCapture(s)
		wantCode(t, "the capture then", err, "cuStreamEndCapture", "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED")
		must(b.BeginCapture(s))
		must(b.CopyToDevice(s, p+1, pinned[1:]))
		must(b.CopyToDevice(s, p, nil))
		g := got(b.EndCapture(s))
		must(b.CopyToDevice(s, p, make([]byte, 8)))
		copy(pinned, "captured")
		must(b.LaunchGraph(s, g))
		must(b.DestroyGraph(g))
		back := make([]byte, 8)
		must(b.CopyToHost(s, back, p))
		if string(back) != "\x00aptured" {
			t.Errorf("the graph leaves %q", back)
		}
	})
}

func TestCaptureOfAGoneStream(t *testing.T) {
	use(t, func(b *bench) {
		s := got(b.NewStream())
		must(b.DestroyStream(s))
		wantCode(t, "a destroyed stream", b.BeginCapture(s), "cuStreamBeginCapture_v2", "CUDA_ERROR_INVALID_HANDLE")
	})
}

// Dynamic shared memory above 48 KiB has to be asked for.
func TestDynamicShared(t *testing.T) {
	use(t, func(b *bench) {
		p := b.allocate(28)
		f := b.function("report")
		l := &driver.Launch{Function: f, Grid: grid1(1), Block: grid1(1), DynamicShared: 200 << 10, Arguments: driver.NewArguments(driver.Value(&p))}
		wantCode(t, "nobody asked", b.Launch(0, l), "cuLaunchKernel", "CUDA_ERROR_INVALID_VALUE")
		if got := got(b.Occupancy(f, 256, 200<<10)); got != 0 {
			t.Errorf("%d blocks that can't be launched", got)
		}
		must(b.AllowDynamicShared(f, 200<<10))
		if got := got(b.Attributes(f)).DynamicShared; got != 200<<10 {
			t.Errorf("%d bytes are allowed", got)
		}
		must(b.Launch(0, l))
		if got := got(b.Occupancy(f, 256, 100<<10)); got != 2 {
			t.Errorf("%d blocks of 100 KiB", got)
		}
		wantCode(t, "more than there is", b.AllowDynamicShared(f, 228<<10), "cuFuncSetAttribute", "CUDA_ERROR_INVALID_VALUE")
	})
}
