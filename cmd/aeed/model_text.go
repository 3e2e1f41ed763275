package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// writeModel prints the size of a network for people.
func writeModel(w io.Writer, r *modelReport) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "CTR-GCN of %d blocks: %d joints, M = %d, T = %d, C = %d\n\n", r.Blocks, r.Joints, r.Bodies, r.Frames, r.Classes)
	fmt.Fprintf(b, "%-9s%14s%12s%14s%14s%9s\n", "layer", "output", "parameters", "MMAC written", "MMAC hoisted", "share")
	for _, layer := range r.Layers {
		fmt.Fprintf(b, "%-9s%14s%12d%s\n", layer.Name, shape(layer.Output), layer.Parameters, costs(layer.MACs, layer.Share))
	}
	fmt.Fprintf(b, "%-9s%14s%12d%s\n", "total", "", r.Parameters, costs(r.MACs, 1))
	fmt.Fprintf(b, "\n%-46s%14s%14s%9s\n", "operation, forward", "MMAC written", "MMAC hoisted", "share")
	for _, kind := range r.Operations {
		fmt.Fprintf(b, "%-46s%s\n", kind.Name, costs(kind.MACs, kind.Share))
	}
	const giga = 1e9
	fmt.Fprintf(b, "\n%-46s%14s%14s\n", "a clip", "written", "hoisted")
	for _, row := range []struct {
		name  string
		count modelCount
	}{{"GMAC forward", r.MACs}, {"GFLOP forward", r.ForwardFLOP}, {"GFLOP forward and backward", r.TrainingFLOP}} {
		fmt.Fprintf(b, "%-46s%14.3f%14.3f\n", row.name, float64(row.count.Written)/giga, float64(row.count.Hoisted)/giga)
	}
	if r.Weights != nil {
		writeWeights(b, r)
	}
	return b.Flush()
}

func costs(count modelCount, share float64) string {
	const mega = 1e6
	return fmt.Sprintf("%14.2f%14.2f%7.1f %%", float64(count.Written)/mega, float64(count.Hoisted)/mega, 100*share)
}

func writeWeights(w io.Writer, r *modelReport) {
	fmt.Fprintf(w, "\n%s fits: %d tensors, after %d batches\n\n%-46s%14s%14s%14s\n", r.Weights.File, r.Tensors, r.Weights.Batches,
		"tensor", "shape", "norm", "largest")
	for _, t := range r.Weights.Tensors {
		fmt.Fprintf(w, "%-46s%14s%14.5g%14.5g\n", t.Name, shape(t.Shape), t.Norm, t.Largest)
	}
}

// shape returns the extents of an array with crosses between them.
func shape(extents []int) string {
	texts := make([]string, len(extents))
	for i, n := range extents {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, "×")
}
