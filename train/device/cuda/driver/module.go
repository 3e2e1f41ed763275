package driver

import "fmt"

// A Module is loaded code.
type Module uintptr

// A Function is a kernel of a module.
type Function struct {
	Name   string
	handle uintptr
	sizes  []int // bytes of each parameter, nil if the driver can't tell
}

// Attributes are what a compiled kernel needs of a multiprocessor.
type Attributes struct {
	Threads       int // that a block may have at most
	Registers     int // of a thread
	SharedMemory  int // bytes of a block, without dynamic ones
	LocalMemory   int // bytes of a thread: spilt registers, mostly
	DynamicShared int // bytes that a block may have at most
}

// Modules is the code of a context.
type Modules interface {
	// Load loads a cubin, or PTX, which the driver compiles. What it has to say about
	// an image that it refuses is in the error.
	Load(image []byte) (Module, error)
	// Unload frees a module, and its functions.
	Unload(m Module) error
	// Function returns the kernel of a name.
	Function(m Module, name string) (*Function, error)
	// Attributes returns what a function needs.
	Attributes(f *Function) (Attributes, error)
	// AllowDynamicShared lets a function be launched with dynamic shared memory of more
	// than 48 KiB: so many bytes, at most its card's SharedMemory less its own.
	AllowDynamicShared(f *Function, size int) error
	// Occupancy returns how many blocks of so many threads and bytes of dynamic shared
	// memory a multiprocessor runs at once.
	Occupancy(f *Function, threads, dynamicShared int) (blocks int, err error)
}

// loadError adds to an error what the compiler of the driver said.
func loadError(err error, log string) error {
	if log == "" {
		return fmt.Errorf("the driver refuses a module: %w", err)
	}
	return fmt.Errorf("the driver refuses a module: %w\n%s", err, log)
}

// functionError names the function that a module hasn't.
func functionError(name string, err error) error {
	return fmt.Errorf("no kernel %q in the module: %w; hint: kernels are extern \"C\"", name, err)
}
