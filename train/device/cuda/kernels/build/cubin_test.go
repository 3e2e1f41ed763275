package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"aeed/train/device/cuda/kernels"
)

// What NVRTC makes for compute capability 9.0 is what is written, with the hash of its
// sources; what it doesn't know is said.
func TestBuildWithNVRTC(t *testing.T) {
	folder := t.TempDir()
	installNVRTC(t, "", "")
	installClang(t, "echo compiled")
	var messages bytes.Buffer
	if err := build(folder, &messages); err != nil {
		t.Fatal(err)
	}
	if got, want := messages.String(), "build: NVRTC of CUDA 12.4 doesn't know sm_100; hint: a newer one checks the kernels for it\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	r, err := gzip.NewReader(bytes.NewReader(read(t, filepath.Join(folder, "kernels.sm_90.cubin.gz"))))
	if err != nil {
		t.Fatal(err)
	}
	cubin, err := io.ReadAll(r)
	if want := "cubin of kernels.cu --gpu-architecture=sm_90 -std=c++17: " + kernels.Source(); err != nil || string(cubin) != want {
		t.Errorf("the cubin is %.100q, %v", cubin, err)
	}
	if r.Comment != kernels.Hash() {
		t.Errorf("the cubin is of %q, want %q", r.Comment, kernels.Hash())
	}
}

// Kernels that NVRTC doesn't take leave no files, though clang takes them.
func TestBuildWithNVRTCErrors(t *testing.T) {
	for want, source := range map[string][2]string{
		"build: NVRTC of CUDA 12.4 refuses the kernels: kernels.cu doesn't compile for sm_80": {
			"#define nvrtcCompileProgram compile",
			"#undef nvrtcCompileProgram\nAPI int nvrtcCompileProgram(Program *p, int n, const char **options) { return compile(p, n, options), 6; }"},
		"build: nvrtcGetNumSupportedArchs": {
			"#define nvrtcGetNumSupportedArchs count",
			"#undef nvrtcGetNumSupportedArchs\nAPI int nvrtcGetNumSupportedArchs(int *) { return 6; }"},
		"build: CUDA's run-time compiler: the library lacks nvrtcGetCUBIN": {
			"#define nvrtcGetCUBIN cubin", ""},
	} {
		folder := t.TempDir()
		t.Run(want, func(t *testing.T) {
			installNVRTC(t, source[0], source[1])
			installClang(t, "echo compiled")
			if err := build(folder, io.Discard); err == nil || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("error %v", err)
			}
			if left, err := filepath.Glob(filepath.Join(folder, "*")); err != nil || len(left) > 0 {
				t.Errorf("it leaves %v, %v", left, err)
			}
		})
	}
}

// NVIDIA's own NVRTC, where there is one, takes the kernels for each architecture that it
// knows, and the cubin has them all.
func TestCompileCubin(t *testing.T) {
	var messages bytes.Buffer
	cubin, err := compileCubin(&messages)
	if err != nil {
		t.Fatal(err)
	}
	if cubin == nil {
		t.Skip(messages.String())
	}
	if !bytes.HasPrefix(cubin, []byte("\x7fELF")) {
		t.Errorf("the cubin begins %.8q", cubin)
	}
	for _, name := range kernels.Names() {
		if !bytes.Contains(cubin, []byte(".text."+name+"\x00")) {
			t.Errorf("the cubin has no %s", name)
		}
	}
}
