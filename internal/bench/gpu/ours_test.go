package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/device/cuda/kernels/emulator"
)

// emulate makes the emulator the card of a test: the stand-in for the driver takes no PTX,
// and a stand-in for NVRTC gives the kernels.
func emulate(t *testing.T) *standin.Library {
	card := standin.Start(t)
	card.Set(t, standin.Capability, 80)
	folder, err := os.MkdirTemp("", "gpu")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	kernels, err := emulator.Build(folder)
	if errors.Is(err, emulator.ErrNoCompiler) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	compiler := filepath.Join(folder, "libnvrtc.so")
	build := exec.Command("g++", "-std=c++17", "-shared", "-fPIC", "-fvisibility=hidden", fmt.Sprintf("-DIMAGE=%q", standin.Image(kernels)), "-o", compiler, "testdata/nvrtc.cpp")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	t.Setenv("AEED_LIBNVRTC", compiler)
	return card
}

// brief is the pace of the emulator.
var brief = pace{warmUp: 1, windows: 1, stepsAtOnce: 2, launches: 1}

// All ways to take a step, and each launch of one; on a card without room an error.
func TestOursOnACard(t *testing.T) {
	if testing.Short() {
		t.Skip("the emulator takes half a minute")
	}
	card := emulate(t)
	w := newWorkload(true, 2)
	w.Frames, w.Blocks = 4, []ctrgcn.Block{{Width: 16, Stride: 1}}
	o, err := measureOurs(w, "tf32", false, brief)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range o.Steps {
		names = append(names, m.Name)
		if m.Precision != "tf32" || !(m.StepMS > 0) || m.PeakMemory < int64(4*w.size().Parameters) {
			t.Errorf("%+v", m)
		}
	}
	if want := []string{"host", "host-aeed-half", "host-aeed", "graph", "graph-aeed-half", "graph-aeed"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	p := w.Program(w.shape(), false)
	count := 0
	for _, op := range o.Operations {
		count += 1 + strings.Count(op.Kind, "+")
	}
	if operations := slices.Concat(p.Operations[:]...); count != len(operations) || o.Operations[0].work != workOf(operations[0]) {
		t.Errorf("%d operations, want %d", count, len(operations))
	}
	if !slices.ContainsFunc(o.Launches, func(l launchTime) bool {
		return l.Kernel == "convolve_tf32" && l.MS > 0 && o.Operations[l.Operation].FLOP > 0
	}) {
		t.Errorf("no product in TF32 among %d launches", len(o.Launches))
	}
	if first, last := o.Launches[0], o.Launches[len(o.Launches)-1]; first.Operation != -1 || last.Operation != -1 || last.Kernel != "descend" {
		t.Errorf("from %+v to %+v", first, last)
	}
	card.Set(t, standin.Memory, 1<<10)
	if _, err := measureOurs(w, "float32", false, brief); !errors.Is(err, driver.ErrUnavailable) || !strings.Contains(err.Error(), "memory") {
		t.Errorf("on a card of a KiB: error %v", err)
	}
}
