package ctrgcn

import (
	"fmt"
	"strings"
)

// A Cost is what a part of a network takes for one clip, in multiplications with
// an addition (MAC) of a forward pass. A bias counts as one more input of its
// convolution, and a batch norm has one for each number; what only adds, compares or
// rectifies isn't counted.
type Cost struct {
	Name       string
	Parameters int
	// Written counts the operations of the official implementation. Hoisted counts
	// those of the program, which averages over time before it compares joints and not
	// behind: a mean and a 1×1 convolution commute.
	Written, Hoisted int64
}

// A Layer is a row of a summary. Output is (C, T, V) of a body, or the classes.
type Layer struct {
	Cost
	Output []int
}

// A Summary is the size of a network.
type Summary struct {
	Layers     []Layer
	Operations []Cost // the same by kind, without the parameters
	Total      Cost
}

// FLOP returns the floating-point operations of a forward pass over count MACs.
func FLOP(count int64) int64 { return 2 * count }

// TrainingFLOP returns those of a forward and a backward pass: every product of the
// forward pass has a gradient for each of its factors, the first layer's input
// included, because the norm in front of it learns.
func TrainingFLOP(count int64) int64 { return 3 * FLOP(count) }

// The kinds of operations that multiply.
const (
	sidesKind = iota
	relationsKind
	featuresKind
	aggregationKind
	downKind
	entryKind
	temporalKind
	residualKind
	classifierKind
	normKind
	kinds
)

var kindNames = [kinds]string{
	"sides of the topology (conv1, conv2)", "relations to channels (conv4)", "features (conv3)", "aggregation",
	"projection of the graph convolution (down)", "branches, 1×1", "branches, 5×1", "projection of the block (residual)", "classifier", "batch norms",
}

// Summary counts what the network takes. It panics if a.Check refuses a.
func (a Architecture) Summary() Summary {
	l := a.Layout()
	parameters := map[string]int{} // by layer
	for _, t := range l.Parameters {
		layer, _, _ := strings.Cut(t.Name, ".")
		parameters[layer] += t.Size
	}
	s := Summary{Operations: make([]Cost, kinds), Total: Cost{Name: "total"}}
	for kind, name := range kindNames {
		s.Operations[kind].Name = name
	}
	add := func(name string, work [kinds]Cost, output ...int) {
		layer := Layer{Cost{Name: name, Parameters: parameters[name]}, output}
		for kind, cost := range work {
			for _, sum := range []*Cost{&layer.Cost, &s.Operations[kind], &s.Total} {
				sum.Written += cost.Written
				sum.Hoisted += cost.Hoisted
			}
		}
		s.Total.Parameters += layer.Parameters
		s.Layers = append(s.Layers, layer)
	}
	var first, last [kinds]Cost
	first[normKind] = equal(a.Bodies * a.Frames * a.Joints * a.Channels)
	add("data_bn", first, a.Channels, a.Frames, a.Joints)
	frames := a.Frames
	for i, block := range a.Blocks {
		work := a.work(i, frames)
		frames = (frames-1)/block.Stride + 1
		add(fmt.Sprintf("l%d", i+1), work, block.Width, frames, a.Joints)
	}
	last[classifierKind] = equal((a.inputs(len(a.Blocks)) + 1) * a.Classes)
	add("fc", last, a.Classes)
	return s
}

// equal is a cost that is the same in both counts.
func equal(count int) Cost { return Cost{Written: int64(count), Hoisted: int64(count)} }

// work counts the operations of block i on frames of a clip.
func (a Architecture) work(i, frames int) (work [kinds]Cost) {
	in, out, branch := a.inputs(i), a.Blocks[i].Width, a.Blocks[i].Width/branches
	relations, subsets := relationChannels(in), a.subsets()
	joints := a.Bodies * a.Joints
	pairs, rows := joints*a.Joints, joints*frames
	strided := joints * ((frames-1)/a.Blocks[i].Stride + 1) // rows of the output
	sides := 2 * subsets * relations * (in + 1)
	work[sidesKind] = Cost{Written: int64(rows * sides), Hoisted: int64(joints * sides)}
	work[relationsKind] = equal(pairs * subsets * out * (relations + 1))
	work[featuresKind] = equal(rows * subsets * out * (in + 1))
	work[aggregationKind] = equal(rows * a.Joints * subsets * out)
	work[entryKind] = equal((3*rows + strided) * branch * (out + 1))
	work[temporalKind] = equal(strided * 2 * branch * (branch*temporalKernel + 1))
	norms := rows*out + (3*rows+4*strided)*branch
	if in != out {
		work[downKind] = equal(rows * out * (in + 1))
		norms += rows * out
	}
	if a.projects(i) {
		work[residualKind] = equal(strided * out * (in + 1))
		norms += strided * out
	}
	work[normKind] = equal(norms)
	return work
}
