package emulator

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"aeed/train/device/cuda/kernels"
)

// ErrNoCompiler says that there is no g++.
var ErrNoCompiler = errors.New("emulator: no g++ is found; hint: install it (Debian: apt-get install g++)")

// Build compiles the kernels into a shared library in a folder and returns its path.
// The error is ErrNoCompiler where it can't.
func Build(folder string) (path string, err error) { return Compile(kernels.Source(), folder) }

// Compile is Build for other sources.
func Compile(source, folder string) (path string, err error) {
	compiler, err := exec.LookPath("g++")
	if err != nil {
		return "", ErrNoCompiler
	}
	path = filepath.Join(folder, "libkernels.so")
	// Nothing is contracted to fused operations, so results don't depend on the processor.
	command := exec.Command(compiler, "-std=c++17", "-O3", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-x", "c++", "-o", path, "-")
	command.Stdin = strings.NewReader(source)
	command.Env = append(os.Environ(), "LC_ALL=C")
	if said, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("emulator: g++ refuses the kernels: %w\n%s", err, said)
	}
	return path, nil
}
