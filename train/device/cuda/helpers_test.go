package cuda

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/device/cuda/kernels/emulator"
)

// emulated is the path of the kernels, compiled once for the emulator.
var emulated = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "kernels")
	if err != nil {
		return "", err
	}
	return emulator.Build(folder)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := emulated(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// cardNumber is the card that tests run on, if they can, instead of on the stand-in.
var cardNumber = flag.Int("card", -1, "run the tests on the card of this `number`")

func onCard() bool { return *cardNumber >= 0 }

// start opens the device, on the stand-in driver or on the chosen card, until the test
// ends.
func start(t testing.TB) *Device {
	t.Helper()
	return startWith(t, Options{})
}

// startWith is start with options, whose card on the stand-in is theirs.
func startWith(t testing.TB, o Options) *Device {
	t.Helper()
	if !onCard() {
		d, _ := standIn(t, o)
		return d
	}
	o.Card = *cardNumber
	d, err := Open(o)
	return closed(t, d, err)
}

// standIn opens the device on the stand-in driver with the emulated kernels, until the
// test ends.
func standIn(t testing.TB, o Options) (*Device, *standin.Library) {
	t.Helper()
	library := standin.Start(t)
	path, err := emulated()
	if errors.Is(err, emulator.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	found, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	d, err := OpenWith(found, standin.Image(path), o)
	return closed(t, d, err), library
}

// closed is a device that was opened, until the test ends.
func closed(t testing.TB, d *Device, err error) *Device {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}
