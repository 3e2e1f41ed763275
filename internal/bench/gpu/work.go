package main

import (
	"fmt"
	"strings"

	"aeed/train/program"
)

// A work is what an operation can't do without.
type work struct {
	Bytes int64 `json:"bytes"` // that it reads and writes once each, in float32
	FLOP  int64 `json:"flop"`  // additions and multiplications of its matrix products
}

const bytesOfNumber = 4

// workOf counts an operation. Its bytes are those of its views, twice of what it adds to,
// and of the program's input; parameters and statistics, thousands of times smaller, are
// left out. What is no matrix product has no FLOP.
func workOf(op program.Operation) (w work) {
	reads, writes, adds := op.Views()
	for _, views := range [][]program.View{reads, writes, adds, adds} {
		for _, v := range views {
			w.Bytes += bytesOfNumber * int64(v.Rows()) * int64(v.Columns)
		}
	}
	switch op := op.(type) {
	case *program.InputNorm:
		w.Bytes += inputBytes(op)
	case *program.InputNormAdjoint:
		w.Bytes += inputBytes(op.InputNorm)
	case *program.Convolution:
		w.FLOP = convolutionFLOP(op)
	case *program.ConvolutionAdjoint:
		w.FLOP = 2 * convolutionFLOP(op.Convolution) // of x and of the weights
	case *program.Topology:
		w.FLOP = topologyFLOP(op)
	case *program.TopologyAdjoint:
		w.FLOP = 2 * topologyFLOP(op.Topology) // of the relation and of the weights
	case *program.Aggregate:
		w.FLOP = aggregateFLOP(op)
	case *program.AggregateAdjoint:
		w.FLOP = 2 * aggregateFLOP(op.Aggregate) // of x and of the topology
	}
	return w
}

func inputBytes(n *program.InputNorm) int64 {
	return bytesOfNumber * int64(n.Clips) * int64(n.Bodies) * int64(n.Y.RowsOf()) * int64(n.Y.Columns)
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

// describe returns the kind of an operation, and the shape that tells it from others of
// its kind: frames and columns, from and to.
func describe(op program.Operation) (kind, shape string) {
	kind = strings.TrimPrefix(fmt.Sprintf("%T", op), "*program.")
	reads, writes, adds := op.Views()
	views := append(append(reads, writes...), adds...)
	first, last := views[0], views[len(views)-1]
	return kind, fmt.Sprintf("%d×%d→%d×%d", first.Frames, first.Columns, last.Frames, last.Columns)
}
