package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"aeed/train/device/cuda/driver/library"
	"aeed/train/device/cuda/driver/nvrtc"
	"aeed/train/device/cuda/kernels"
)

// architectures are those for which NVRTC must take the kernels, if it knows them.
var architectures = []string{"sm_80", kernels.CubinArchitecture, "sm_100"}

// compileCubin has NVRTC compile the kernels for each of the architectures, and returns
// what it makes for kernels.CubinArchitecture. Where NVRTC isn't found, or doesn't know
// that, it says so and returns nil.
func compileCubin(messages io.Writer) (cubin []byte, err error) {
	compiler, err := nvrtc.Open()
	if errors.Is(err, library.ErrNotFound) {
		fmt.Fprintf(messages, "build: no new cubin, and NVRTC doesn't check the kernels: %v\n", err)
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	known, err := compiler.Architectures()
	if err != nil {
		return nil, fmt.Errorf("build: %w", err)
	}
	for _, architecture := range architectures {
		if !slices.Contains(known, architecture) {
			fmt.Fprintf(messages, "build: NVRTC of CUDA %s doesn't know %s; hint: a newer one checks the kernels for it\n", compiler.Version(), architecture)
			continue
		}
		code, err := kernels.Compile(compiler, architecture)
		if err != nil {
			return nil, fmt.Errorf("build: NVRTC of CUDA %s refuses the kernels: %w", compiler.Version(), err)
		}
		if architecture == kernels.CubinArchitecture {
			cubin = code
		}
	}
	return cubin, nil
}
