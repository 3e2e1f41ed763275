package driver

import (
	"fmt"
	"slices"
	"unsafe"
)

// A Launch is a kernel with all that it runs with. One may be launched many times.
type Launch struct {
	Function      *Function
	Grid, Block   [3]uint32 // blocks of the grid and threads of a block, along x, y and z
	DynamicShared uint32    // bytes of a block, see Modules.AllowDynamicShared above 48 KiB
	Arguments     *Arguments
}

// A Parameter is where an argument lies, and its bytes.
type Parameter struct {
	At   unsafe.Pointer
	Size int
}

// Value returns the parameter that is a variable: a number, a Pointer, or a struct that is
// laid out as the kernel's.
func Value[T any](variable *T) Parameter {
	return Parameter{unsafe.Pointer(variable), int(unsafe.Sizeof(*variable))}
}

// Arguments are the parameters of a kernel, in order.
type Arguments struct {
	addresses []unsafe.Pointer
	sizes     []int
}

// NewArguments returns arguments that lie where the parameters are: a launch takes the
// values that are there then.
func NewArguments(parameters ...Parameter) *Arguments {
	a := new(Arguments)
	for _, p := range parameters {
		a.addresses = append(a.addresses, p.At)
		a.sizes = append(a.sizes, p.Size)
	}
	return a
}

// check panics if the function or the arguments are missing, or the arguments are not
// those of the function.
func (l *Launch) check() {
	if l.Function == nil {
		panic("driver: a launch without a Function")
	}
	if l.Arguments == nil {
		panic(fmt.Sprintf("driver: kernel %s is launched without Arguments, which are NewArguments() where there are none", l.Function.Name))
	}
	if l.Function.sizes != nil && !slices.Equal(l.Function.sizes, l.Arguments.sizes) {
		panic(fmt.Sprintf("driver: kernel %s takes parameters of %v bytes, not of %v", l.Function.Name, l.Function.sizes, l.Arguments.sizes))
	}
}
