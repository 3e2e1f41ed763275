package emulator

import (
	"fmt"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"

	"aeed/train/device/cuda/kernels"
)

// A Library is compiled kernels. It is safe for concurrent use; launches wait for one
// another.
type Library struct{ handle uintptr }

// Open opens the library that Build has made.
func Open(path string) (*Library, error) {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, fmt.Errorf("emulator: %w", err)
	}
	return &Library{handle}, nil
}

// Run executes launches, one after the other. It panics if the library has no such
// kernel, or one of another parameter.
func (l *Library) Run(launches ...kernels.Launch) {
	for i := range launches {
		launch := &launches[i]
		if size := l.size(launch.Kernel); size != launch.Size {
			panic(fmt.Sprintf("emulator: %s takes %d bytes, the launch has %d", launch.Kernel, size, launch.Size))
		}
		purego.SyscallN(l.symbol("emulated_"+launch.Kernel),
			uintptr(unsafe.Pointer(&launch.Grid)), uintptr(unsafe.Pointer(&launch.Block)), 0, uintptr(unsafe.Pointer(&launch.Parameter)))
		runtime.KeepAlive(launch)
	}
}

// size returns the bytes of the parameter of a kernel.
func (l *Library) size(kernel string) int {
	parameters := l.symbol("emulated_" + kernel + "_parameters")
	sizes := *(**[2]int32)(unsafe.Pointer(&parameters))
	if sizes[0] != 1 {
		panic(fmt.Sprintf("emulator: %s has %d parameters, a kernel has one", kernel, sizes[0]))
	}
	return int(sizes[1])
}

func (l *Library) symbol(name string) uintptr {
	address, err := purego.Dlsym(l.handle, name)
	if err != nil {
		panic(fmt.Sprintf("emulator: %v", err))
	}
	return address
}
