//go:build linux && (amd64 || arm64)

package blas

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ebitengine/purego"
)

// sonames are OpenBLAS's names to the dynamic linker: the usual one, Fedora's for the
// build with POSIX threads, and the developers' link.
var sonames = []string{"libopenblas.so.0", "libopenblasp.so.0", "libopenblas.so"}

// folders are where it may be without the linker's knowing.
var folders = []string{"/usr/lib/*/openblas-pthread", "/usr/lib64", "/usr/lib", "/usr/local/lib", "/opt/OpenBLAS/lib"}

// openOpenBLAS returns the first OpenBLAS in the order of doc.go that can be used.
func openOpenBLAS() (Library, error) {
	switch chosen := os.Getenv("AEED_OPENBLAS"); chosen {
	case "off":
		return Library{}, errors.New("AEED_OPENBLAS is off")
	case "":
		return firstOpenBLAS(candidates())
	default:
		return firstOpenBLAS([]string{chosen})
	}
}

// candidates returns the sonames and then the files that there are.
func candidates() []string {
	paths := append([]string(nil), sonames...)
	for _, folder := range folders {
		for _, soname := range sonames {
			found, _ := filepath.Glob(filepath.Join(folder, soname)) // fails on a malformed pattern only
			paths = append(paths, found...)
		}
	}
	return paths
}

func firstOpenBLAS(paths []string) (Library, error) {
	var failures []error
	for _, path := range paths {
		library, err := loadOpenBLAS(path)
		if err == nil {
			return library, nil
		}
		failures = append(failures, err)
	}
	return Library{}, fmt.Errorf("no usable OpenBLAS; hint: install libopenblas0-pthread or set AEED_OPENBLAS to its file: %w", errors.Join(failures...))
}

// loadOpenBLAS opens the library at a path, or of a soname, and tries it.
func loadOpenBLAS(path string) (Library, error) {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return Library{}, err
	}
	handle, err = withKnownCore(path, handle)
	if err != nil {
		return Library{}, err
	}
	library, err := bindOpenBLAS(handle)
	if err != nil {
		purego.Dlclose(handle) // the error says enough
		return Library{}, fmt.Errorf("%s: %w", path, err)
	}
	return library, nil
}

// bindOpenBLAS makes a Library of an open one.
func bindOpenBLAS(handle uintptr) (Library, error) {
	var (
		parallel   func() int32
		setThreads func(int32)
		config     func() string
		core       func() string
	)
	if err := errors.Join(
		bind(&parallel, handle, "openblas_get_parallel"),
		bind(&setThreads, handle, "openblas_set_num_threads"),
		bind(&config, handle, "openblas_get_config"),
		bind(&core, handle, "openblas_get_corename"),
	); err != nil {
		return Library{}, err
	}
	const posixThreads = 1
	if parallel() != posixThreads {
		return Library{}, errors.New("not the build with POSIX threads")
	}
	setThreads(1)
	routine, err := purego.Dlsym(handle, "sgemm_")
	if err != nil {
		return Library{}, err
	}
	multiply := newFortranSgemm(routine)
	if err := try(multiply); err != nil {
		return Library{}, err
	}
	return Library{name: openBLASName(config(), core()), multiply: multiply}, nil
}

// openBLASName returns "OpenBLAS VERSION, CORE" from a configuration such as
// "OpenBLAS 0.3.21 DYNAMIC_ARCH NO_AFFINITY SkylakeX MAX_THREADS=64".
func openBLASName(config, core string) string {
	words := strings.Fields(config)
	return strings.Join(words[:min(2, len(words))], " ") + ", " + core
}

// bind sets function, a pointer to a func, to the library's routine of that name.
func bind(function any, handle uintptr, name string) error {
	routine, err := purego.Dlsym(handle, name)
	if err != nil {
		return err
	}
	purego.RegisterFunc(function, routine)
	return nil
}
