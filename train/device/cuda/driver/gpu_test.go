package driver_test

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

// Whoever asks, and however often, finds the context current.
func TestDoFromAnywhere(t *testing.T) {
	gpu, _ := start(t)
	var callers sync.WaitGroup
	for range 20 {
		callers.Go(func() {
			for range 20 {
				runtime.Gosched()
				if err := gpu.Do(func(c driver.Context) error {
					_, _, err := c.MemoryInfo()
					return err
				}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	callers.Wait()
}

// A context that is kept beyond Do doesn't work.
func TestContextElsewhere(t *testing.T) {
	gpu, _ := start(t)
	var kept driver.Context
	if err := gpu.Do(func(c driver.Context) error { kept = c; return nil }); err != nil {
		t.Fatal(err)
	}
	_, _, err := kept.MemoryInfo()
	wantCode(t, "another thread", err, "cuMemGetInfo_v2", "CUDA_ERROR_INVALID_CONTEXT")
}

func TestDoReturnsTheError(t *testing.T) {
	gpu, _ := start(t)
	want := errors.New("mine")
	if err := gpu.Do(func(driver.Context) error { return want }); err != want {
		t.Errorf("%v, want %v", err, want)
	}
}

// A panic crosses to the caller with the place where it began, and the GPU goes on.
func TestPanicCrosses(t *testing.T) {
	gpu, _ := start(t)
	text := panicOf(func() { gpu.Do(func(driver.Context) error { panicHere(); return nil }) })
	if !strings.HasPrefix(text, "here\n") || !strings.Contains(text, "panicHere") {
		t.Errorf("panics with %q", text)
	}
	if err := gpu.Do(func(c driver.Context) error { return c.Synchronise() }); err != nil {
		t.Error(err)
	}
}

func panicHere() { panic("here") }

// What would wait for itself panics instead, and the GPU goes on; another GPU may be asked.
func TestDoWithinDo(t *testing.T) {
	gpu, _ := start(t)
	for call, again := range map[string]func() error{
		"Do":    func() error { return gpu.Do(func(driver.Context) error { return nil }) },
		"Close": gpu.Close,
	} {
		text := panicOf(func() { gpu.Do(func(driver.Context) error { return again() }) })
		if want := "driver: " + call + " is called by a function that Do of the same GPU runs"; !strings.HasPrefix(text, want) {
			t.Errorf("panics with %q, want %q", text, want)
		}
	}
	d, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	other, err := driver.Open(d, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := gpu.Do(func(driver.Context) error {
		return errors.Join(other.Do(func(c driver.Context) error { return c.Synchronise() }), other.Close())
	}); err != nil {
		t.Error(err)
	}
}

func TestClosed(t *testing.T) {
	gpu, cuda := start(t)
	for range 2 {
		if err := gpu.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if n := cuda.Count("contexts"); n != 0 {
		t.Errorf("Close leaves %d contexts", n)
	}
	if text := panicOf(func() { gpu.Do(func(driver.Context) error { return nil }) }); text != "driver: use of a closed GPU" {
		t.Errorf("Do after Close panics with %q", text)
	}
}

// The goroutine of the GPU may be ended by what it runs; nothing waits for it for ever.
func TestGoexit(t *testing.T) {
	gpu, cuda := start(t)
	text := panicOf(func() { gpu.Do(func(c driver.Context) error { c.Release(); runtime.Goexit(); return nil }) })
	if !strings.Contains(text, "ended the goroutine") {
		t.Errorf("panics with %q", text)
	}
	if text := panicOf(func() { gpu.Do(func(driver.Context) error { return nil }) }); text != "driver: use of a closed GPU" {
		t.Errorf("Do then panics with %q", text)
	}
	if err := gpu.Close(); err != nil || cuda.Count("contexts") != 0 {
		t.Errorf("Close: %v, %d contexts", err, cuda.Count("contexts"))
	}
}

// Two GPUs of one card share its context; two cards don't share memory.
func TestTwoGPUs(t *testing.T) {
	first, cuda := start(t)
	cuda.Set(t, standin.Cards, 2)
	d, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	var p driver.Pointer
	if err := first.Do(func(c driver.Context) (err error) { p, err = c.Allocate(4); return err }); err != nil {
		t.Fatal(err)
	}
	for card, works := range []bool{true, false} {
		second, err := driver.Open(d, card)
		if err != nil {
			t.Fatal(err)
		}
		if err := second.Do(func(c driver.Context) error { return c.Fill(0, p, 0, 1) }); (err == nil) != works {
			t.Errorf("card %d: memory of card 0 gives %v", card, err)
		}
		if err := second.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := first.Do(func(c driver.Context) error { return c.Free(p) }); err != nil {
		t.Error(err)
	}
}

// What is left over is counted, so that tests of leaks can fail.
func TestLeaksAreCounted(t *testing.T) {
	cuda := standin.Load(t)
	d, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	for what, leak := range map[string]func(c driver.Context) error{
		"allocations": func(c driver.Context) error { _, err := c.Allocate(4); return err },
		"pinned":      func(c driver.Context) error { _, err := c.AllocateHost(4); return err },
		"streams":     func(c driver.Context) error { _, err := c.NewStream(); return err },
		"events":      func(c driver.Context) error { _, err := c.NewEvent(); return err },
		"modules":     func(c driver.Context) error { _, err := c.Load(standin.Image(got(kernels()))); return err },
	} {
		gpu, err := driver.Open(d, 0)
		if err != nil {
			t.Fatal(err)
		}
		before := cuda.Count("leaks")
		leaked := gpu.Do(leak)
		n := cuda.Count(what)
		if err := gpu.Close(); err != nil {
			t.Error(err)
		}
		if errors.Is(leaked, driver.ErrNotSupported) {
			continue
		}
		if leaked != nil || n != 1 {
			t.Errorf("%d %s, want 1: %v", n, what, leaked)
		}
		if n := cuda.Count("leaks") - before; n != 1 || cuda.Count(what) != 0 {
			t.Errorf("%d leaks of %s, %d left, want 1 and none", n, what, cuda.Count(what))
		}
	}
}
