package emulator

import (
	"fmt"
	"unsafe"

	"github.com/ebitengine/purego"
)

// An Order is that in which the threads of blocks, and the blocks, run.
type Order string

// The orders: ascending, as without a word, and descending. Kernels whose threads race
// give different results in the two.
const (
	Forward Order = "forward"
	Reverse Order = "reverse"
)

// SetOrder sets the order of the launches that follow in this process: the variable
// AEED_EMULATOR_ORDER of C's environment, which is not Go's.
func SetOrder(o Order) {
	set, err := purego.Dlsym(purego.RTLD_DEFAULT, "setenv")
	if err != nil {
		panic(fmt.Sprintf("emulator: %v", err))
	}
	name, value := append([]byte("AEED_EMULATOR_ORDER"), 0), append([]byte(o), 0)
	purego.SyscallN(set, uintptr(unsafe.Pointer(&name[0])), uintptr(unsafe.Pointer(&value[0])), 1)
}
