package kernels

import (
	"bytes"
	"slices"
	"testing"
)

// The cubin is that of the sources, and has every kernel, unless there is none.
func TestCubinIsOfTheSources(t *testing.T) {
	const hint = "; hint: go run ./train/device/cuda/kernels/build"
	if len(packedCubin) == 0 {
		t.Skip("no cubin is embedded, cards of compute capability 9.x get the PTX" + hint + ", with NVRTC")
	}
	if len(packedCubin) > 1<<20 {
		t.Errorf("the cubin has %d bytes", len(packedCubin))
	}
	cubin := Cubin()
	if cubin == nil {
		t.Fatal("kernels.sm_90.cubin.gz is damaged, or stale and never loaded" + hint)
	}
	if !bytes.HasPrefix(cubin, []byte("\x7fELF")) {
		t.Errorf("the cubin begins %.8q", cubin)
	}
	for _, name := range Names() {
		if !bytes.Contains(cubin, []byte(".text."+name+"\x00")) {
			t.Errorf("the cubin has no %s%s", name, hint)
		}
	}
}

// What is packed comes back, and nothing that is damaged or of other sources does.
func TestPackCubin(t *testing.T) {
	cubin := []byte("\x7fELF and so on, \x00 and all")
	file := PackCubin(cubin)
	if got := unpackCubin(file); !bytes.Equal(got, cubin) {
		t.Errorf("%q comes back", got)
	}
	stale := bytes.Replace(file, []byte(Hash()), bytes.Repeat([]byte("0"), len(Hash())), 1)
	damaged := slices.Clone(file)
	damaged[len(damaged)-5] ^= 1 // of the checksum
	for what, file := range map[string][]byte{"nothing": nil, "a stale file": stale, "a damaged file": damaged, "half a file": file[:len(file)-9], "no gzip": cubin} {
		if got := unpackCubin(file); got != nil {
			t.Errorf("%s gives %q", what, got)
		}
	}
}
