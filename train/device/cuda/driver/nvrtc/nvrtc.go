package nvrtc

import (
	"fmt"
	"runtime"
	"strings"
	"unsafe"

	"aeed/train/device/cuda/driver/library"
)

// A Compiler is the library, opened. It is safe for concurrent use.
type Compiler struct {
	routines     routines
	major, minor int32
}

type routines struct {
	version     library.Routine `symbol:"nvrtcVersion"`
	errorString library.Routine `symbol:"nvrtcGetErrorString"`
	archCount   library.Routine `symbol:"nvrtcGetNumSupportedArchs"`
	archs       library.Routine `symbol:"nvrtcGetSupportedArchs"`
	create      library.Routine `symbol:"nvrtcCreateProgram"`
	destroy     library.Routine `symbol:"nvrtcDestroyProgram"`
	compile     library.Routine `symbol:"nvrtcCompileProgram"`
	logSize     library.Routine `symbol:"nvrtcGetProgramLogSize"`
	log         library.Routine `symbol:"nvrtcGetProgramLog"`
	ptxSize     library.Routine `symbol:"nvrtcGetPTXSize"`
	ptx         library.Routine `symbol:"nvrtcGetPTX"`
	cubinSize   library.Routine `symbol:"nvrtcGetCUBINSize"`
	cubin       library.Routine `symbol:"nvrtcGetCUBIN"`
}

// Open opens the library. The error wraps library.ErrNotFound if there is none.
func Open() (*Compiler, error) { return open(search("/")) }

func open(s library.Search) (*Compiler, error) {
	handle, err := s.Open()
	if err != nil {
		return nil, err
	}
	c := new(Compiler)
	if err := library.Bind(handle, &c.routines); err != nil {
		return nil, fmt.Errorf("%s: %w; hint: set %s to a libnvrtc of CUDA 11.2 or later", s.Name, err, s.Variable)
	}
	if err := c.call(c.routines.version, uintptr(unsafe.Pointer(&c.major)), uintptr(unsafe.Pointer(&c.minor))); err != nil {
		return nil, err
	}
	return c, nil
}

// Version returns the version of CUDA that the library is of, such as "12.4".
func (c *Compiler) Version() string { return fmt.Sprintf("%d.%d", c.major, c.minor) }

// Architectures returns those that the library compiles for, such as "sm_90", in ascending
// order.
func (c *Compiler) Architectures() ([]string, error) {
	var count int32
	if err := c.call(c.routines.archCount, uintptr(unsafe.Pointer(&count))); err != nil {
		return nil, err
	}
	numbers := make([]int32, max(count, 1))
	if err := c.call(c.routines.archs, uintptr(unsafe.Pointer(&numbers[0]))); err != nil {
		return nil, err
	}
	var names []string
	for _, number := range numbers[:count] {
		names = append(names, fmt.Sprintf("sm_%d", number))
	}
	return names, nil
}

// Compile compiles a source, which is called name in messages, for an architecture: a
// cubin for a GPU, such as "sm_90", PTX for those from one on, such as "compute_80". The
// options are those of nvcc. The log, of warnings and errors, is there in both cases, and
// in the error too.
func (c *Compiler) Compile(name, source, architecture string, options ...string) (image []byte, log string, err error) {
	var program uintptr
	if err := c.call(c.routines.create, uintptr(unsafe.Pointer(&program)), uintptr(unsafe.Pointer(library.CString(source))), uintptr(unsafe.Pointer(library.CString(name))), 0, 0, 0); err != nil {
		return nil, "", err
	}
	defer func() {
		if destroyed := c.call(c.routines.destroy, uintptr(unsafe.Pointer(&program))); err == nil {
			err = destroyed
		}
	}()
	arguments := []*byte{library.CString("--gpu-architecture=" + architecture)}
	for _, option := range options {
		arguments = append(arguments, library.CString(option))
	}
	compiled := c.call(c.routines.compile, program, uintptr(len(arguments)), uintptr(unsafe.Pointer(&arguments[0])))
	runtime.KeepAlive(arguments)
	text, err := c.read(c.routines.logSize, c.routines.log, program)
	if err != nil {
		return nil, "", err
	}
	log = strings.TrimSpace(strings.TrimRight(string(text), "\x00"))
	if compiled != nil {
		return nil, log, fmt.Errorf("%s doesn't compile for %s: %w\n%s", name, architecture, compiled, log)
	}
	if strings.HasPrefix(architecture, "compute_") {
		image, err = c.read(c.routines.ptxSize, c.routines.ptx, program)
	} else {
		image, err = c.read(c.routines.cubinSize, c.routines.cubin, program)
	}
	return image, log, err
}

// read returns what a routine writes, of which another tells the size.
func (c *Compiler) read(size, content library.Routine, program uintptr) ([]byte, error) {
	var n uintptr
	if err := c.call(size, program, uintptr(unsafe.Pointer(&n))); err != nil {
		return nil, err
	}
	bytes := make([]byte, max(n, 1))
	if err := c.call(content, program, uintptr(unsafe.Pointer(&bytes[0]))); err != nil {
		return nil, err
	}
	return bytes[:n], nil
}

// call calls a routine. Its error has the library's name for the failure.
//
//go:uintptrescapes
func (c *Compiler) call(r library.Routine, arguments ...uintptr) error {
	code := int32(r.Call(arguments...))
	if code == 0 {
		return nil
	}
	name := c.routines.errorString.Call(uintptr(code))
	return fmt.Errorf("%s: %s (%d)", r.Name, library.String(*(**byte)(unsafe.Pointer(&name))), code)
}
