//go:build gorgonia_cu

package driver

import (
	"fmt"

	"aeed/train/device/cuda/driver/library"

	"gorgonia.org/cu"
)

func (c *gorgoniaContext) Load(image []byte) (Module, error) {
	if err := c.spoil("cuModuleLoadDataEx"); err != nil {
		return 0, err
	}
	log := make([]byte, 1<<16)
	m, err := cu.LoadDataEx(string(image), &cu.JITErrorLogBuffer{Buffer: log[:len(log)-1]})
	if err := failed("cuModuleLoadDataEx", err); err != nil {
		return 0, loadError(err, library.String(&log[0]))
	}
	return as[Module](m), nil
}

func (c *gorgoniaContext) Unload(m Module) error {
	return failed("cuModuleUnload", as[cu.Module](m).Unload())
}

// Function can't tell the parameters.
func (c *gorgoniaContext) Function(m Module, name string) (*Function, error) {
	f, err := as[cu.Module](m).Function(name)
	if err != nil {
		return nil, functionError(name, failed("cuModuleGetFunction", err))
	}
	return &Function{Name: name, handle: as[uintptr](f)}, nil
}

func (c *gorgoniaContext) Attributes(f *Function) (Attributes, error) {
	var a Attributes
	err := read(a.attributes(), func(attribute int) (int, error) {
		value, err := as[cu.Function](f.handle).Attribute(cu.FunctionAttribute(attribute))
		return value, failed("cuFuncGetAttribute", err)
	})
	return a, err
}

func (c *gorgoniaContext) AllowDynamicShared(f *Function, size int) error {
	if size <= 48<<10 {
		return nil
	}
	return fmt.Errorf("%d bytes of dynamic shared memory: %w: gorgonia.org/cu has 48 KiB at most; hint: build without the tag gorgonia_cu", size, ErrNotSupported)
}

func (c *gorgoniaContext) Occupancy(f *Function, threads, dynamicShared int) (int, error) {
	blocks, err := as[cu.Function](f.handle).MaxActiveBlocksPerMultiProcessor(threads, int64(dynamicShared))
	return blocks, failed("cuOccupancyMaxActiveBlocksPerMultiprocessor", err)
}
