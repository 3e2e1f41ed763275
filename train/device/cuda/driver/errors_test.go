package driver_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

func asError(err error) (*driver.Error, bool) {
	var e *driver.Error
	return e, errors.As(err, &e)
}

// panicOf returns what a function panics with, "" if it doesn't.
func panicOf(f func()) (text string) {
	defer func() {
		if value := recover(); value != nil {
			text = fmt.Sprint(value)
		}
	}()
	f()
	return ""
}

func TestVersions(t *testing.T) {
	cuda := standin.Start(t)
	for number, wants := range map[int][]string{
		11080: {"supports CUDA 11.8, 12.0 or later is needed"},
		9020:  {"supports CUDA 9.2, 12.0 or later is needed"},
	} {
		cuda.Set(t, standin.Version, number)
		wantUnavailable(t, wants...)
	}
	for number, want := range map[int]string{12000: "12.0", 12040: "12.4", 13010: "13.1"} {
		cuda.Set(t, standin.Version, number)
		d, err := driver.Find()
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Version().String(); got != want || !strings.Contains(d.Name(), want) {
			t.Errorf("CUDA %s by the name %q, want %s", got, d.Name(), want)
		}
	}
}

func TestCards(t *testing.T) {
	cuda := standin.Start(t)
	cuda.Set(t, standin.Cards, 2)
	cuda.Set(t, standin.Memory, 1536<<20)
	cuda.Set(t, standin.Capability, 89)
	d, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	cards, err := d.Cards()
	if err != nil {
		t.Fatal(err)
	}
	want := driver.Card{Number: 1, Name: "Stand-in 1", Capability: driver.Capability{Major: 8, Minor: 9}, Memory: 1536 << 20, Multiprocessors: 132, SharedMemory: 227 << 10}
	if len(cards) != 2 || cards[1] != want {
		t.Errorf("cards %+v, want the last %+v", cards, want)
	}
	if got, want := cards[1].String(), "Stand-in 1 (compute capability 8.9, 1.5 GiB, 132 multiprocessors)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := cards[1].Capability.Architecture(); got != "sm_89" {
		t.Errorf("architecture %q", got)
	}
	gpu, err := driver.Open(d, 1)
	if err != nil {
		t.Fatal(err)
	}
	if gpu.Card() != want {
		t.Errorf("opens %v", gpu.Card())
	}
	if err := gpu.Close(); err != nil {
		t.Error(err)
	}
}

func TestTooLittleMemory(t *testing.T) {
	cuda := standin.Start(t)
	cuda.Set(t, standin.Memory, 1<<20)
	use(t, func(b *bench) {
		b.allocate(600 << 10)
		free, total, err := b.MemoryInfo()
		if err != nil || free != 424<<10 || total != 1<<20 {
			t.Errorf("%d of %d free, %v", free, total, err)
		}
		_, err = b.Allocate(500 << 10)
		var short *driver.MemoryError
		if !errors.As(err, &short) || *short != (driver.MemoryError{Needed: 500 << 10, Free: 424 << 10}) || !errors.Is(err, driver.ErrUnavailable) {
			t.Fatalf("%v, want a MemoryError", err)
		}
		for _, want := range []string{"500.0 KiB", "424.0 KiB", "; hint: "} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q doesn't say %q", err, want)
			}
		}
		b.allocate(424 << 10)
	})
}

func TestAllocationOfNothingPanics(t *testing.T) {
	use(t, func(b *bench) {
		for _, size := range []int{0, -1} {
			for what, allocate := range map[string]func(){
				"Allocate":     func() { got(b.Allocate(size)) },
				"AllocateHost": func() { got(b.AllocateHost(size)) },
			} {
				if text := panicOf(allocate); !strings.HasPrefix(text, "driver: ") {
					t.Errorf("%s(%d): %q", what, size, text)
				}
			}
		}
	})
}

// wantUnavailable demands that there is no driver to be used, and why.
func wantUnavailable(t *testing.T, wants ...string) {
	t.Helper()
	_, err := driver.Find()
	if !errors.Is(err, driver.ErrUnavailable) {
		t.Fatalf("%v, want an ErrUnavailable", err)
	}
	for _, want := range append(wants, "; hint: ") {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q doesn't say %q", err, want)
		}
	}
}
