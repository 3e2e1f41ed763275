package kernels

import "aeed/train/device/cuda/driver/nvrtc"

// Compile compiles the kernels with NVRTC for an architecture of compute capability 8.0 or
// later, to a cubin for a GPU, such as "sm_90".
func Compile(compiler *nvrtc.Compiler, architecture string) (cubin []byte, err error) {
	cubin, _, err = compiler.Compile("kernels.cu", Source(), architecture, "-std=c++17")
	return cubin, err
}
