// Command build compiles the kernels to PTX, which package kernels embeds:
//
//	go run ./train/device/cuda/kernels/build
//
// It needs clang of version 16 or later (Debian: apt-get install clang-16), and neither
// a GPU nor NVIDIA's tools. The result has the hash of the sources in its first line;
// a test fails where it is not that of the sources.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"aeed/internal/wholefile"
	"aeed/train/device/cuda/kernels"
)

func main() {
	if err := build(filepath.Join("train", "device", "cuda", "kernels", "kernels.ptx")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build writes the PTX of the kernels to a file.
func build(path string) error {
	compiler, err := findCompiler()
	if err != nil {
		return err
	}
	ptx, err := compile(compiler, kernels.Source())
	if err != nil {
		return err
	}
	return wholefile.WriteBytes(path, []byte(kernels.PTXHeader()+ptx))
}

// findCompiler returns the first clang that is installed.
func findCompiler() (string, error) {
	for _, name := range []string{"clang-19", "clang-18", "clang-17", "clang-16", "clang"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("build: no clang is found; hint: install one (Debian: apt-get install clang-16)")
}

// compile returns the PTX of a source. The target is the oldest that has what the
// kernels use, TF32 and bf16 products: drivers compile it for any newer one.
func compile(compiler, source string) (string, error) {
	command := exec.Command(compiler, "-x", "cuda", "--cuda-device-only", "-nocudainc", "-nocudalib", "-std=c++17", "-O3", "-S",
		"--cuda-gpu-arch=sm_80", "-Xclang", "-target-feature", "-Xclang", "+ptx70", "-o", "-", "-")
	command.Stdin = strings.NewReader(source)
	var complaints strings.Builder
	command.Stderr = &complaints
	ptx, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("build: %s refuses the kernels: %w\n%s", compiler, err, complaints.String())
	}
	return string(ptx), nil
}
