//go:build !gorgonia_cu

package driver

import (
	"runtime"
	"unsafe"

	"aeed/train/device/cuda/driver/library"
)

// Numbers of CUjit_option.
const (
	optionErrorLog     = 5
	optionErrorLogSize = 6
)

func (c *libcudaContext) Load(image []byte) (Module, error) {
	// Values hold the log's address as a number, so the log is pinned.
	log := make([]byte, 1<<16)
	var pinner runtime.Pinner
	pinner.Pin(&log[0])
	defer pinner.Unpin()
	options := [2]int32{optionErrorLog, optionErrorLogSize}
	values := [2]uintptr{uintptr(unsafe.Pointer(&log[0])), uintptr(len(log) - 1)}
	text := append(append([]byte(nil), image...), 0) // PTX is a C string
	var m Module
	if err := c.call(c.moduleLoad, uintptr(unsafe.Pointer(&m)), uintptr(unsafe.Pointer(&text[0])), uintptr(len(options)), uintptr(unsafe.Pointer(&options)), uintptr(unsafe.Pointer(&values))); err != nil {
		return 0, loadError(err, library.String(&log[0]))
	}
	return m, nil
}

func (c *libcudaContext) Unload(m Module) error { return c.call(c.moduleUnload, uintptr(m)) }

func (c *libcudaContext) Function(m Module, name string) (*Function, error) {
	f := &Function{Name: name}
	if err := c.call(c.moduleGetFunction, uintptr(unsafe.Pointer(&f.handle)), uintptr(m), uintptr(unsafe.Pointer(library.CString(name)))); err != nil {
		return nil, functionError(name, err)
	}
	f.sizes = c.parameterSizes(f)
	return f, nil
}

// parameterSizes returns nil if the driver can't tell. The end of the parameters is
// where it says that there is none.
func (c *libcudaContext) parameterSizes(f *Function) []int {
	if c.parameterInfo.Name == "" {
		return nil
	}
	sizes := []int{}
	for {
		var offset, size uintptr
		if c.parameterInfo.Call(f.handle, uintptr(len(sizes)), uintptr(unsafe.Pointer(&offset)), uintptr(unsafe.Pointer(&size))) != 0 {
			return sizes
		}
		sizes = append(sizes, int(size))
	}
}

func (c *libcudaContext) Attributes(f *Function) (Attributes, error) {
	var a Attributes
	err := read(a.attributes(), func(attribute int) (int, error) {
		var value int32
		err := c.call(c.functionGetAttribute, uintptr(unsafe.Pointer(&value)), uintptr(attribute), f.handle)
		return int(value), err
	})
	return a, err
}

func (c *libcudaContext) AllowDynamicShared(f *Function, size int) error {
	return c.call(c.functionSetAttribute, f.handle, functionDynamicShared, uintptr(size))
}

func (c *libcudaContext) Occupancy(f *Function, threads, dynamicShared int) (int, error) {
	var blocks int32
	err := c.call(c.occupancy, uintptr(unsafe.Pointer(&blocks)), f.handle, uintptr(threads), uintptr(dynamicShared))
	return int(blocks), err
}
