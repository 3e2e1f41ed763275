//go:build !gorgonia_cu

package driver

import (
	"errors"
	"unsafe"

	"aeed/train/device/cuda/driver/library"
)

func (d *libcuda) Cards() ([]Card, error) {
	var count int32
	if err := d.call(d.deviceGetCount, uintptr(unsafe.Pointer(&count))); err != nil {
		return nil, err
	}
	if count == 0 {
		return nil, noCard()
	}
	cards := make([]Card, count)
	for i := range cards {
		if err := d.describe(&cards[i], i); err != nil {
			return nil, err
		}
	}
	return cards, nil
}

func (d *libcuda) describe(c *Card, number int) error {
	c.Number = number
	device, err := d.device(number)
	if err != nil {
		return err
	}
	var name [256]byte
	if err := d.call(d.deviceGetName, uintptr(unsafe.Pointer(&name[0])), uintptr(len(name)-1), uintptr(device)); err != nil {
		return err
	}
	c.Name = library.String(&name[0])
	if err := d.call(d.deviceTotalMemory, uintptr(unsafe.Pointer(&c.Memory)), uintptr(device)); err != nil {
		return err
	}
	return read(c.attributes(), func(attribute int) (int, error) {
		var value int32
		err := d.call(d.deviceGetAttribute, uintptr(unsafe.Pointer(&value)), uintptr(attribute), uintptr(device))
		return int(value), err
	})
}

// device returns CUDA's handle of a card.
func (d *libcuda) device(number int) (int32, error) {
	var device int32
	err := d.call(d.deviceGet, uintptr(unsafe.Pointer(&device)), uintptr(number))
	return device, err
}

func (d *libcuda) Retain(card int) (Context, error) {
	device, err := d.device(card)
	if err != nil {
		return nil, err
	}
	var handle uintptr
	if err := d.call(d.primaryContextRetain, uintptr(unsafe.Pointer(&handle)), uintptr(device)); err != nil {
		return nil, err
	}
	c := &libcudaContext{libcuda: d, device: device, pinned: map[uintptr]int{}, capturing: map[Stream]bool{}}
	if err := d.call(d.contextSetCurrent, handle); err != nil {
		return nil, errors.Join(err, c.Release())
	}
	return c, nil
}

// A libcudaContext is current on the thread that it is used on.
type libcudaContext struct {
	*libcuda
	device    int32
	pinned    map[uintptr]int // bytes at each address of AllocateHost
	capturing map[Stream]bool
	registers [11]uintptr // arguments of launches
}

func (c *libcudaContext) Synchronise() error { return c.call(c.contextSynchronise) }

func (c *libcudaContext) Release() error {
	return errors.Join(c.call(c.contextSetCurrent, 0), c.call(c.primaryContextDrop, uintptr(c.device)))
}
