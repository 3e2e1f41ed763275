package main

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"aeed/train/device/cuda/kernels"
)

// compilePTX returns the kernels as the first clang that is installed compiles them. The
// target is the oldest that has what the kernels use, TF32 and bf16 products: drivers
// compile it for any newer one.
func compilePTX() (string, error) {
	compiler, err := findClang()
	if err != nil {
		return "", err
	}
	command := exec.Command(compiler, "-x", "cuda", "--cuda-device-only", "-nocudainc", "-nocudalib", "-std=c++17", "-O3", "-S",
		"--cuda-gpu-arch=sm_80", "-Xclang", "-target-feature", "-Xclang", "+ptx70", "-o", "-", "-")
	command.Stdin = strings.NewReader(kernels.Source())
	var complaints strings.Builder
	command.Stderr = &complaints
	ptx, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("build: %s refuses the kernels: %w\n%s", compiler, err, complaints.String())
	}
	return string(ptx), nil
}

var errNoClang = errors.New("build: no clang is found; hint: install one (Debian: apt-get install clang-16)")

func findClang() (string, error) {
	for _, name := range []string{"clang-19", "clang-18", "clang-17", "clang-16", "clang"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoClang
}
