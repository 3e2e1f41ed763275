package sim

import (
	"testing"

	"golang.org/x/sys/cpu"
)

func TestKernelsOfAProcessorWithoutAVX2(t *testing.T) {
	defer func(has bool) { cpu.X86.HasAVX2 = has }(cpu.X86.HasAVX2)
	cpu.X86.HasAVX2 = false
	if k := kernelsHere(); len(k) != 1 || k[0].name != goKernels.name {
		t.Errorf("%d kernels, the first %q; want those in Go alone", len(k), k[0].name)
	}
	cpu.X86.HasAVX2 = true
	if k := kernelsHere(); len(k) != 2 || k[0].name != "avx2" {
		t.Errorf("%d kernels, the first %q; want AVX2 first", len(k), k[0].name)
	}
}
