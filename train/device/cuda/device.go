package cuda

import (
	"errors"
	"fmt"

	"aeed/train/device"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
)

// Options say which card computes, and how.
type Options struct {
	Card int // from 0, in the order of CUDA_VISIBLE_DEVICES where that is set
	// Arithmetic is that of matrix products; empty for kernels.Float32.
	Arithmetic kernels.Arithmetic
}

// A Device is a card in use. It is safe for concurrent use.
type Device struct {
	gpu        *driver.GPU
	driver     string
	arithmetic kernels.Arithmetic
	module     driver.Module
	functions  map[string]*driver.Function
	stream     driver.Stream
	states     map[*state]bool // that are open; touched on the thread of the card alone
}

// Open takes a card into use. The error is a driver.ErrUnavailable if there is none.
// Close the device when it isn't needed any more.
func Open(o Options) (*Device, error) {
	d, err := driver.Find()
	if err != nil {
		return nil, err
	}
	return open(d, o, images)
}

// OpenWith is Open on a driver of one's own, with the image of the kernels that it takes
// instead of the embedded ones, such as the emulated kernels on package standin's.
func OpenWith(d driver.Driver, code []byte, o Options) (*Device, error) {
	return open(d, o, func(driver.Card) ([]image, error) {
		return []image{{"the given image", func() ([]byte, error) { return code, nil }}}, nil
	})
}

// open is Open with a driver, and with the images of the kernels for a card.
func open(d driver.Driver, o Options, images func(driver.Card) ([]image, error)) (*Device, error) {
	if o.Arithmetic == "" {
		o.Arithmetic = kernels.Float32
	}
	if _, err := kernels.ParseArithmetic(string(o.Arithmetic)); err != nil {
		return nil, fmt.Errorf("cuda: %w", err)
	}
	gpu, err := driver.Open(d, o.Card)
	if err != nil {
		return nil, err
	}
	device := &Device{gpu: gpu, driver: d.Name(), arithmetic: o.Arithmetic, functions: map[string]*driver.Function{}, states: map[*state]bool{}}
	forms, err := images(gpu.Card())
	if err == nil {
		err = gpu.Do(func(c driver.Context) error { return device.load(c, forms) })
	}
	if err != nil {
		device.Close()
		return nil, err
	}
	return device, nil
}

// load loads the kernels and makes the stream that everything runs on.
func (d *Device) load(c driver.Context, images []image) (err error) {
	if d.stream, err = c.NewStream(); err != nil {
		return err
	}
	if d.module, err = loadFirst(c, images); err != nil {
		return err
	}
	for _, name := range kernels.Names() {
		if d.functions[name], err = c.Function(d.module, name); err != nil {
			return err
		}
	}
	return nil
}

// Name implements device.Device.
func (d *Device) Name() string {
	return fmt.Sprintf("%v, %s, products in %s", d.gpu.Card(), d.driver, d.arithmetic)
}

// Precision implements device.Device.
func (d *Device) Precision() string { return string(d.arithmetic) }

// Close gives the card up, and closes the states that are open.
func (d *Device) Close() error {
	err := d.gpu.Do(func(c driver.Context) error {
		var errs []error
		for s := range d.states {
			errs = append(errs, s.free(c))
		}
		if d.module != 0 {
			errs = append(errs, c.Unload(d.module))
		}
		if d.stream != 0 {
			errs = append(errs, c.DestroyStream(d.stream))
		}
		return errors.Join(errs...)
	})
	return errors.Join(err, d.gpu.Close())
}

// do runs a function on the thread of the card. An error is a panic, for devices return
// none.
func (d *Device) do(use func(c driver.Context) error) {
	if err := d.gpu.Do(use); err != nil {
		panic(device.Failure{Err: err})
	}
}

// launch puts kernels on the stream.
func (d *Device) launch(c driver.Context, launches ...kernels.Launch) error {
	for _, l := range launches {
		err := c.Launch(d.stream, &driver.Launch{Function: d.functions[l.Kernel], Grid: l.Grid, Block: l.Block,
			Arguments: driver.NewArguments(driver.Parameter{At: l.Parameter, Size: l.Size})})
		if err != nil {
			return fmt.Errorf("kernel %s: %w", l.Kernel, err)
		}
	}
	return nil
}
