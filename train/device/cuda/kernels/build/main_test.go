package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/train/device/cuda/driver/standin"
	"aeed/train/device/cuda/kernels"
)

// installClang makes a script the only program that is found, as clang-16.
func installClang(t *testing.T, script string) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "clang-16"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
}

// installNVRTC makes the stand-in for NVRTC, after some lines of C++ of the test's, the one
// that is found.
func installNVRTC(t *testing.T, before, after string) {
	standIn, err := filepath.Abs("../../driver/nvrtc/testdata/nvrtc.cpp")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	source := filepath.Join(folder, "nvrtc.cpp")
	if err := os.WriteFile(source, []byte(before+"\n#include \""+standIn+"\"\n"+after+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	path, err := standin.Compile(filepath.Join(folder, "libnvrtc.so"), source)
	if errors.Is(err, standin.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("AEED_LIBNVRTC", path)
}

func withoutNVRTC(t *testing.T) { t.Setenv("AEED_LIBNVRTC", "/nowhere/libnvrtc.so") }

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// The command finds the folder from the root of the repository, and writes what the
// compiler says.
func TestMainWritesWhatTheCompilerSays(t *testing.T) {
	root := t.TempDir()
	installClang(t, `echo "compiled with $*"; while read -r line; do case "$line" in "KERNEL(clear,"*) echo "has clear";; esac; done`)
	withoutNVRTC(t)
	folder := filepath.Join(root, "train", "device", "cuda", "kernels")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	main()
	got := string(read(t, filepath.Join(folder, "kernels.ptx")))
	lines := strings.SplitAfter(got, "\n")
	if lines[0] != kernels.PTXHeader() || !strings.Contains(lines[1], "--cuda-gpu-arch=sm_80") || lines[2] != "has clear\n" {
		t.Errorf("the file is %.300q", got)
	}
}

// A cubin of these sources stays where there is no NVRTC; another one doesn't.
func TestBuildWithoutNVRTC(t *testing.T) {
	folder := t.TempDir()
	installClang(t, "echo compiled")
	withoutNVRTC(t)
	path := filepath.Join(folder, "kernels.sm_90.cubin.gz")
	if err := os.WriteFile(path, []byte("of other sources"), 0o644); err != nil {
		t.Fatal(err)
	}
	var messages bytes.Buffer
	if err := build(folder, &messages); err != nil {
		t.Fatal(err)
	}
	var want []byte
	if cubin := kernels.Cubin(); cubin != nil {
		want = kernels.PackCubin(cubin)
	}
	if got := read(t, path); !bytes.Equal(got, want) {
		t.Errorf("the cubin has %d bytes, want %d", len(got), len(want))
	}
	if said := messages.String(); !strings.HasPrefix(said, "build: no new cubin") || !strings.Contains(said, "/nowhere/libnvrtc.so") {
		t.Errorf("it says %q", said)
	}
}

func TestBuildErrors(t *testing.T) {
	folder := t.TempDir()
	withoutNVRTC(t)
	installClang(t, `echo "no such thing as a kernel" >&2; exit 1`)
	if err := build(folder, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "no such thing as a kernel") {
		t.Errorf("a compiler that refuses: error %v", err)
	}
	t.Setenv("PATH", "")
	if err := build(folder, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "; hint: install one") {
		t.Errorf("no compiler: error %v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("a failed build has left %v, %v", left, err)
	}
}

// A real clang takes the kernels.
func TestCompilePTX(t *testing.T) {
	ptx, err := compilePTX()
	if errors.Is(err, errNoClang) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(ptx, ".visible .entry "); n != len(kernels.Names()) {
		t.Errorf("%d kernels in the PTX, %d in the sources", n, len(kernels.Names()))
	}
}
