package cuda

import (
	"errors"
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

// imageOf is an image of some code.
func imageOf(code []byte) image {
	return image{"a test's code", func() ([]byte, error) { return code, nil }}
}

// start opens the device on the stand-in driver with the emulated kernels, until the
// test ends.
func start(t testing.TB) (*Device, *standin.Library) {
	t.Helper()
	return startWith(t, Options{})
}

// startWith is start with options.
func startWith(t testing.TB, o Options) (*Device, *standin.Library) {
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
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d, library
}
