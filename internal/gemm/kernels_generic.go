//go:build !amd64

package gemm

func kernelsHere() []kernels { return []kernels{goKernels} }
