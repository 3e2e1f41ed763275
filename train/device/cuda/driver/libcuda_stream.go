//go:build !gorgonia_cu

package driver

import (
	"time"
	"unsafe"
)

func (c *libcudaContext) NewStream() (Stream, error) {
	var s Stream
	err := c.call(c.streamCreate, uintptr(unsafe.Pointer(&s)), streamNonBlocking)
	return s, err
}

func (c *libcudaContext) SynchroniseStream(s Stream) error {
	return c.call(c.streamSynchronise, uintptr(s))
}

func (c *libcudaContext) DestroyStream(s Stream) error {
	delete(c.capturing, s)
	return c.call(c.streamDestroy, uintptr(s))
}

func (c *libcudaContext) NewEvent() (Event, error) {
	var e Event
	err := c.call(c.eventCreate, uintptr(unsafe.Pointer(&e)), 0)
	return e, err
}

func (c *libcudaContext) Record(on Stream, e Event) error {
	return c.call(c.eventRecord, uintptr(e), uintptr(on))
}

func (c *libcudaContext) Wait(on Stream, e Event) error {
	return c.call(c.streamWaitEvent, uintptr(on), uintptr(e), 0)
}

func (c *libcudaContext) Elapsed(from, to Event) (time.Duration, error) {
	var milliseconds float32
	err := c.call(c.eventElapsed, uintptr(unsafe.Pointer(&milliseconds)), uintptr(from), uintptr(to))
	return time.Duration(float64(milliseconds) * float64(time.Millisecond)), err
}

func (c *libcudaContext) DestroyEvent(e Event) error { return c.call(c.eventDestroy, uintptr(e)) }
