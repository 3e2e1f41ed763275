package kernels

import (
	"unsafe"

	"aeed/train/program"
)

// A Pointer is an address in the memory of the device.
type Pointer uint64

// plus returns the address of float32 number n from p.
func (p Pointer) plus(n int) Pointer { return p + Pointer(4*n) }

// A Launch is a kernel with all that cuLaunchKernel wants to know. It may be launched
// any number of times. No kernel takes dynamic shared memory.
type Launch struct {
	Kernel      string
	Grid, Block [3]uint32
	Parameter   unsafe.Pointer // where the kernel's one parameter lies, a struct
	Size        int            // bytes of the parameter
	// Operations are what the launch and its neighbours execute together: one, or a run;
	// none where it is of no program.
	Operations []program.Operation
}

// newLaunch returns the launch of a kernel whose parameter is laid out in memory as p.
func newLaunch[P any](kernel string, grid, block [3]uint32, p P) Launch {
	return Launch{Kernel: kernel, Grid: grid, Block: block, Parameter: unsafe.Pointer(&p), Size: int(unsafe.Sizeof(p))}
}

// The shapes of blocks: one thread after the other; a warp of columns in each of eight
// rows. They are those of the sources.
var (
	line = [3]uint32{256, 1, 1}
	rows = [3]uint32{blockColumns, blockRows, 1}
)

const (
	blockColumns, blockRows = 32, 8
	tile                    = 64 // rows and columns of a tile of a matrix product
)

// tiles returns how many pieces of the given size cover n.
func tiles(n, size int) uint32 { return uint32((n + size - 1) / size) }

// numbers is the grid of a kernel that takes n numbers line by line.
func numbers(n int) [3]uint32 { return [3]uint32{tiles(n, int(line[0])), 1, 1} }

// table is the grid of a kernel that takes units of rows along x and columns along y.
func table(units, columns int) [3]uint32 {
	return [3]uint32{uint32(units), tiles(columns, blockColumns), 1}
}

// A matrix is rows of contiguous columns, stride numbers apart; the zero value is
// none.
type matrix struct {
	at     Pointer
	stride int64
}

// flag is how kernels take a bool.
func flag(b bool) int32 {
	if b {
		return 1
	}
	return 0
}
