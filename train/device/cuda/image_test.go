package cuda

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/device/cuda/kernels"
)

func card(major, minor int) driver.Card {
	return driver.Card{Name: "a card", Capability: driver.Capability{Major: major, Minor: minor}}
}

// Cards of capability 9.x get the embedded cubin, if there is one, then as all others the
// embedded PTX, and what NVRTC makes for them.
func TestImages(t *testing.T) {
	t.Setenv("AEED_LIBNVRTC", "/nowhere/libnvrtc.so")
	for _, c := range []driver.Card{card(8, 0), card(8, 9), card(9, 0), card(9, 1), card(10, 0), card(12, 0)} {
		forms, err := images(c)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"the embedded PTX", "a cubin by NVRTC"}
		if c.Capability.Major == 9 && kernels.Cubin() != nil {
			want = append([]string{"the embedded cubin"}, want...)
		}
		var names []string
		for _, i := range forms {
			names = append(names, i.name)
			code, err := i.code()
			switch i.name {
			case "the embedded cubin":
				if err != nil || !slices.Equal(code, kernels.Cubin()) {
					t.Errorf("%v: the cubin has %d bytes, %v", c, len(code), err)
				}
			case "the embedded PTX":
				if err != nil || string(code) != kernels.PTX() {
					t.Errorf("%v: the PTX has %d bytes, %v", c, len(code), err)
				}
			default:
				if err == nil || !strings.Contains(err.Error(), "/nowhere/libnvrtc.so") {
					t.Errorf("%v: NVRTC gives %d bytes, %v", c, len(code), err)
				}
			}
		}
		if !slices.Equal(names, want) {
			t.Errorf("%v gets %v, want %v", c, names, want)
		}
	}
	if _, err := images(card(7, 5)); !errors.Is(err, driver.ErrUnavailable) || !strings.Contains(err.Error(), "8.0 or later") || !strings.Contains(err.Error(), "; hint: ") {
		t.Errorf("a card that is too old: %v", err)
	}
}

// An image that the driver refuses, or that can't be had, gives way to the next; only if
// none is left the device isn't opened, and the error has a word on each.
func TestRefusedImages(t *testing.T) {
	standin.Start(t)
	found, err := driver.Find()
	if err != nil {
		t.Fatal(err)
	}
	path, err := emulated()
	if err != nil {
		t.Skip(err)
	}
	missing := errors.New("no compiler")
	refused := []image{
		{"a cubin of another card", func() ([]byte, error) { return []byte("\x7fELF"), nil }},
		{"a compiler", func() ([]byte, error) { return nil, missing }},
	}
	last := false
	good := image{"the last", func() ([]byte, error) { last = true; return standin.Image(path), nil }}
	never := image{"one too many", func() ([]byte, error) { t.Error("an image is asked for after one was loaded"); return nil, missing }}
	d, err := open(found, Options{}, func(driver.Card) ([]image, error) { return append(slices.Clone(refused), good, never), nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil || !last {
		t.Errorf("the last image was asked for: %v, %v", last, err)
	}
	_, err = open(found, Options{}, func(driver.Card) ([]image, error) { return refused, nil })
	if !errors.Is(err, driver.ErrUnavailable) || !errors.Is(err, missing) {
		t.Fatalf("error %v", err)
	}
	for _, want := range []string{"a cubin of another card: the driver refuses a module: cuModuleLoadDataEx", "a compiler: no compiler"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q doesn't say %q", err, want)
		}
	}
}
