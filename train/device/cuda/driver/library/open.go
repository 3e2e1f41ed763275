//go:build linux && (amd64 || arm64)

package library

import (
	"fmt"

	"github.com/ebitengine/purego"
)

func open(path string) (uintptr, error) {
	return purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
}

// Find returns a function of an open library.
func Find(handle uintptr, name string) (Routine, error) {
	address, err := purego.Dlsym(handle, name)
	if err != nil {
		return Routine{}, fmt.Errorf("the library lacks %s: %w", name, err)
	}
	return Routine{name, address}, nil
}

// Call calls the routine with at most 32 arguments and returns what it returns, of which
// a C int is the low half.
//
//go:uintptrescapes
func (r Routine) Call(arguments ...uintptr) uintptr {
	result, _, _ := purego.SyscallN(r.address, arguments...)
	return result
}
