//go:build gorgonia_cu

package driver_test

import (
	"errors"
	"testing"

	"aeed/train/device/cuda/driver"
)

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
