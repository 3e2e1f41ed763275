//go:build !gorgonia_cu

package driver

import (
	"runtime"
	"unsafe"
)

// Launch hands the routine a slice that is there already: Go allocates one for arguments
// that are written in the call. What the address is of lies on the heap, since l came
// through an interface.
func (c *libcudaContext) Launch(on Stream, l *Launch) error {
	l.check()
	c.registers = [...]uintptr{
		l.Function.handle,
		uintptr(l.Grid[0]), uintptr(l.Grid[1]), uintptr(l.Grid[2]),
		uintptr(l.Block[0]), uintptr(l.Block[1]), uintptr(l.Block[2]),
		uintptr(l.DynamicShared), uintptr(on),
		uintptr(unsafe.Pointer(unsafe.SliceData(l.Arguments.addresses))), 0,
	}
	err := c.call(c.launchKernel, c.registers[:]...)
	runtime.KeepAlive(l)
	return err
}

func (c *libcudaContext) LaunchGraph(on Stream, g Graph) error {
	c.registers[0], c.registers[1] = uintptr(g), uintptr(on)
	return c.call(c.graphLaunch, c.registers[:2]...)
}
