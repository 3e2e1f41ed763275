package driver

import (
	"errors"
	"runtime"
	"unsafe"
)

// A Pointer is an address in the memory of a card.
type Pointer uint64

// Memory is what a context has and moves. Sizes are bytes.
//
// Copies and fills are put on a stream. Those of pinned memory, which AllocateHost
// returns, come back at once and use it when the stream comes to it, so that they overlap
// with kernels and with the host: it must stay as it is, and holds nothing new, until the
// stream was synchronised.
//
// Those of other memory of the host, such as a Go slice, wait until all that was put on
// the stream has run, the copy included: then the slice may be used again, and holds what
// was fetched. CUDA itself promises nothing of the kind: with pageable memory its
// asynchronous copies "might be synchronous with respect to host" (CUDA Driver API, API
// synchronization behavior), hence might not. During a capture, of whatever stream, there
// is no waiting, and such a copy is an error. No bytes, no copy.
type Memory interface {
	// MemoryInfo returns how much memory is free, and how much there is.
	MemoryInfo() (free, total int, err error)
	// Allocate returns memory, aligned to 256 bytes, with anything in it. The error is
	// a *MemoryError if there isn't enough. It panics if size is below 1.
	Allocate(size int) (Pointer, error)
	// Free frees what Allocate has returned, after what uses it.
	Free(p Pointer) error
	// AllocateHost returns pinned memory of the host. It panics if size is below 1.
	AllocateHost(size int) ([]byte, error)
	// FreeHost frees what AllocateHost has returned.
	FreeHost(memory []byte) error
	// CopyToDevice sends bytes, and waits unless they are pinned.
	CopyToDevice(on Stream, to Pointer, from []byte) error
	// CopyToHost fetches bytes, and waits unless they go to pinned memory.
	CopyToHost(on Stream, to []byte, from Pointer) error
	// CopyOnDevice copies between places that don't overlap.
	CopyOnDevice(on Stream, to, from Pointer, size int) error
	// Fill sets 32-bit words, of which count are at p, to a value.
	Fill(on Stream, p Pointer, value uint32, count int) error
}

// Bytes returns numbers as the bytes that they are in memory, for copies.
func Bytes[E ~int8 | ~uint8 | ~uint16 | ~int32 | ~uint32 | ~int64 | ~uint64 | ~float32 | ~float64](numbers []E) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(numbers))), len(numbers)*int(unsafe.Sizeof(*new(E))))
}

// errPageable is the error of a copy that would have to wait during a capture.
var errPageable = errors.New("a copy in a capture takes memory that isn't pinned; hint: allocate it with AllocateHost, or copy before BeginCapture")

// moveUnpinned makes a copy between the card and memory of the host that isn't pinned, and
// waits for it, since the driver may use the memory until then. It is an error while
// something is captured.
func moveUnpinned(c Streams, on Stream, memory []byte, capturing bool, move func() error) error {
	if len(memory) == 0 {
		return nil
	}
	if capturing {
		return errPageable
	}
	if err := move(); err != nil {
		return err
	}
	err := c.SynchroniseStream(on)
	runtime.KeepAlive(memory)
	return err
}

// checkSize panics if there is nothing to allocate.
func checkSize(size int) {
	if size < 1 {
		panic("driver: allocation of less than a byte")
	}
}
