//go:build !amd64

package sim

// kernelsHere returns what this machine can run, the fastest first.
func kernelsHere() []kernels { return []kernels{goKernels} }
