package main

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"

	"aeed/internal/nullable"
)

// rowsOfTable is how many kernels, and operations, are shown of each arithmetic.
const rowsOfTable = 12

// gaps is how many of the largest gaps to the floor are named.
const gaps = 3

// write prints the report for people.
func (r *report) write(out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	print := func(format string, values ...any) { fmt.Fprintf(table, format+"\n", values...) }
	if r.Rehearsal {
		print("A rehearsal on the processor: its figures mean nothing.")
	}
	w := r.Workload
	print("card\t%s", r.Card)
	if r.Torch != nil {
		print("PyTorch\t%s, CUDA %s, %s", r.Torch.Version, orNone(r.Torch.CUDA), orNone(r.Torch.Card))
	}
	print("a step\t%d clips of %d bodies, %d frames, %d joints, %d classes; %d blocks", w.Clips, w.Bodies, w.Frames, w.Joints, w.Classes, w.Blocks)
	r.writeCeilings(print)
	print("\nsteps\tproducts\tms\tclips/s\tMiB")
	for _, m := range r.Baselines {
		writeStep(print, "PyTorch "+m.Name, m)
	}
	for _, o := range r.Ours {
		for _, m := range o.Steps {
			writeStep(print, "ours "+m.Name, m)
		}
	}
	for _, o := range r.Ours {
		o.write(print)
	}
	if len(r.Errors) > 0 {
		print("\nerrors against float64, of the official results\tproducts\tgroups\tours at most %g × PyTorch's", allowedRatio)
	}
	for _, c := range r.Errors {
		c.write(print)
	}
	print("\ntasks\t\ts")
	for _, o := range r.Tasks {
		print("%s\t%s\t%.1f\t%s", o.Task, o.State, o.Seconds, o.Reason)
	}
	return table.Flush()
}

func (r *report) writeCeilings(print func(string, ...any)) {
	if r.Ceilings == nil {
		return
	}
	print("copies\t%.0f GB/s, read and written", r.Ceilings.CopyBytesPerS/1e9)
	for _, p := range precisions {
		print("products in %s\t%.1f TFLOP/s at most", p, r.Ceilings.rate(p)/1e12)
	}
	for _, g := range r.Ceilings.GEMM {
		print("  %d × %d × %d\t%.1f TFLOP/s\t%s", g.Rows, g.Inner, g.Columns, g.FLOPPerS/1e12, g.Precision)
	}
}

func writeStep(print func(string, ...any), name string, m measurement) {
	print("%s\t%s\t%.2f\t%.0f\t%.0f", name, m.Precision, m.StepMS, m.ClipsPerS, float64(m.PeakMemory)/(1<<20))
}

// write prints where the time of a step goes, and the largest gaps to the floor.
func (o result) write(print func(string, ...any)) {
	if len(o.Kernels) == 0 {
		return
	}
	sum, floor := 0.0, 0.0
	for _, op := range o.Operations {
		sum, floor = sum+op.MS, floor+float64(op.FloorMS)
	}
	print("\nkernels in %s\tlaunches\tms\t", o.Arithmetic)
	for _, k := range o.Kernels[:min(rowsOfTable, len(o.Kernels))] {
		print("%s\t%d\t%.3f\t", k.Kernel, k.Launches, k.MS)
	}
	print("\noperations in %s\tcount\tms\tfloor, ms", o.Arithmetic)
	for _, op := range o.Operations[:min(rowsOfTable, len(o.Operations))] {
		print("%s %s\t%d\t%.3f\t%s", op.Kind, op.Shape, op.Count, op.MS, milliseconds(op.FloorMS))
	}
	print("all operations\t\t%.3f\t%s", sum, milliseconds(nullable.Float(floor)))
	for _, op := range widest(o.Operations, gaps) {
		if gap := op.gap(); !math.IsNaN(gap) {
			print("largest gap: %s %s\t\t%.3f\tabove its floor", op.Kind, op.Shape, gap)
		}
	}
}

// write prints how many groups pass, and those that don't.
func (c comparison) write(print func(string, ...any)) {
	print("%s\t%s\t%d\t%d", c.Fixture, c.Precision, len(c.Groups), c.passed())
	for _, g := range c.Groups {
		if !g.Pass {
			print("  %s\t\tours %.1e\tPyTorch %s", g.Name, float64(g.Ours), exponent(g.Torch))
		}
	}
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

func milliseconds(x nullable.Float) string { return orDash("%.3f", x) }
func exponent(x nullable.Float) string     { return orDash("%.1e", x) }

func orDash(format string, x nullable.Float) string {
	if math.IsNaN(float64(x)) {
		return "–"
	}
	return fmt.Sprintf(format, float64(x))
}
