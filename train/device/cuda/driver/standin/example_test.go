package standin_test

import (
	"testing"

	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
)

// A test that finds that a card of a mebibyte is too small.
func Example() {
	_ = func(t *testing.T) {
		cuda := standin.Start(t)
		cuda.Set(t, standin.Memory, 1<<20)
		d, err := driver.Find()
		if err != nil {
			t.Fatal(err)
		}
		gpu, err := driver.Open(d, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer gpu.Close()
		if err := gpu.Do(func(c driver.Context) error {
			_, err := c.Allocate(2 << 20)
			return err
		}); err == nil {
			t.Error("two mebibytes fit into one")
		}
	}
}
