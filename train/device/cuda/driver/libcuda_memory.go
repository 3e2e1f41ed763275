//go:build !gorgonia_cu

package driver

import (
	"fmt"
	"unsafe"
)

func (c *libcudaContext) MemoryInfo() (free, total int, err error) {
	err = c.call(c.memoryGetInfo, uintptr(unsafe.Pointer(&free)), uintptr(unsafe.Pointer(&total)))
	return free, total, err
}

func (c *libcudaContext) Allocate(size int) (Pointer, error) {
	checkSize(size)
	var p Pointer
	err := c.call(c.memoryAllocate, uintptr(unsafe.Pointer(&p)), uintptr(size))
	if isCode(err, codeOutOfMemory) {
		free, _, infoErr := c.MemoryInfo()
		if infoErr != nil {
			return 0, infoErr
		}
		return 0, &MemoryError{Needed: size, Free: free}
	}
	return p, err
}

func (c *libcudaContext) Free(p Pointer) error { return c.call(c.memoryFree, uintptr(p)) }

func (c *libcudaContext) AllocateHost(size int) ([]byte, error) {
	checkSize(size)
	var p unsafe.Pointer
	if err := c.call(c.hostAllocate, uintptr(unsafe.Pointer(&p)), uintptr(size), 0); err != nil {
		return nil, fmt.Errorf("%s of pinned memory: %w", bytesText(size), err)
	}
	c.pinned[uintptr(p)] = size
	return unsafe.Slice((*byte)(p), size), nil
}

func (c *libcudaContext) FreeHost(memory []byte) error {
	at := uintptr(unsafe.Pointer(unsafe.SliceData(memory)))
	if _, ours := c.pinned[at]; !ours {
		panic("driver: not memory of AllocateHost, from its start")
	}
	delete(c.pinned, at)
	return c.call(c.hostFree, at)
}

func (c *libcudaContext) CopyToDevice(on Stream, to Pointer, from []byte) error {
	return c.move(on, from, func() error {
		return c.call(c.copyToDevice, uintptr(to), uintptr(unsafe.Pointer(&from[0])), uintptr(len(from)), uintptr(on))
	})
}

func (c *libcudaContext) CopyToHost(on Stream, to []byte, from Pointer) error {
	return c.move(on, to, func() error {
		return c.call(c.copyToHost, uintptr(unsafe.Pointer(&to[0])), uintptr(from), uintptr(len(to)), uintptr(on))
	})
}

func (c *libcudaContext) CopyOnDevice(on Stream, to, from Pointer, size int) error {
	if size == 0 {
		return nil
	}
	return c.call(c.copyOnDevice, uintptr(to), uintptr(from), uintptr(size), uintptr(on))
}

func (c *libcudaContext) Fill(on Stream, p Pointer, value uint32, count int) error {
	if count == 0 {
		return nil
	}
	return c.call(c.fill, uintptr(p), uintptr(value), uintptr(count), uintptr(on))
}

// move makes a copy between the card and memory of the host.
func (c *libcudaContext) move(on Stream, memory []byte, move func() error) error {
	if len(memory) > 0 && c.isPinned(memory) {
		return move()
	}
	return moveUnpinned(c, on, memory, len(c.capturing) > 0, move)
}

// isPinned says whether bytes lie in what AllocateHost has returned.
func (c *libcudaContext) isPinned(memory []byte) bool {
	at := uintptr(unsafe.Pointer(&memory[0]))
	for start, size := range c.pinned {
		if at >= start && at+uintptr(len(memory)) <= start+uintptr(size) {
			return true
		}
	}
	return false
}
