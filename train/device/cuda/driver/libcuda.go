//go:build !gorgonia_cu

package driver

import (
	"fmt"
	"unsafe"

	"aeed/train/device/cuda/driver/library"
)

// search says where the driver is. It comes with the kernel module, so its folder is
// often one that a container has mounted.
var search = library.Search{
	Name:     "the NVIDIA driver",
	Variable: "AEED_LIBCUDA",
	Files:    []string{"libcuda.so.1"},
	Folders:  []string{"/usr/local/nvidia/lib64", "/usr/lib/*-linux-gnu", "/usr/lib64", "/usr/lib/wsl/lib", "/usr/local/cuda/compat"},
	Hint:     "install the driver of the NVIDIA card",
}

// A libcuda is the driver's own library.
type libcuda struct {
	routines
	parameterInfo library.Routine // nothing before CUDA 12.4
	version       Version
}

// Find returns the driver, which it opens and has look for cards. The error is an
// ErrUnavailable.
func Find() (Driver, error) {
	handle, err := search.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	d := new(libcuda)
	if err := d.readVersion(handle); err != nil {
		return nil, err
	}
	if err := library.Bind(handle, &d.routines); err != nil {
		return nil, fmt.Errorf("%w: the NVIDIA driver: %w; hint: reinstall it", ErrUnavailable, err)
	}
	if found, err := library.Find(handle, "cuFuncGetParamInfo"); err == nil {
		d.parameterInfo = found
	}
	if err := d.call(d.init, 0); isCode(err, codeNoDevice) {
		return nil, noCard()
	} else if err != nil {
		return nil, fmt.Errorf("%w: the NVIDIA driver doesn't start: %w; hint: nvidia-smi says more", ErrUnavailable, err)
	}
	return d, nil
}

// readVersion comes before all else, since an old driver lacks routines.
func (d *libcuda) readVersion(handle uintptr) error {
	get, err := library.Find(handle, "cuDriverGetVersion")
	if err != nil {
		return fmt.Errorf("%w: not an NVIDIA driver: %w; hint: set %s to a libcuda.so.1, or unset it", ErrUnavailable, err, search.Variable)
	}
	var number int32
	if code := int32(get.Call(uintptr(unsafe.Pointer(&number)))); code != 0 {
		return fmt.Errorf("%w: the NVIDIA driver doesn't tell its version, but error %d; hint: reinstall it", ErrUnavailable, code)
	}
	d.version = versionOf(int(number))
	return d.version.check()
}

func (d *libcuda) Name() string     { return fmt.Sprintf("libcuda, CUDA %v", d.version) }
func (d *libcuda) Version() Version { return d.version }

// call calls a routine of the API. Its error is an *Error.
//
//go:uintptrescapes
func (d *libcuda) call(r library.Routine, arguments ...uintptr) error {
	if code := int32(r.Call(arguments...)); code != 0 {
		return d.failure(r.Name, code)
	}
	return nil
}

func (d *libcuda) failure(call string, code int32) error {
	e := &Error{Call: call, Code: int(code), Name: "an error without a name", Description: "the driver doesn't know it"}
	var name, description *byte
	if d.getErrorName.Call(uintptr(code), uintptr(unsafe.Pointer(&name))) == 0 && name != nil {
		e.Name = library.String(name)
	}
	if d.getErrorString.Call(uintptr(code), uintptr(unsafe.Pointer(&description))) == 0 && description != nil {
		e.Description = library.String(description)
	}
	return e
}
