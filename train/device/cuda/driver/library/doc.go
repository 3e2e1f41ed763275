// Package library opens shared C libraries at run time and calls them: a build needs
// neither the library nor its headers nor a C compiler, and a program that lacks the
// library says so instead of failing to start.
//
//	handle, err := library.Search{Name: "the NVIDIA driver", Files: []string{"libcuda.so.1"}}.Open()
//	var routines struct {
//		Version library.Routine `symbol:"cuDriverGetVersion"`
//	}
//	err = library.Bind(handle, &routines)
//	var version int32
//	code := routines.Version.Call(uintptr(unsafe.Pointer(&version)))
//
// A routine takes integers and pointers, not floating-point numbers, which calling
// conventions pass elsewhere. A pointer becomes a uintptr in the call's own argument
// list, as above, and nowhere before: there it keeps what it points to alive, and in
// its place, until the call returns.
package library
