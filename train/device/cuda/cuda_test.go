package cuda

import (
	"errors"
	"strings"
	"testing"

	"aeed/train/device"
	"aeed/train/device/conformance"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/device/cuda/kernels/emulator"
	"aeed/train/program"
)

// The suite of every device, with the threads of the emulated kernels in ascending and in
// descending order: none of them races, and no graph depends on the order.
func TestConformance(t *testing.T) {
	defer emulator.SetOrder(emulator.Forward)
	for _, order := range []emulator.Order{emulator.Forward, emulator.Reverse} {
		t.Run(string(order), func(t *testing.T) {
			d, _ := start(t)
			emulator.SetOrder(order)
			conformance.Run(t, d)
		})
	}
}

func TestName(t *testing.T) {
	d, _ := start(t)
	if name := d.Name(); !strings.Contains(name, "libcuda") || !strings.Contains(name, "float32") || !strings.Contains(name, "compute capability") {
		t.Errorf("the device is called %q", name)
	}
}

// Memory that doesn't suffice is a Failure that says how much was needed, and leaves
// nothing behind.
func TestTooLittleMemory(t *testing.T) {
	d, library := start(t)
	library.Set(t, standin.Memory, 1<<20)
	err := func() (err error) {
		defer device.Recover(&err)
		d.NewState(1<<20, 0)
		return nil
	}()
	b := program.NewBuilder(1, 1, 1, false)
	large := b.Finish(b.Clips("large", 1<<19))
	state := d.NewState(0, 0)
	defer state.Close()
	if err := func() (err error) {
		defer device.Recover(&err)
		state.Executor(large)
		return nil
	}(); !errors.Is(err, driver.ErrUnavailable) {
		t.Errorf("error %v", err)
	}
	var memory *driver.MemoryError
	if !errors.As(err, &memory) || memory.Needed != 4<<20 || !errors.Is(err, driver.ErrUnavailable) {
		t.Errorf("error %v", err)
	}
}

func TestNoDriver(t *testing.T) {
	t.Setenv("AEED_LIBCUDA", "/nowhere/libcuda.so.1")
	if _, err := Open(Options{}); !errors.Is(err, driver.ErrUnavailable) || !strings.Contains(err.Error(), "libcuda") {
		t.Errorf("error %v", err)
	}
}

// A device without its kernels isn't opened, and leaves nothing behind.
func TestOpenFails(t *testing.T) {
	standin.Start(t)
	found, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	failure := errors.New("no image")
	for name, images := range map[string]func(driver.Card) ([]image, error){
		"no image":    func(driver.Card) ([]image, error) { return nil, failure },
		"a bad image": func(driver.Card) ([]image, error) { return []image{imageOf([]byte("code"))}, nil },
	} {
		if d, err := open(found, Options{}, images); err == nil {
			d.Close()
			t.Errorf("%s was opened", name)
		}
	}
	if _, err := open(found, Options{Card: 7}, nil); !errors.Is(err, driver.ErrUnavailable) {
		t.Errorf("error %v", err)
	}
}
