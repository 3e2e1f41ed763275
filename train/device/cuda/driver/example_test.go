package driver_test

import (
	"errors"
	"fmt"
	"log"

	"aeed/train/device/cuda/driver"
)

// twice is PTX of a kernel, p[i] *= 2, as compilers write it.
const twice = `.version 7.0
.target sm_80
.address_size 64
.visible .entry twice(.param .u64 p)
{
	.reg .b32 %i;
	.reg .b64 %a, %o;
	.reg .f32 %v;
	ld.param.u64 %a, [p];
	cvta.to.global.u64 %a, %a;
	mov.u32 %i, %tid.x;
	mul.wide.u32 %o, %i, 4;
	add.s64 %a, %a, %o;
	ld.global.f32 %v, [%a];
	add.f32 %v, %v, %v;
	st.global.f32 [%a], %v;
	ret;
}
`

func Example() {
	numbers := []float32{1, 2, 3, 4}
	err := double(numbers)
	if errors.Is(err, driver.ErrUnavailable) { // then err says why, and the processor must do
		for i := range numbers {
			numbers[i] *= 2
		}
	} else if err != nil {
		log.Fatal(err)
	}
	fmt.Println(numbers)
	// Output: [2 4 6 8]
}

// double doubles numbers on the first GPU.
func double(numbers []float32) error {
	d, err := driver.Find()
	if err != nil {
		return err
	}
	gpu, err := driver.Open(d, 0)
	if err != nil {
		return err
	}
	defer gpu.Close()
	return gpu.Do(func(c driver.Context) error {
		module, err := c.Load([]byte(twice))
		if err != nil {
			return err
		}
		kernel, err := c.Function(module, "twice")
		if err != nil {
			return err
		}
		p, err := c.Allocate(4 * len(numbers))
		if err != nil {
			return err
		}
		if err := c.CopyToDevice(0, p, driver.Bytes(numbers)); err != nil {
			return err
		}
		if err := c.Launch(0, &driver.Launch{
			Function: kernel, Grid: [3]uint32{1, 1, 1}, Block: [3]uint32{uint32(len(numbers)), 1, 1},
			Arguments: driver.NewArguments(driver.Value(&p)),
		}); err != nil {
			return err
		}
		return c.CopyToHost(0, driver.Bytes(numbers), p)
	})
}
