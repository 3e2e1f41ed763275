package ctrgcn

import (
	"fmt"

	"aeed/train/program"
)

// temporalKernel is the kernel of the temporal convolutions; their dilations are 1
// and 2.
const temporalKernel = 5

// Momentum is that of the official batch norms.
const Momentum = 0.1

// A Shape is what a program is built for.
type Shape struct {
	Clips     int // N
	Sequences int // bodies that are computed, N·M unless one stands for several
	Training  bool
	// Wide makes few large operations: the subsets of a graph convolution lie side by side,
	// and all that multiplies the input of a block comes first, one after the other, so
	// that a device may make its gradient at once. A program that isn't wide takes one
	// subset after the other, so that what it works on stays in a processor's caches.
	Wide bool
	// Momentum moves the running statistics; 0 means the official 0.1.
	Momentum float64
}

// Program returns the network for a shape of batch. The program's input has shape
// (N, C, T, V, M), its output is the logits, for which it has an objective in
// training. The outputs of the blocks are kept as
// "l1", "l2", … if keepBlocks says so.
func (a Architecture) Program(s Shape, keepBlocks bool) *program.Program {
	n := network{
		Architecture: a, layout: a.Layout(), keepBlocks: keepBlocks, wide: s.Wide, momentum: s.Momentum,
		Builder: program.NewBuilder(s.Clips, a.Bodies, s.Sequences, s.Training),
	}
	if n.momentum == 0 {
		n.momentum = Momentum
	}
	n.Parameter(n.layout.ParameterCount)
	n.Running(n.layout.RunningCount)
	x := n.Activation("clips", a.Frames, a.Joints, a.Channels)
	n.NormaliseInput(program.InputNorm{
		Y: x, Momentum: n.momentum,
		Scale: n.layout.dataNorm.scale, Shift: n.layout.dataNorm.shift,
		Mean: n.layout.dataNorm.mean, Variance: n.layout.dataNorm.variance,
	})
	for i := range a.Blocks {
		x = n.block(i, x)
	}
	features := n.ClipMean(x)
	logits := n.Clips("logits", a.Classes)
	n.convolve(features, logits, n.layout.classifier, 1, 1, 1)
	if s.Training {
		n.Objective(logits)
	}
	return n.Finish(logits)
}

type network struct {
	Architecture
	*program.Builder
	layout     *Layout
	keepBlocks bool
	wide       bool
	momentum   float64
}

func (n *network) convolve(x, y program.View, c convolution, kernel, stride, dilation int) {
	n.Convolve(program.Convolution{X: x, Y: y, Weight: c.weight, Bias: c.bias, Kernel: kernel, Stride: stride, Dilation: dilation})
}

// normalise adds a batch norm of x to y, plus a residual unless it is nothing.
func (n *network) normalise(x, y, residual program.View, at norm, rectify bool) {
	n.Normalise(program.BatchNorm{
		X: x, Y: y, Residual: residual, Rectify: rectify, Momentum: n.momentum,
		Scale: at.scale, Shift: at.shift, Mean: at.mean, Variance: at.variance,
	})
}

// nothing is the residual of a norm without one.
var nothing = program.View{Buffer: program.None}

// block adds block i: y = ReLU(temporal(graph(x)) + residual(x)).
func (n *network) block(i int, x program.View) program.View {
	at, block := n.layout.blocks[i], n.Blocks[i]
	residual, projected := nothing, nothing
	project := func() {
		if n.projects(i) {
			projected = n.Activation("projection", (x.Frames-1)/block.Stride+1, n.Joints, block.Width)
			n.convolve(x, projected, at.residual, 1, block.Stride, 1)
		}
	}
	if n.wide {
		project()
	}
	g := n.graphConvolution(i, x)
	if !n.wide {
		project()
	}
	switch {
	case n.projects(i):
		residual = n.Activation("residual", projected.Frames, n.Joints, block.Width)
		n.normalise(projected, residual, nothing, at.resNorm, false)
	case i > 0:
		residual = x
	}
	return n.temporalConvolution(i, g, residual)
}

// graphConvolution adds the graph convolution of block i:
// ReLU(BN(Σ_k aggregate(topology_k, conv3_k x)) + down(x)).
func (n *network) graphConvolution(i int, x program.View) program.View {
	at, width := n.layout.blocks[i], n.Blocks[i].Width
	residual, down := x, nothing
	reduce := func() {
		if at.down.weight.Size > 0 {
			down = n.Activation("down", x.Frames, n.Joints, width)
			n.convolve(x, down, at.down, 1, 1, 1)
		}
	}
	gathered := n.Activation("gathered", x.Frames, n.Joints, width)
	if n.wide {
		features := n.features(i, x, 0, n.subsets())
		reduce()
		n.Aggregate(program.Aggregate{Topology: n.topologies(i, n.sides(i, x), 0, n.subsets()), X: features, Y: gathered})
	} else {
		sides := n.sides(i, x)
		for k := range n.subsets() {
			topology := n.topologies(i, sides, k, 1)
			n.Aggregate(program.Aggregate{Topology: topology, X: n.features(i, x, k, 1), Y: gathered, Accumulate: k > 0})
		}
		reduce()
	}
	if down != nothing {
		residual = n.Activation("normalised down", x.Frames, n.Joints, width)
		n.normalise(down, residual, nothing, at.downNorm, false)
	}
	y := n.Activation("graph convolution", x.Frames, n.Joints, width)
	n.normalise(gathered, y, residual, at.graphNorm, true)
	return y
}

