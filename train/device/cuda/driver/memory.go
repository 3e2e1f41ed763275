package driver

import "unsafe"

// A Pointer is an address in the memory of a card.
type Pointer uint64

// Memory is what a context has and moves. Sizes are bytes.
//
// Copies and fills are put on a stream. A Go slice may be used again when the call
// returns, for the driver stages what it sends and waits for what it fetches; pinned
// memory, of AllocateHost, is used when the stream comes to it, so that copies overlap
// with kernels: it must stay as it is until the stream was synchronised. In a capture
// only pinned memory will do, and others give an error. No bytes, no copy.
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
	CopyToDevice(on Stream, to Pointer, from []byte) error
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

// checkSize panics if there is nothing to allocate.
func checkSize(size int) {
	if size < 1 {
		panic("driver: allocation of less than a byte")
	}
}
