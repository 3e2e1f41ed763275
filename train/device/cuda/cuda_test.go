package cuda

import (
	"errors"
	"strings"
	"testing"

	"aeed/train/device"
	"aeed/train/device/conformance"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/device/cuda/kernels"
	"aeed/train/program"
)

func TestConformance(t *testing.T) {
	d, _ := start(t)
	conformance.Run(t, d)
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

// A card that is newer than the embedded code gets that; an older one, what NVRTC makes
// of the sources, or an error that says what is missing.
func TestImage(t *testing.T) {
	code, err := image(driver.Card{Capability: driver.Capability{Major: 9}})
	if err != nil || string(code) != kernels.PTX() {
		t.Errorf("%d bytes, %v", len(code), err)
	}
	t.Setenv("AEED_LIBNVRTC", "/nowhere/libnvrtc.so")
	if _, err := image(driver.Card{Name: "old", Capability: driver.Capability{Major: 7}}); !errors.Is(err, driver.ErrUnavailable) || !strings.Contains(err.Error(), "old") {
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
	for name, image := range map[string]func(driver.Card) ([]byte, error){
		"no image":    func(driver.Card) ([]byte, error) { return nil, failure },
		"a bad image": func(driver.Card) ([]byte, error) { return []byte("code"), nil },
	} {
		if d, err := open(found, Options{}, image); err == nil {
			d.Close()
			t.Errorf("%s was opened", name)
		}
	}
	if _, err := open(found, Options{Card: 7}, nil); !errors.Is(err, driver.ErrUnavailable) {
		t.Errorf("error %v", err)
	}
}
