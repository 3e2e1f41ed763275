//go:build gorgonia_cu

package driver

import (
	"fmt"
	"unsafe"

	"gorgonia.org/cu"
)

func (c *gorgoniaContext) MemoryInfo() (free, total int, err error) {
	free64, total64, err := cu.MemInfo()
	return int(free64), int(total64), failed("cuMemGetInfo_v2", err)
}

func (c *gorgoniaContext) Allocate(size int) (Pointer, error) {
	checkSize(size)
	if err := c.spoil("cuMemAlloc_v2"); err != nil {
		return 0, err
	}
	p, err := cu.MemAlloc(int64(size))
	err = failed("cuMemAlloc_v2", err)
	if isCode(err, codeOutOfMemory) {
		free, _, infoErr := c.MemoryInfo()
		if infoErr != nil {
			return 0, infoErr
		}
		return 0, &MemoryError{Needed: size, Free: free}
	}
	return Pointer(p), err
}

func (c *gorgoniaContext) Free(p Pointer) error {
	if err := c.spoil("cuMemFree_v2"); err != nil {
		return err
	}
	return failed("cuMemFree_v2", cu.MemFree(cu.DevicePtr(p)))
}

var errNotPinned = fmt.Errorf("pinned memory: %w: gorgonia.org/cu has none; hint: copy from and to Go's memory", ErrNotSupported)

func (c *gorgoniaContext) AllocateHost(size int) ([]byte, error) {
	checkSize(size)
	return nil, errNotPinned
}

func (c *gorgoniaContext) FreeHost([]byte) error { return errNotPinned }

func (c *gorgoniaContext) CopyToDevice(on Stream, to Pointer, from []byte) error {
	return c.move(on, from, func() error {
		return failed("cuMemcpyHtoDAsync_v2", cu.MemcpyHtoDAsync(cu.DevicePtr(to), unsafe.Pointer(&from[0]), int64(len(from)), as[cu.Stream](on)))
	})
}

func (c *gorgoniaContext) CopyToHost(on Stream, to []byte, from Pointer) error {
	return c.move(on, to, func() error {
		return failed("cuMemcpyDtoHAsync_v2", cu.MemcpyDtoHAsync(unsafe.Pointer(&to[0]), cu.DevicePtr(from), int64(len(to)), as[cu.Stream](on)))
	})
}

// move makes a copy between the card and memory of the host, none of which is pinned.
func (c *gorgoniaContext) move(on Stream, memory []byte, move func() error) error {
	return moveUnpinned(c, on, memory, len(c.recordings) > 0, move)
}

func (c *gorgoniaContext) CopyOnDevice(on Stream, to, from Pointer, size int) error {
	if size == 0 {
		return nil
	}
	return c.put(on, func(s cu.Stream) error {
		return failed("cuMemcpyDtoDAsync_v2", cu.MemcpyDtoDAsync(cu.DevicePtr(to), cu.DevicePtr(from), int64(size), s))
	})
}

func (c *gorgoniaContext) Fill(on Stream, p Pointer, value uint32, count int) error {
	if count == 0 {
		return nil
	}
	return c.put(on, func(s cu.Stream) error {
		return failed("cuMemsetD32Async", cu.MemsetD32Async(cu.DevicePtr(p), uint(value), int64(count), s))
	})
}
