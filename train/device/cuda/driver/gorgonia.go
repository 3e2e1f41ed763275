//go:build gorgonia_cu

package driver

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode"
	"unsafe"

	"gorgonia.org/cu"
)

// A gorgonia is the driver as gorgonia.org/cu has it. That package starts CUDA as the
// program starts, and ends the program where it can't.
type gorgonia struct{ version Version }

// Find returns the driver. The error is an ErrUnavailable.
func Find() (Driver, error) {
	d := &gorgonia{versionOf(cu.Version())}
	if err := d.version.check(); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *gorgonia) Name() string     { return fmt.Sprintf("gorgonia.org/cu, CUDA %v", d.version) }
func (d *gorgonia) Version() Version { return d.version }

func (d *gorgonia) Cards() ([]Card, error) {
	count, err := cu.NumDevices()
	if err != nil {
		return nil, failed("cuDeviceGetCount", err)
	}
	if count == 0 {
		return nil, noCard()
	}
	cards := make([]Card, count)
	for i := range cards {
		if err := describe(&cards[i], i); err != nil {
			return nil, err
		}
	}
	return cards, nil
}

func describe(c *Card, number int) error {
	c.Number = number
	device, err := cu.GetDevice(number)
	if err != nil {
		return failed("cuDeviceGet", err)
	}
	name, err := device.Name()
	if err != nil {
		return failed("cuDeviceGetName", err)
	}
	memory, err := device.TotalMem()
	if err != nil {
		return failed("cuDeviceTotalMem_v2", err)
	}
	c.Name, c.Memory = name, int(memory)
	return read(c.attributes(), func(attribute int) (int, error) {
		value, err := device.Attribute(cu.DeviceAttribute(attribute))
		return value, failed("cuDeviceGetAttribute", err)
	})
}

func (d *gorgonia) Retain(card int) (Context, error) {
	device, err := cu.GetDevice(card)
	if err != nil {
		return nil, failed("cuDeviceGet", err)
	}
	primary, err := device.RetainPrimaryCtx()
	if err != nil {
		return nil, failed("cuDevicePrimaryCtxRetain", err)
	}
	c := &gorgoniaContext{device: device, recordings: map[Stream]*recording{}, graphs: map[Graph]*recording{}}
	if err := cu.SetCurrentContext(primary); err != nil {
		return nil, errors.Join(failed("cuCtxSetCurrent", err), c.Release())
	}
	return c, nil
}

// A gorgoniaContext is current on the thread that it is used on.
type gorgoniaContext struct {
	device     cu.Device
	recordings map[Stream]*recording // of streams in a capture
	graphs     map[Graph]*recording
	last       Graph
}

func (c *gorgoniaContext) Synchronise() error {
	if err := c.spoil("cuCtxSynchronize"); err != nil {
		return err
	}
	return failed("cuCtxSynchronize", cu.Synchronize())
}

func (c *gorgoniaContext) Release() error {
	return errors.Join(
		failed("cuCtxSetCurrent", cu.SetCurrentContext(cu.CUContext{})),
		failed("cuDevicePrimaryCtxRelease_v2", c.device.ReleasePrimaryCtx()))
}

// as turns a handle of cu's, which is a struct of one C pointer, into one of ours, and
// back.
func as[To, From any](handle From) To {
	if unsafe.Sizeof(*new(To)) != unsafe.Sizeof(handle) {
		panic("driver: a handle of gorgonia.org/cu isn't one pointer")
	}
	return *(*To)(unsafe.Pointer(&handle))
}

// failed turns an error of cu's, which has the code as its value and InvalidValue as the
// text for CUDA_ERROR_INVALID_VALUE, into ours.
func failed(call string, err error) error {
	if err == nil {
		return nil
	}
	value := reflect.ValueOf(err)
	if value.Kind() != reflect.Int {
		return fmt.Errorf("%s: %w", call, err)
	}
	return failure(call, int(value.Int()), err.Error())
}

// failure makes an *Error of a code and cu's text for it.
func failure(call string, code int, text string) error {
	var name, words strings.Builder
	for i, letter := range text {
		if unicode.IsUpper(letter) && i > 0 {
			name.WriteByte('_')
			words.WriteByte(' ')
		}
		name.WriteRune(unicode.ToUpper(letter))
		words.WriteRune(unicode.ToLower(letter))
	}
	return &Error{Call: call, Code: code, Name: "CUDA_ERROR_" + name.String(), Description: words.String()}
}
