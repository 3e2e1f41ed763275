package gemm

import "golang.org/x/sys/cpu"

//go:generate go run ./assemble

// kernelsHere returns what this machine can run, the fastest first.
func kernelsHere() []kernels {
	here := []kernels{goKernels}
	x86 := &cpu.X86
	if x86.HasAVX2 && x86.HasFMA {
		here = append([]kernels{avx2Kernels}, here...)
		if x86.HasAVX512F && x86.HasAVX512DQ && x86.HasBMI2 {
			here = append([]kernels{avx512Kernels}, here...)
		}
	}
	return here
}

var avx512Kernels = kernels{
	name:    "AVX-512",
	lanes:   16,
	heights: []int{1: 28, 2: 14, 3: 9},
	width: func(vectors int) int {
		if vectors == 4 { // 2 and 2 are faster than 3 and 1
			return 2
		}
		return min(3, vectors)
	},
	run: func(s *strip, width int) {
		switch width {
		case 1:
			multiply1AVX512(s)
		case 2:
			multiply2AVX512(s)
		case 3:
			multiply3AVX512(s)
		}
	},
	multiplyAdds: multiplyAddsAVX512,
	transpose4:   transpose4AVX,
}

var avx2Kernels = kernels{
	name:    "AVX2",
	lanes:   8,
	heights: []int{1: 12, 2: 6},
	width:   func(vectors int) int { return min(2, vectors) },
	run: func(s *strip, width int) {
		switch width {
		case 1:
			multiply1AVX2(s)
		case 2:
			multiply2AVX2(s)
		}
	},
	multiplyAdds: multiplyAddsAVX2,
	transpose4:   transpose4AVX,
}
