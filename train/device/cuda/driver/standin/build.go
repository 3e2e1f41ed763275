package standin

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed source
var source embed.FS

// ErrNoCompiler says that there is no g++.
var ErrNoCompiler = errors.New("standin: no g++ is found; hint: install it (Debian: apt-get install g++)")

// Build compiles the stand-in in a folder and returns the path of the library. The error
// is ErrNoCompiler where it can't.
func Build(folder string) (path string, err error) {
	if err := os.CopyFS(folder, source); err != nil {
		return "", fmt.Errorf("standin: %w", err)
	}
	return Compile(filepath.Join(folder, "libcuda.so.1"), filepath.Join(folder, "source", "libcuda.cpp"))
}

// Compile makes a shared library of a C++ file, and returns its path.
func Compile(path, file string) (string, error) {
	compiler, err := exec.LookPath("g++")
	if err != nil {
		return "", ErrNoCompiler
	}
	command := exec.Command(compiler, "-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-fvisibility=hidden", "-o", path, file, "-ldl")
	command.Env = append(os.Environ(), "LC_ALL=C")
	if said, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("standin: g++ refuses the sources: %w\n%s", err, said)
	}
	return path, nil
}

// Image returns what a driver loads as the module whose kernels are in a library.
func Image(kernels string) []byte { return []byte("standin:" + kernels) }
