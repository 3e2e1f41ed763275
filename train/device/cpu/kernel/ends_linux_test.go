package kernel

import (
	"syscall"
	"testing"
	"unsafe"
)

// ends returns pieces of memory that each end where the next page may not be
// touched.
func ends(t *testing.T, count int) [][]float32 {
	const size = 1 << 20
	page := syscall.Getpagesize()
	var pieces [][]float32
	for range count {
		all, err := syscall.Mmap(-1, 0, size+page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { syscall.Munmap(all) })
		if err := syscall.Mprotect(all[size:], syscall.PROT_NONE); err != nil {
			t.Fatal(err)
		}
		pieces = append(pieces, unsafe.Slice((*float32)(unsafe.Pointer(&all[0])), size/4))
	}
	return pieces
}

// No form reads or writes behind its arguments: that would end the program.
func TestNothingBehindTheArguments(t *testing.T) {
	pieces := ends(t, 12)
	for _, pose := range problems {
		for _, x := range formsHere() {
			for seed := range uint64(100) {
				s := newSource(seed, false)
				s.ends = pieces
				solve(pose, s, x)
			}
		}
	}
}
