//go:build gorgonia_cu

package driver_test

import (
	"errors"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver"
)

// A graph would use Go's memory after the garbage collector has freed it.
func TestCaptureTakesNoCopiesOfTheHost(t *testing.T) {
	use(t, func(b *bench) {
		s, other, p := b.stream(), b.stream(), b.allocate(4)
		must(b.BeginCapture(s))
		for what, err := range map[string]error{
			"to the card":   b.CopyToDevice(s, p, make([]byte, 4)),
			"from the card": b.CopyToHost(s, make([]byte, 4), p),
			"elsewhere":     b.CopyToDevice(other, p, make([]byte, 4)),
		} {
			if err == nil || !strings.Contains(err.Error(), "; hint: ") {
				t.Errorf("a copy %s: %v", what, err)
			}
		}
		must(b.DestroyGraph(got(b.EndCapture(s))))
	})
}

// What cu can't pass is an error; it would read beyond the values otherwise.
func TestLongParameterInTheMiddle(t *testing.T) {
	use(t, func(b *bench) {
		p, n := scale{}, int32(0)
		l := &driver.Launch{Function: b.function("nothing"), Grid: grid1(1), Block: grid1(1)}
		l.Arguments = driver.NewArguments(driver.Value(&p), driver.Value(&n))
		if err := b.Launch(0, l); !errors.Is(err, driver.ErrNotSupported) {
			t.Errorf("a long parameter before another: %v", err)
		}
		l.Arguments = driver.NewArguments(driver.Value(&n), driver.Value(&p))
		must(b.Launch(0, l))
	})
}
