package nvrtc_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver/library"
	"aeed/train/device/cuda/driver/nvrtc"
	"aeed/train/device/cuda/driver/standin"
)

// standIn opens the stand-in for NVRTC; the test fails if it leaves programs in it.
func standIn(t *testing.T) *nvrtc.Compiler {
	t.Helper()
	path, err := standin.Compile(filepath.Join(t.TempDir(), "libnvrtc.so"), "testdata/nvrtc.cpp")
	if errors.Is(err, standin.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("AEED_LIBNVRTC", path)
	compiler, err := nvrtc.Open()
	if err != nil {
		t.Fatal(err)
	}
	handle, err := library.Search{Files: []string{path}}.Open()
	if err != nil {
		t.Fatal(err)
	}
	left, err := library.Find(handle, "programs_left")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if n := int32(left.Call()); n != 0 {
			t.Errorf("%d programs are left", n)
		}
	})
	return compiler
}

func TestCompile(t *testing.T) {
	compiler := standIn(t)
	if got := compiler.Version(); got != "12.4" {
		t.Errorf("version %q", got)
	}
	for architecture, want := range map[string]string{
		"sm_90":      "cubin of a.cu --gpu-architecture=sm_90 -std=c++17 -lineinfo: source",
		"compute_80": "PTX of a.cu --gpu-architecture=compute_80 -std=c++17 -lineinfo: source",
	} {
		image, log, err := compiler.Compile("a.cu", "source", architecture, "-std=c++17", "-lineinfo")
		if err != nil || log != "" || string(image) != want {
			t.Errorf("%q, log %q, %v, want %q", image, log, err, want)
		}
	}
}

func TestArchitectures(t *testing.T) {
	got, err := standIn(t).Architectures()
	if want := []string{"sm_80", "sm_90"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
}

func TestCompileErrors(t *testing.T) {
	compiler := standIn(t)
	image, log, err := compiler.Compile("b.cu", "#error wrong", "sm_90")
	if image != nil || log != "b.cu(1): error: wrong" || err == nil || !strings.Contains(err.Error(), "b.cu doesn't compile for sm_90: nvrtcCompileProgram: NVRTC_ERROR_COMPILATION (6)\n"+log) {
		t.Errorf("%q, log %q, %v", image, log, err)
	}
	if _, _, err := compiler.Compile("c.cu", "huge", "sm_90"); err == nil || !strings.Contains(err.Error(), "NVRTC_ERROR_OUT_OF_MEMORY (1)") {
		t.Errorf("a failure to begin: %v", err)
	}
}

func TestOpen(t *testing.T) {
	t.Setenv("AEED_LIBNVRTC", "/missing.so")
	if _, err := nvrtc.Open(); !errors.Is(err, library.ErrNotFound) || !strings.Contains(err.Error(), "/missing.so") || !strings.Contains(err.Error(), "; hint: ") {
		t.Errorf("a missing library: %v", err)
	}
	t.Setenv("AEED_LIBNVRTC", "libc.so.6")
	if _, err := nvrtc.Open(); err == nil || !strings.Contains(err.Error(), "nvrtcVersion") || !strings.Contains(err.Error(), "; hint: ") {
		t.Errorf("another library: %v", err)
	}
}

// NVIDIA's own library, where there is one, compiles a kernel and says what is wrong.
func TestNVIDIA(t *testing.T) {
	compiler, err := nvrtc.Open()
	if errors.Is(err, library.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	architectures, err := compiler.Architectures()
	if err != nil || !slices.Contains(architectures, "sm_90") {
		t.Errorf("architectures %v, %v", architectures, err)
	}
	const source = `extern "C" __global__ void twice(float *p) { p[threadIdx.x] *= 2; }`
	image, log, err := compiler.Compile("twice.cu", source, "compute_80")
	if err != nil || !bytes.Contains(image, []byte(".entry twice")) {
		t.Errorf("PTX %q, log %q, %v", image, log, err)
	}
	image, log, err = compiler.Compile("twice.cu", source, "sm_90", "-std=c++17", "-lineinfo")
	if err != nil || !bytes.HasPrefix(image, []byte("\x7fELF")) {
		t.Errorf("a cubin of %d bytes, log %q, %v", len(image), log, err)
	}
	if _, log, err := compiler.Compile("twice.cu", "__global__ void f() { int x = y; }", "sm_90"); err == nil || !strings.Contains(log, `"y" is undefined`) {
		t.Errorf("log %q, %v", log, err)
	}
	if _, _, err := compiler.Compile("twice.cu", source, "sm_1"); err == nil || !strings.Contains(err.Error(), "sm_1") {
		t.Errorf("no such architecture: %v", err)
	}
}
