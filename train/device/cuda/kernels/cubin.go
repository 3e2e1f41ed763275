package kernels

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"
)

//go:embed kernels.sm_90.cubin.gz
var packedCubin []byte

// CubinArchitecture is what Cubin is compiled for.
const CubinArchitecture = "sm_90"

// Cubin returns the kernels as command build has compiled them with NVRTC, machine code
// for GPUs of compute capability 9.x. It is nil if there is none, or if what there is
// comes from other sources.
var Cubin = sync.OnceValue(func() []byte { return unpackCubin(packedCubin) })

// PackCubin returns the file of a cubin that was compiled from Source: compressed by gzip,
// whose comment is the hash of the sources.
func PackCubin(cubin []byte) []byte {
	var file bytes.Buffer
	w, _ := gzip.NewWriterLevel(&file, gzip.BestCompression) // which is a level
	w.Comment = Hash()
	if _, err := w.Write(cubin); err != nil {
		panic(fmt.Sprintf("kernels: %v", err)) // a buffer takes all
	}
	if err := w.Close(); err != nil {
		panic(fmt.Sprintf("kernels: %v", err))
	}
	return file.Bytes()
}

// unpackCubin returns the cubin of a file of PackCubin, nil if it is damaged or of other
// sources.
func unpackCubin(file []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil || r.Comment != Hash() {
		return nil
	}
	cubin, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return cubin
}
