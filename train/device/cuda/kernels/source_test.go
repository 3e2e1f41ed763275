package kernels_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/device/cuda/kernels"
	"aeed/train/program"
)

// What a compiler is given needs no file of ours beside it.
func TestSourceIsWhole(t *testing.T) {
	source := kernels.Source()
	if strings.Contains(source, "#include \"") || strings.Contains(source, "#pragma once") {
		t.Error("the source includes a file of ours")
	}
	units, err := filepath.Glob("*.cu")
	if err != nil || len(units) == 0 {
		t.Fatalf("sources %v, %v", units, err)
	}
	headers, err := filepath.Glob("*.h")
	if err != nil || len(headers) == 0 {
		t.Fatalf("headers %v, %v", headers, err)
	}
	for _, name := range slices.Concat(units, headers) {
		if n := strings.Count(source, "#line 1 \""+name+"\"\n"); n != 1 {
			t.Errorf("%s is in the source %d times", name, n)
		}
	}
}

// The PTX is that of the sources, and has every kernel.
func TestPTXIsOfTheSources(t *testing.T) {
	if !strings.HasPrefix(kernels.PTX(), kernels.PTXHeader()) {
		t.Errorf("kernels.ptx is stale: it begins %.100q, want %q; hint: go run ./train/device/cuda/kernels/build", kernels.PTX(), kernels.PTXHeader())
	}
	for _, name := range kernels.Names() {
		if !strings.Contains(kernels.PTX(), ".visible .entry "+name+"(") {
			t.Errorf("kernels.ptx has no %s; hint: go run ./train/device/cuda/kernels/build", name)
		}
	}
	if strings.Contains(kernels.PTX(), ".extern") {
		t.Error("kernels.ptx asks for something that it has not")
	}
	if size := len(kernels.PTX()); size > 1<<20 {
		t.Errorf("kernels.ptx has %d bytes", size)
	}
}

// Every kernel of the sources is launched by something, and nothing else is.
func TestEveryKernelHasALaunch(t *testing.T) {
	launched := map[string]bool{
		kernels.Clear{}.Launch().Kernel: true, kernels.MoveRows(0).Kernel: true, kernels.CountStep(0).Kernel: true,
		kernels.Views{}.Launch().Kernel: true, kernels.Batch{}.Ranges().Kernel: true, kernels.Batch{}.Launch().Kernel: true,
		kernels.Mix{}.Blend(1).Kernel: true, kernels.Mix{}.Cut(1).Kernel: true,
	}
	for _, l := range (kernels.Descent{}).Launches() {
		launched[l.Kernel] = true
	}
	for _, a := range kernels.Arithmetics() {
		for _, p := range programs() {
			memory := kernels.Memory{Buffers: make([]kernels.Pointer, len(p.Buffers))}
			for _, operations := range p.Operations {
				for _, op := range operations {
					for _, l := range kernels.Launches(p, op, memory, a) {
						launched[l.Kernel] = true
					}
				}
			}
		}
	}
	got, want := slices.Sorted(maps.Keys(launched)), slices.Sorted(slices.Values(kernels.Names()))
	if !slices.Equal(got, want) {
		t.Errorf("launched are %v, there are %v", got, want)
	}
}

// programs returns a network in training and in inference.
func programs() (all []*program.Program) {
	a := ctrgcn.Architecture{Channels: 3, Frames: 8, Joints: 5, Bodies: 2, Classes: 4, Blocks: ctrgcn.Small(), Adjacency: make([]float64, 75)}
	for _, training := range []bool{true, false} {
		all = append(all, a.Program(ctrgcn.Shape{Clips: 2, Sequences: 3, Training: training, Wide: true}, false))
	}
	return all
}

// Scratch memory is as large as the operation that needs most of it.
func TestScratchSize(t *testing.T) {
	b := program.NewBuilder(2, 1, 2, true)
	x, y := b.KeptActivation("x", 40, 10, 8), b.KeptActivation("y", 40, 10, 70)
	b.Convolve(program.Convolution{X: x, Y: y, Kernel: 3, Weight: b.Parameter(8 * 70 * 3), Bias: b.Parameter(70)})
	// 800 rows make 3 slices of the weights' gradient; the bias has a sum of 16 bytes in
	// each of 2 sequences.
	if got, want := kernels.ScratchSize(b.Finish(y), kernels.Float32), 4*3*3*8*70+16*2*70; got != want {
		t.Errorf("%d bytes of scratch, want %d", got, want)
	}
}

func TestNoKernelForOthersOperations(t *testing.T) {
	defer func() {
		if said, _ := recover().(string); !strings.HasPrefix(said, "kernels: no kernel for ") {
			t.Errorf("an unknown operation: %q", said)
		}
	}()
	kernels.Launches(nil, nil, kernels.Memory{}, kernels.Float32)
}