// features adds conv3 of some subsets of block i, from a first, side by side.
func (n *network) features(i int, x program.View, first, count int) program.View {
	y := n.Activation("subset features", x.Frames, n.Joints, count*n.Blocks[i].Width)
	c := n.layout.blocks[i].features
	n.convolve(x, y, convolution{part(c.weight, first, count, n.subsets()), part(c.bias, first, count, n.subsets())}, 1, 1, 1)
	return y
}

// sides adds what the topologies of block i compare: conv1 and conv2 of every subset, of
// the mean over time.
func (n *network) sides(i int, x program.View) program.View {
	mean := n.Activation("mean over time", 1, n.Joints, x.Columns)
	n.TimeMean(program.TimeMean{X: x, Y: mean})
	sides := n.Activation("sides", 1, n.Joints, 2*n.subsets()*relationChannels(n.inputs(i)))
	n.convolve(mean, sides, n.layout.blocks[i].sides, 1, 1, 1)
	return sides
}

// topologies adds those of some subsets of block i, from a first, side by side.
func (n *network) topologies(i int, sides program.View, first, count int) program.View {
	at, width, r := n.layout.blocks[i], n.Blocks[i].Width, relationChannels(n.inputs(i))
	y := n.Activation("topology", n.Joints, n.Joints, count*width)
	for k := first; k < first+count; k++ {
		n.Topology(program.Topology{
			Left: sides.Slice(2*k*r, r), Right: sides.Slice((2*k+1)*r, r),
			Relation: n.Activation("relation", n.Joints, n.Joints, r), Y: y.Slice((k-first)*width, width),
			Weight: at.relations[k].weight, Bias: at.relations[k].bias,
			Strength: at.strength, Shared: part(at.shared, k, 1, n.subsets()),
		})
	}
	return y
}

// temporalConvolution adds the temporal convolution of block i with what surrounds
// it: ReLU(branches(x) side by side + residual). Two branches are dilated
// convolutions, one a max pool, one neither.
func (n *network) temporalConvolution(i int, x, residual program.View) program.View {
	at, stride := n.layout.blocks[i], n.Blocks[i].Stride
	width := n.Blocks[i].Width / branches
	y := n.output(i, x)
	var entry, plain program.View
	if stride == 1 {
		all := n.Activation("entry", x.Frames, n.Joints, branches*width)
		n.convolve(x, all, at.entry, 1, 1, 1)
		entry, plain = all.Slice(0, 3*width), all.Slice(3*width, width)
	} else {
		entry = n.Activation("entry", x.Frames, n.Joints, 3*width)
		plain = n.Activation("plain entry", y.Frames, n.Joints, width)
		three := convolution{part(at.entry.weight, 0, 3, branches), part(at.entry.bias, 0, 3, branches)}
		n.convolve(x, entry, three, 1, 1, 1)
		n.convolve(x, plain, at.entry.part(3, branches), 1, stride, 1)
	}
	inner := n.Activation("normalised entry", x.Frames, n.Joints, 3*width)
	n.normalise(entry, inner, nothing, at.entryNorm, true)
	outer := n.Activation("branches", y.Frames, n.Joints, 3*width)
	for j, c := range at.temporal {
		n.convolve(inner.Slice(j*width, width), outer.Slice(j*width, width), c, temporalKernel, stride, j+1)
	}
	n.MaxPool(program.MaxPool{X: inner.Slice(2*width, width), Y: outer.Slice(2*width, width), Stride: stride})
	columns := func(v program.View, from, columns int) program.View {
		if v.Buffer == program.None {
			return v
		}
		return v.Slice(from, columns)
	}
	n.normalise(outer, y.Slice(0, 3*width), columns(residual, 0, 3*width), at.exitNorm, true)
	n.normalise(plain, y.Slice(3*width, width), columns(residual, 3*width, width), at.plainNorm, true)
	return y
}

// output adds the output of block i, kept if wanted.
func (n *network) output(i int, x program.View) program.View {
	frames := (x.Frames-1)/n.Blocks[i].Stride + 1
	name := fmt.Sprintf("l%d", i+1)
	if n.keepBlocks {
		return n.KeptActivation(name, frames, n.Joints, n.Blocks[i].Width)
	}
	return n.Activation(name, frames, n.Joints, n.Blocks[i].Width)
}
