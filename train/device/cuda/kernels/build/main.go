// Command build compiles the kernels to the files that package kernels embeds:
//
//	go run ./train/device/cuda/kernels/build
//
// kernels.ptx needs clang of version 16 or later (Debian: apt-get install clang-16), and
// neither a GPU nor NVIDIA's tools. Where NVIDIA's run-time compiler is found, as package
// nvrtc says, it must take the kernels too, and makes kernels.sm_90.cubin.gz. Where it
// isn't, that file becomes empty unless it is of these sources already: cards then get the
// PTX. Both files have the hash of their sources; a test fails where it is another.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"aeed/internal/wholefile"
	"aeed/train/device/cuda/kernels"
)

func main() {
	if err := build(filepath.Join("train", "device", "cuda", "kernels"), os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// build writes both files to a folder, and says what it can't do without NVRTC.
func build(folder string, messages io.Writer) error {
	ptx, err := compilePTX()
	if err != nil {
		return err
	}
	cubin, err := compileCubin(messages)
	if err != nil {
		return err
	}
	if cubin == nil {
		cubin = kernels.Cubin()
	}
	var packed []byte
	if cubin != nil {
		packed = kernels.PackCubin(cubin)
	}
	if err := wholefile.WriteBytes(filepath.Join(folder, "kernels.ptx"), []byte(kernels.PTXHeader()+ptx)); err != nil {
		return err
	}
	return wholefile.WriteBytes(filepath.Join(folder, "kernels.sm_90.cubin.gz"), packed)
}
