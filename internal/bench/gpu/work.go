package main

import (
	"fmt"
	"slices"
	"strings"

	"aeed/train/program"
)

// A work is what an operation can't do without.
type work struct {
	Bytes int64 `json:"bytes"` // that it reads and writes once each, in float32
	FLOP  int64 `json:"flop"`  // additions and multiplications of its matrix products
}

const bytesOfNumber = 4

// workOf counts operations that are executed together. Their bytes are those of their
// views, each once read and once written as they need it, and of the program's input;
// parameters and statistics, thousands of times smaller, are left out.
func workOf(operations ...program.Operation) (w work) {
	var read, written []program.View
	for _, op := range operations {
		reads, writes, adds := op.Views()
		for _, v := range adds { // to what one of them has written, or to what is there
			if !slices.Contains(written, v) {
				reads = append(reads, v)
			}
		}
		read, written = append(read, reads...), append(append(written, writes...), adds...)
		w.Bytes += inputBytes(op)
		w.FLOP += flopOf(op)
	}
	for _, views := range [][]program.View{read, written} {
		for i, v := range views {
			if !slices.Contains(views[:i], v) {
				w.Bytes += bytesOfNumber * int64(v.Rows()) * int64(v.Columns)
			}
		}
	}
	return w
}

// inputBytes returns those of the program's input that an operation reads.
func inputBytes(op program.Operation) int64 {
	var n *program.InputNorm
	switch op := op.(type) {
	case *program.InputNorm:
		n = op
	case *program.InputNormAdjoint:
		n = op.InputNorm
	default:
		return 0
	}
	return bytesOfNumber * int64(n.Clips) * int64(n.Bodies) * int64(n.Y.RowsOf()) * int64(n.Y.Columns)
}

// flopOf counts the products of an operation. What is no matrix product has none.
func flopOf(op program.Operation) int64 {
	switch op := op.(type) {
	case *program.Convolution:
		return convolutionFLOP(op)
	case *program.ConvolutionAdjoint:
		return 2 * convolutionFLOP(op.Convolution) // of x and of the weights
	case *program.Topology:
		return topologyFLOP(op)
	case *program.TopologyAdjoint:
		return 2 * topologyFLOP(op.Topology) // of the relation and of the weights
	case *program.Aggregate:
		return aggregateFLOP(op)
	case *program.AggregateAdjoint:
		return 2 * aggregateFLOP(op.Aggregate) // of x and of the topology
	}
	return 0
}

// convolutionFLOP counts taps outside the frames too: they are one in many.
func convolutionFLOP(c *program.Convolution) int64 {
	return 2 * int64(c.Y.Rows()) * int64(c.Y.Columns) * int64(c.X.Columns) * int64(c.Kernel)
}

func topologyFLOP(t *program.Topology) int64 {
	return 2 * int64(t.Y.Rows()) * int64(t.Y.Columns) * int64(t.Relation.Columns)
}

func aggregateFLOP(a *program.Aggregate) int64 {
	return 2 * int64(a.X.Rows()) * int64(a.X.Columns) * int64(a.X.Joints)
}

// describe returns the kind of operations that are executed together, and the shape of
// the first, which tells it from others of its kind: frames and columns, from and to.
func describe(operations ...program.Operation) (kind, shape string) {
	var kinds []string
	for _, op := range operations {
		kinds = append(kinds, strings.TrimPrefix(fmt.Sprintf("%T", op), "*program."))
	}
	reads, writes, adds := operations[0].Views()
	views := append(append(reads, writes...), adds...)
	first, last := views[0], views[len(views)-1]
	return strings.Join(kinds, "+"), fmt.Sprintf("%d×%d→%d×%d", first.Frames, first.Columns, last.Frames, last.Columns)
}
