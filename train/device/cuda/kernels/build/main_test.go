package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aeed/train/device/cuda/kernels"
)

// install makes a script the only program that is found, as clang-16.
func install(t *testing.T, script string) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "clang-16"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder)
}

func TestBuildWritesWhatTheCompilerSays(t *testing.T) {
	folder := t.TempDir()
	install(t, `echo "compiled with $*"; while read -r line; do case "$line" in "KERNEL(clear,"*) echo "has clear";; esac; done`)
	path := filepath.Join(folder, "train", "device", "cuda", "kernels", "kernels.ptx")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	main()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(got), "\n")
	if lines[0] != kernels.PTXHeader() || !strings.Contains(lines[1], "--cuda-gpu-arch=sm_80") || lines[2] != "has clear\n" {
		t.Errorf("the file is %.300q", got)
	}
}

func TestBuildErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kernels.ptx")
	install(t, `echo "no such thing as a kernel" >&2; exit 1`)
	if err := build(path); err == nil || !strings.Contains(err.Error(), "no such thing as a kernel") {
		t.Errorf("a compiler that refuses: error %v", err)
	}
	t.Setenv("PATH", "")
	if err := build(path); err == nil || !strings.Contains(err.Error(), "; hint: install one") {
		t.Errorf("no compiler: error %v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a failed build has left a file")
	}
}

// A real compiler takes the kernels.
func TestCompile(t *testing.T) {
	compiler, err := findCompiler()
	if err != nil {
		t.Skip(err)
	}
	ptx, err := compile(compiler, kernels.Source())
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(ptx, ".visible .entry "); n != len(kernels.Names()) {
		t.Errorf("%d kernels in the PTX, %d in the sources", n, len(kernels.Names()))
	}
}
