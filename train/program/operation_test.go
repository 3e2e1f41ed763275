package program

import (
	"fmt"
	"testing"
)

// TestShapesMustFit builds every operation with views and slots that don't fit.
func TestShapesMustFit(t *testing.T) {
	b := NewBuilder(2, 1, 2, true)
	x, wide, short, still := b.Activation("x", 5, 3, 4), b.Activation("wide", 5, 3, 8), b.Activation("short", 3, 3, 4), b.Activation("still", 1, 3, 4)
	square, other := b.Activation("square", 3, 3, 4), b.Activation("other", 5, 2, 4)
	four, nine, one, eight, sixteen := b.Parameter(4), b.Parameter(9), b.Parameter(1), b.Parameter(8), b.Parameter(16)
	norm := func(change func(n *BatchNorm)) func() {
		n := BatchNorm{X: x, Y: x, Residual: View{Buffer: None}, Scale: four, Shift: four, Mean: four, Variance: four}
		change(&n)
		return func() { b.Normalise(n) }
	}
	convolution := func(change func(c *Convolution)) func() {
		c := Convolution{X: x, Y: short, Kernel: 1, Stride: 2, Weight: sixteen, Bias: four}
		change(&c)
		return func() { b.Convolve(c) }
	}
	topology := func(change func(t *Topology)) func() {
		o := Topology{Left: still, Right: still, Relation: square, Y: square, Weight: sixteen, Bias: four, Strength: one, Shared: nine}
		change(&o)
		return func() { b.Topology(o) }
	}
	aggregate := func(change func(a *Aggregate)) func() {
		a := Aggregate{Topology: square, X: x, Y: x}
		change(&a)
		return func() { b.Aggregate(a) }
	}
	for _, fits := range []func(){
		norm(func(*BatchNorm) {}), convolution(func(*Convolution) {}), topology(func(*Topology) {}), aggregate(func(*Aggregate) {}),
	} {
		fits()
	}
	for message, misfits := range map[string][]func(){
		"program: a batch norm does not fit": {
			norm(func(n *BatchNorm) { n.Y = wide }), norm(func(n *BatchNorm) { n.Y = short }),
			norm(func(n *BatchNorm) { n.Scale = eight }), norm(func(n *BatchNorm) { n.Shift = eight }),
			norm(func(n *BatchNorm) { n.Mean = eight }), norm(func(n *BatchNorm) { n.Variance = eight }),
			norm(func(n *BatchNorm) { n.Residual = wide }), norm(func(n *BatchNorm) { n.Residual = short }),
		},
		"program: a convolution of kernel": {
			convolution(func(c *Convolution) { c.Stride = 1 }), convolution(func(c *Convolution) { c.Kernel = 2 }),
			convolution(func(c *Convolution) { c.X = other }), convolution(func(c *Convolution) { c.X = b.Clips("clips", 4).Slice(0, 1) }),
			convolution(func(c *Convolution) { c.Weight = eight }), convolution(func(c *Convolution) { c.Bias = eight }),
		},
		"program: a topology does not fit": {
			topology(func(o *Topology) { o.Left = x }), topology(func(o *Topology) { o.Right = x }),
			topology(func(o *Topology) { o.Right = still.Slice(0, 2) }), topology(func(o *Topology) { o.Relation = still }),
			topology(func(o *Topology) { o.Relation = square.Slice(0, 2) }), topology(func(o *Topology) { o.Y = still }),
			topology(func(o *Topology) { o.Weight = eight }), topology(func(o *Topology) { o.Bias = eight }),
			topology(func(o *Topology) { o.Strength = four }), topology(func(o *Topology) { o.Shared = eight }),
		},
		"program: an aggregation does not fit": {
			aggregate(func(a *Aggregate) { a.X = x.Slice(0, 2) }), aggregate(func(a *Aggregate) { a.Topology = still }),
			aggregate(func(a *Aggregate) { a.Topology = square.Slice(0, 2) }), aggregate(func(a *Aggregate) { a.Y = short }),
			aggregate(func(a *Aggregate) { a.Y = other }),
		},
		"program: a pool of stride": {
			func() { b.MaxPool(MaxPool{x, short, 0}) }, func() { b.MaxPool(MaxPool{x, short, 1}) },
			func() { b.MaxPool(MaxPool{other, short, 2}) }, func() { b.MaxPool(MaxPool{x, short.Slice(0, 1), 2}) },
		},
		"program: a mean over time does not fit": {
			func() { b.TimeMean(TimeMean{x, short}) }, func() { b.TimeMean(TimeMean{other, still}) },
			func() { b.TimeMean(TimeMean{wide, still}) },
		},
	} {
		for _, misfit := range misfits {
			panics(t, message, misfit)
		}
	}
}

