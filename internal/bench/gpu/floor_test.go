package main

import (
	"math"
	"slices"
	"testing"
	"time"

	"aeed/train/device/cuda"
	"aeed/train/program"
)

// ceiling is of a card that copies 1 kB, and computes 2 kFLOP in tf32, in a millisecond.
var ceiling = &ceilings{CopyBytesPerS: 1e6, GEMM: []gemm{{Precision: "tf32", FLOPPerS: 5e5}, {Precision: "tf32", FLOPPerS: 2e6}, {Precision: "bf16", FLOPPerS: 4e6}}}

func TestFloor(t *testing.T) {
	for _, c := range []struct {
		work
		arithmetic string
		want       float64
	}{{work{3000, 0}, "tf32", 3}, {work{3000, 4000}, "tf32", 3}, {work{3000, 8000}, "tf32", 4}, {work{3000, 8000}, "bf16", 3}} {
		if got := ceiling.floor(c.work, c.arithmetic); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%+v in %s: %g ms, want %g", c.work, c.arithmetic, got, c.want)
		}
	}
	for _, unknown := range []*ceilings{nil, {}, {CopyBytesPerS: 1}} {
		if got := unknown.floor(work{1, 1}, "tf32"); !math.IsNaN(got) {
			t.Errorf("a floor of %g without ceilings", got)
		}
	}
	if got := ceiling.floor(work{1, 1}, "float32"); !math.IsNaN(got) {
		t.Errorf("a floor of %g in an arithmetic without a ceiling", got)
	}
}

// two is a step of two aggregations of one shape, a mean, and a descent.
func two() (o own) {
	x, y := view(8, 5, 6), view(8, 5, 6)
	first := &program.Aggregate{Topology: view(5, 5, 6), X: x, Y: y}
	second := &program.Aggregate{Topology: view(5, 5, 6), X: x, Y: y}
	mean := &program.TimeMean{X: x, Y: view(1, 5, 6)}
	o.Arithmetic = "tf32"
	o.record([]cuda.Timing{
		{Kernel: "clear", Median: time.Millisecond},
		{Kernel: "contraction", Operations: []program.Operation{first}, Median: 20 * time.Millisecond},
		{Kernel: "contraction", Operations: []program.Operation{second}, Median: 30 * time.Millisecond},
		{Kernel: "sums", Operations: []program.Operation{mean}, Median: 3 * time.Millisecond},
		{Kernel: "totals", Operations: []program.Operation{mean}, Median: 4 * time.Millisecond},
		{Kernel: "descend", Median: 2 * time.Millisecond},
		{Kernel: "descend", Median: 6 * time.Millisecond},
	})
	return o
}

// Times add up by kernel, and by kind and shape of operations, the longest first; what is
// of no operation is among the kernels alone.
func TestWeigh(t *testing.T) {
	r := two().weigh(ceiling)
	kernels := []kernelTime{{"contraction", 2, 50}, {"descend", 2, 8}, {"totals", 1, 4}, {"sums", 1, 3}, {"clear", 1, 1}}
	if !slices.Equal(r.Kernels, kernels) {
		t.Errorf("kernels %+v", r.Kernels)
	}
	// Of 300 + 2·480 numbers each; of 480 + 60.
	want := []operationTime{
		{"Aggregate", "5×6→8×6", 2, work{4 * 2 * 1260, 2 * 4800}, 50, 2 * 5.04},
		{"TimeMean", "8×6→1×6", 1, work{4 * 540, 0}, 7, 2.16},
	}
	near := func(a, b operationTime) bool {
		close := math.Abs(float64(a.FloorMS-b.FloorMS)) < 1e-9 && math.Abs(a.MS-b.MS) < 1e-9
		a.FloorMS, a.MS = b.FloorMS, b.MS
		return close && a == b
	}
	if !slices.EqualFunc(r.Operations, want, near) {
		t.Errorf("operations %+v, want %+v", r.Operations, want)
	}
	if r := two().weigh(nil); !math.IsNaN(float64(r.Operations[0].FloorMS)) || r.Operations[0].MS != 50 {
		t.Errorf("without ceilings %+v", r.Operations[0])
	}
}

func TestWidest(t *testing.T) {
	all := []operationTime{{Kind: "a", MS: 9, FloorMS: 8}, {Kind: "b", MS: 5, FloorMS: 1}, {Kind: "c", MS: 4, FloorMS: 2}}
	got := widest(all, 2)
	if len(got) != 2 || got[0].Kind != "b" || got[1].Kind != "c" || all[0].Kind != "a" {
		t.Errorf("%+v", got)
	}
	if len(widest(all, 9)) != 3 {
		t.Error("more gaps than operations")
	}
}
