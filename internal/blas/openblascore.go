//go:build linux && (amd64 || arm64)

package blas

import (
	"os"

	"github.com/ebitengine/purego"
	"golang.org/x/sys/cpu"
)

// coreVariable is what OpenBLAS reads, as it is opened, to learn whose kernels to use.
const coreVariable = "OPENBLAS_CORETYPE"

// withKnownCore opens the library again, with the core that the processor's
// instructions call for, if it took the processor for a Prescott by mistake. It returns
// the handle to use.
func withKnownCore(path string, handle uintptr) (uintptr, error) {
	var core func() string
	if err := bind(&core, handle, "openblas_get_corename"); err != nil {
		return handle, nil // bindOpenBLAS says so
	}
	better := vectorCore()
	if _, chosen := os.LookupEnv(coreVariable); chosen || core() != "Prescott" || better == "" {
		return handle, nil
	}
	if err := purego.Dlclose(handle); err != nil {
		return 0, err
	}
	if err := os.Setenv(coreVariable, better); err != nil {
		return 0, err
	}
	defer os.Unsetenv(coreVariable) // programs started later choose for themselves
	return purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
}

// vectorCore returns OpenBLAS's name of the oldest processor with the vector
// instructions of this one, "" below AVX2.
func vectorCore() string {
	x86 := &cpu.X86
	switch {
	case x86.HasAVX512F && x86.HasAVX512CD && x86.HasAVX512BW && x86.HasAVX512DQ && x86.HasAVX512VL:
		return "SkylakeX"
	case x86.HasAVX2 && x86.HasFMA:
		return "Haswell"
	}
	return ""
}