func TestInputNorm(t *testing.T) {
	b := NewBuilder(2, 3, 6, true)
	y := b.Activation("y", 4, 5, 2)
	all, few := b.Parameter(30), b.Parameter(3)
	n := InputNorm{Y: y, Scale: all, Shift: all, Mean: all, Variance: all}
	for _, change := range []func(n *InputNorm){
		func(n *InputNorm) { n.Scale = few }, func(n *InputNorm) { n.Shift = few },
		func(n *InputNorm) { n.Mean = few }, func(n *InputNorm) { n.Variance = few },
	} {
		misfit := n
		change(&misfit)
		panics(t, "program: an input norm of", func() { b.NormaliseInput(misfit) })
	}
	b.NormaliseInput(n)
	panics(t, "program: an input norm of", func() { b.NormaliseInput(n) }) // a program has one
	norm := b.program.Operations[Forward][0].(*InputNorm)
	if got, want := norm.Index(1, 1, 3, 4, 2), 2*2*4*5*3-1; got != want || b.program.Buffers[norm.Input].Size != want+1 {
		t.Errorf("the last coordinate is at %d of %d", got, want)
	}
	if got := norm.Channel(2, 4, 1); got != 29 {
		t.Errorf("its channel is %d", got)
	}
}

// TestReadAlone sees that an operation whose adjoint can't add refuses to share
// what it reads.
func TestReadAlone(t *testing.T) {
	for message, build := range map[string]func(b *Builder, x View){
		"program: what a pool reads":             func(b *Builder, x View) { b.MaxPool(MaxPool{x, b.Activation("y", 3, 3, 4), 1}) },
		"program: what the mean of a clip reads": func(b *Builder, x View) { b.ClipMean(x) },
		"program: what an aggregation reads": func(b *Builder, x View) {
			b.Aggregate(Aggregate{Topology: b.Activation("topology", 3, 3, 4), X: x, Y: b.Activation("y", 3, 3, 4)})
		},
		"program: the sides of a topology": func(b *Builder, _ View) {
			still, square := b.Activation("still", 1, 3, 4), b.Activation("square", 3, 3, 4)
			b.Topology(Topology{
				Left: still, Right: still, Relation: square, Y: square,
				Weight: b.Parameter(16), Bias: b.Parameter(4), Strength: b.Parameter(1), Shared: b.Parameter(9),
			})
		},
	} {
		b := NewBuilder(2, 1, 2, true)
		x := b.Activation("x", 3, 3, 4)
		build(b, x)
		mean := b.KeptActivation("mean", 1, 3, 4)
		b.TimeMean(TimeMean{x, mean})
		panics(t, message, func() { b.Finish(mean) })
	}
}

// TestAdjointsHaveNone sees that an adjoint in a forward pass is refused.
func TestAdjointsHaveNone(t *testing.T) {
	adjoints := map[string]Operation{}
	for seed := range uint64(20) {
		for _, op := range randomProgram(seed, true).Operations[Backward] {
			adjoints[fmt.Sprintf("%T", op)] = op
		}
	}
	if len(adjoints) != 8 {
		t.Errorf("%d kinds of adjoints", len(adjoints))
	}
	for _, op := range adjoints {
		panics(t, "program: an adjoint has none", func() { op.adjoint(nil) })
	}
}

func TestConvolutionPadding(t *testing.T) {
	for _, c := range []struct{ kernel, dilation, padding int }{{1, 1, 0}, {1, 2, 0}, {3, 1, 1}, {3, 2, 2}, {5, 1, 2}, {5, 2, 4}} {
		if got := (&Convolution{Kernel: c.kernel, Dilation: c.dilation}).Padding(); got != c.padding {
			t.Errorf("%+v: %d", c, got)
		}
	}
	for _, c := range []struct{ frames, stride, want int }{{1, 1, 1}, {1, 3, 1}, {8, 2, 4}, {7, 2, 4}, {7, 3, 3}, {8, 3, 3}} {
		if got := (&Convolution{Stride: c.stride}).Frames(c.frames); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}
