//go:build unix

package gemm

import (
	"runtime/debug"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Nothing is read or written beyond the matrices: pages before and behind them fault.
func TestBounds(t *testing.T) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	shapes := [][3]int{{1, 1, 1}, {3, 5, 7}, {28, 16, 9}, {15, 40, 33}, {30, 50, 4}, {9, 40, 650}, {64, 8, 100}, {10, 32, 16}, {40, 96, 64}}
	forEachKernels(t, func(t *testing.T) {
		for _, s := range shapes {
			for variant := range 16 {
				p := newProblem(variant&1 != 0, variant&2 != 0, s[0], s[1], s[2], variant&4)
				atEnd := variant&8 != 0
				p.a = guarded(t, p.a[:fewest(p.transA, p.m, p.k, p.lda)], atEnd)
				p.b = guarded(t, p.b[:fewest(p.transB, p.k, p.n, p.ldb)], atEnd)
				p.c = guarded(t, p.c[:fewest(false, p.m, p.n, p.ldc)], atEnd)
				p.bias = guarded(t, make([]float32, p.n), atEnd)
				p.run(Multiply)
				if err := p.check(); err != nil {
					t.Fatal(err)
				}
				copy(p.c, p.start)
				p.runPacked()
				if err := p.check(); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// fewest returns the numbers from a matrix's first to its last.
func fewest(transposed bool, rows, columns, stride int) int {
	if transposed {
		rows, columns = columns, rows
	}
	return (rows-1)*stride + columns
}

// guarded returns a copy of x at the start or end of pages between two that fault.
func guarded(t *testing.T, x []float32, atEnd bool) []float32 {
	t.Helper()
	page := unix.Getpagesize()
	inner := (4*len(x) + page - 1) / page * page
	memory, err := unix.Mmap(-1, 0, inner+2*page, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Munmap(memory) })
	for _, guard := range [][]byte{memory[:page], memory[page+inner:]} {
		if err := unix.Mprotect(guard, unix.PROT_NONE); err != nil {
			t.Fatal(err)
		}
	}
	y := unsafe.Slice((*float32)(unsafe.Pointer(&memory[page])), inner/4)
	if atEnd {
		y = y[len(y)-len(x):]
	}
	copy(y, x)
	return y[:len(x):len(x)]
}
