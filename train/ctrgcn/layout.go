package ctrgcn

import (
	"fmt"

	"aeed/train/program"
)

// A Tensor is a named part of the parameters or of the running statistics.
type Tensor struct {
	Name  string // the official one
	Shape []int
	program.Slot
	// FanOut is that of a convolution's weight, 0 of any other tensor.
	FanOut int
}

// A Layout says where the tensors of a network lie in its vectors. Tensors that one
// operation uses together follow one another there.
type Layout struct {
	Parameters     []Tensor
	Running        []Tensor
	ParameterCount int // length of the parameter vector
	RunningCount   int
	dataNorm       norm
	blocks         []blockLayout
	classifier     convolution
}

// Norms returns the names of the batch norms, in the order of their running
// statistics: each also has a tensor num_batches_tracked in official files.
func (l *Layout) Norms() []string {
	var names []string
	for i := 0; i < len(l.Running); i += 2 { // mean and variance of each
		name := l.Running[i].Name
		names = append(names, name[:len(name)-len(".running_mean")])
	}
	return names
}

// convolution is where a convolution, or several side by side, has its weight and
// its bias; norm is the same for a batch norm.
type convolution struct{ weight, bias program.Slot }

type norm struct{ scale, shift, mean, variance program.Slot }

// part returns the i-th of n equal parts of c.
func (c convolution) part(i, n int) convolution {
	return convolution{part(c.weight, i, 1, n), part(c.bias, i, 1, n)}
}

// parts returns count of n equal parts of a slot from the i-th on.
func part(s program.Slot, i, count, n int) program.Slot {
	return program.Slot{Offset: s.Offset + i*s.Size/n, Size: count * s.Size / n}
}

// blockLayout is where a block has its tensors. Unused ones are empty.
type blockLayout struct {
	sides     convolution   // conv1 and conv2 of every subset: left 0, right 0, left 1, …
	features  convolution   // conv3 of every subset
	relations []convolution // conv4
	strength  program.Slot
	shared    program.Slot // PA
	down      convolution
	downNorm  norm
	graphNorm norm
	entry     convolution // the 1×1 convolutions of the four branches
	entryNorm norm        // of branches 0 to 2
	temporal  [2]convolution
	exitNorm  norm // of branches 0 to 2
	plainNorm norm // of branch 3
	residual  convolution
	resNorm   norm
}

// A layouter lays tensors out one after another.
type layouter struct {
	layout Layout
	at     int // in the parameters
	ran    int // in the running statistics
}

func (l *layouter) tensor(name string, fanOut int, shape ...int) program.Slot {
	size := 1
	for _, n := range shape {
		size *= n
	}
	slot := program.Slot{Offset: l.at, Size: size}
	l.at += size
	l.layout.Parameters = append(l.layout.Parameters, Tensor{name, shape, slot, fanOut})
	return slot
}

// convolutions lays out convolutions of the same input side by side: first all
// weights, then all biases.
func (l *layouter) convolutions(out, in, kernel int, names ...string) convolution {
	var c convolution
	for i, name := range names {
		w := l.tensor(name+".weight", out*kernel, out, in, kernel, 1)
		if i == 0 {
			c.weight = w
		}
	}
	for i, name := range names {
		b := l.tensor(name+".bias", 0, out)
		if i == 0 {
			c.bias = b
		}
	}
	c.weight.Size = len(names) * out * in * kernel
	c.bias.Size = len(names) * out
	return c
}

// norms lays out batch norms of neighbouring channels side by side.
func (l *layouter) norms(width int, names ...string) norm {
	n := norm{
		scale: program.Slot{Offset: l.at, Size: len(names) * width},
		shift: program.Slot{Offset: l.at + len(names)*width, Size: len(names) * width},
		mean:  program.Slot{Offset: l.ran, Size: len(names) * width},
	}
	n.variance = program.Slot{Offset: l.ran + len(names)*width, Size: len(names) * width}
	for _, name := range names {
		l.tensor(name+".weight", 0, width)
	}
	for _, name := range names {
		l.tensor(name+".bias", 0, width)
	}
	for i, name := range names {
		l.layout.Running = append(l.layout.Running,
			Tensor{name + ".running_mean", []int{width}, part(n.mean, i, 1, len(names)), 0},
			Tensor{name + ".running_var", []int{width}, part(n.variance, i, 1, len(names)), 0})
	}
	l.ran += 2 * len(names) * width
	return n
}

// Layout lays the tensors of the network out. It panics if a.Check refuses a.
func (a Architecture) Layout() *Layout {
	if err := a.Check(); err != nil {
		panic("ctrgcn: " + err.Error())
	}
	l := &layouter{}
	l.layout.dataNorm = l.norms(a.Bodies*a.Joints*a.Channels, "data_bn")
	for i := range a.Blocks {
		l.layout.blocks = append(l.layout.blocks, a.layoutBlock(l, i))
	}
	width := a.Blocks[len(a.Blocks)-1].Width
	l.layout.classifier = convolution{l.tensor("fc.weight", 0, a.Classes, width), l.tensor("fc.bias", 0, a.Classes)}
	l.layout.ParameterCount, l.layout.RunningCount = l.at, l.ran
	return &l.layout
}

func (a Architecture) layoutBlock(l *layouter, i int) blockLayout {
	in, block := a.inputs(i), a.Blocks[i]
	out, name := block.Width, fmt.Sprintf("l%d", i+1)
	branch := func(j int, rest string) string { return fmt.Sprintf("%s.tcn1.branches.%d.%s", name, j, rest) }
	var sides, features []string
	for k := range a.subsets() {
		subset := fmt.Sprintf("%s.gcn1.convs.%d", name, k)
		sides = append(sides, subset+".conv1", subset+".conv2")
		features = append(features, subset+".conv3")
	}
	b := blockLayout{
		shared:   l.tensor(name+".gcn1.PA", 0, a.subsets(), a.Joints, a.Joints),
		strength: l.tensor(name+".gcn1.alpha", 0, 1),
		sides:    l.convolutions(relationChannels(in), in, 1, sides...),
		features: l.convolutions(out, in, 1, features...),
	}
	for k := range a.subsets() {
		b.relations = append(b.relations, l.convolutions(out, relationChannels(in), 1, fmt.Sprintf("%s.gcn1.convs.%d.conv4", name, k)))
	}
	if in != out {
		b.down = l.convolutions(out, in, 1, name+".gcn1.down.0")
		b.downNorm = l.norms(out, name+".gcn1.down.1")
	}
	b.graphNorm = l.norms(out, name+".gcn1.bn")
	width := out / branches
	b.entry = l.convolutions(width, out, 1, branch(0, "0"), branch(1, "0"), branch(2, "0"), branch(3, "0"))
	b.entryNorm = l.norms(width, branch(0, "1"), branch(1, "1"), branch(2, "1"))
	for j := range b.temporal {
		b.temporal[j] = l.convolutions(width, width, temporalKernel, branch(j, "3.conv"))
	}
	b.exitNorm = l.norms(width, branch(0, "3.bn"), branch(1, "3.bn"), branch(2, "4"))
	b.plainNorm = l.norms(width, branch(3, "1"))
	if a.projects(i) {
		b.residual = l.convolutions(out, in, 1, name+".residual.conv")
		b.resNorm = l.norms(out, name+".residual.bn")
	}
	return b
}

// projects tells whether the residual of block i is a convolution. The first block
// has none, the others the identity where the shape stays the same.
func (a Architecture) projects(i int) bool {
	return i > 0 && (a.inputs(i) != a.Blocks[i].Width || a.Blocks[i].Stride != 1)
}
