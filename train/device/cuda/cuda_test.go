package cuda

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/dynamics/trajectory"
	"aeed/train"
	"aeed/train/device"
	"aeed/train/device/conformance"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
	"aeed/train/program"
)

// The suite of every device, with the threads of the emulated kernels in ascending and in
// descending order: none of them races, and no graph depends on the order. On a card, the
// suite in each arithmetic.
func TestConformance(t *testing.T) {
	if onCard() {
		for _, a := range kernels.Arithmetics() {
			t.Run(string(a), func(t *testing.T) { conformance.Run(t, startWith(t, Options{Arithmetic: a})) })
		}
		return
	}
	defer emulator.SetOrder(emulator.Forward)
	for _, order := range []emulator.Order{emulator.Forward, emulator.Reverse} {
		t.Run(string(order), func(t *testing.T) {
			d, _ := standIn(t, Options{})
			emulator.SetOrder(order)
			conformance.Run(t, d)
		})
	}
}

// A device says which card it is, and its arithmetic.
func TestName(t *testing.T) {
	for _, c := range []struct {
		options    Options
		arithmetic string
	}{{Options{}, "float32"}, {Options{Arithmetic: kernels.TF32}, "tf32"}, {Options{Card: 1, Arithmetic: kernels.BF16}, "bf16"}} {
		t.Run(c.arithmetic, func(t *testing.T) {
			standin.Start(t).Set(t, standin.Cards, 2)
			d, _ := standIn(t, c.options)
			begin, end := fmt.Sprintf("Stand-in %d (compute capability ", c.options.Card), ", products in "+c.arithmetic
			if name := d.Name(); !strings.HasPrefix(name, begin) || !strings.Contains(name, ", libcuda") || !strings.HasSuffix(name, end) || d.Precision() != c.arithmetic {
				t.Errorf("the device is called %q, of precision %q, want %s…%s", name, d.Precision(), begin, end)
			}
		})
	}
}

// The record of a run names the arithmetic of its network; its controller computes in
// float64 whatever the network does.
func TestRecordOfARun(t *testing.T) {
	d := startWith(t, Options{Arithmetic: kernels.BF16})
	config := train.DefaultConfig()
	for _, assignment := range []string{
		"data.synthetic={classes: 2, train: 4, imbalance: 1, test: 1, difficulty: 0.2, mutual: 0}", "data.window=8", "training.epochs=1",
	} {
		if err := config.Set(assignment); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	if _, err := train.Run(t.Context(), config, dir, train.Options{Device: d}); err != nil {
		t.Fatal(err)
	}
	var record struct{ Device string }
	text, err := os.ReadFile(filepath.Join(dir, "run.json"))
	if err == nil {
		err = json.Unmarshal(text, &record)
	}
	if err != nil || record.Device != d.Name() || !strings.HasSuffix(record.Device, ", products in bf16") {
		t.Errorf("run.json names the device %q, which is %q; error %v", record.Device, d.Name(), err)
	}
	header, _, err := trajectory.ReadFile(filepath.Join(dir, "trajectory.jsonl"))
	if err != nil || header.Precision != trajectory.PrecisionFloat64 {
		t.Errorf("the trajectory's precision is %q, error %v", header.Precision, err)
	}
}

// Memory that doesn't suffice is a Failure that says how much was needed, and leaves
// nothing behind.
func TestTooLittleMemory(t *testing.T) {
	d, library := standIn(t, Options{})
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
		"no image": func(driver.Card) ([]image, error) { return nil, failure },
		"a bad image": func(driver.Card) ([]image, error) {
			return []image{{"a test's code", func() ([]byte, error) { return []byte("code"), nil }}}, nil
		},
	} {
		if d, err := open(found, Options{}, images); err == nil {
			d.Close()
			t.Errorf("%s was opened", name)
		}
	}
	if _, err := open(found, Options{Card: 7}, nil); !errors.Is(err, driver.ErrUnavailable) {
		t.Errorf("error %v", err)
	}
	if _, err := open(found, Options{Arithmetic: "fp8"}, nil); err == nil || err.Error() != `cuda: no arithmetic is called "fp8"; hint: there are [float32 tf32 bf16]` {
		t.Errorf("error %v", err)
	}
}
