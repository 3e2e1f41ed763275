package conformance

import (
	"fmt"

	"aeed/train/program"
)

// An Operation is one of package program, or a way to use it.
type Operation struct {
	Name  string
	build func(m *maker, s Shape) program.View // adds it and returns its output
	// sound tells whether the operation is well conditioned for a shape, so that the
	// ratio of norms says something.
	sound func(s Shape) bool
	wide  Shape // one of the published network's
	// product tells whether the operation multiplies matrices, whose operands a device
	// may round.
	product bool
}

// Operations returns every operation.
func Operations() []Operation { return operations }

// Find returns the operation of a name; it panics if there is none.
func Find(name string) Operation {
	for _, o := range operations {
		if o.Name == name {
			return o
		}
	}
	panic(fmt.Sprintf("conformance: no operation is called %q", name))
}

var operations = []Operation{
	{"Convolution", convolution, always, wide(64, 256), true},
	{"Classifier", classifier, always, wide(256, 60), true},
	{"BatchNorm", batchNorm, manyRows, wide(256, 256), false},
	{"InputNorm", inputNorm, always, wide(3, 3), false},
	{"Topology", topology, always, wide(32, 256), true},
	{"Aggregate", aggregate, always, wide(128, 128), true},
	{"MaxPool", maxPool, always, wide(64, 64), false},
	{"TimeMean", timeMean, always, wide(256, 256), false},
	{"ClipMean", clipMean, always, wide(256, 256), false},
}

func always(Shape) bool { return true }

// manyRows keeps away from batch norms of a few rows: of their gradient nothing but
// rounding is left.
func manyRows(s Shape) bool { return !s.Training || s.rows() >= 16 }

func (s Shape) strided() int { return (s.Frames-1)/s.Stride + 1 }

func convolution(m *maker, s Shape) program.View {
	x, y := m.activation("x", s.Frames, s.Joints, s.In), m.activation("y", s.strided(), s.Joints, s.Out)
	m.Convolve(program.Convolution{
		X: x, Y: y, Kernel: s.Kernel, Stride: s.Stride, Dilation: s.Dilation,
		Weight: m.parameter(s.In * s.Out * s.Kernel), Bias: m.parameter(s.Out),
	})
	m.share(x)
	return y
}

func classifier(m *maker, s Shape) program.View {
	x, y := m.clips("x", s.In), m.clips("y", s.Out)
	m.Convolve(program.Convolution{X: x, Y: y, Kernel: 1, Weight: m.parameter(s.In * s.Out), Bias: m.parameter(s.Out)})
	return y
}

func batchNorm(m *maker, s Shape) program.View {
	x, y := m.activation("x", s.Frames, s.Joints, s.In), m.activation("y", s.Frames, s.Joints, s.In)
	residual := program.View{Buffer: program.None}
	if s.Residual {
		residual = m.activation("residual", s.Frames, s.Joints, s.In)
	}
	m.Normalise(program.BatchNorm{
		X: x, Y: y, Residual: residual, Rectify: s.Rectify, Momentum: 0.25,
		Scale: m.parameter(s.In), Shift: m.parameter(s.In), Mean: m.running(s.In), Variance: m.running(s.In),
	})
	m.share(x)
	if s.Residual {
		m.share(residual)
	}
	return y
}

func inputNorm(m *maker, s Shape) program.View {
	y, channels := m.activation("y", s.Frames, s.Joints, s.In), s.Bodies*s.Joints*s.In
	m.NormaliseInput(program.InputNorm{
		Y: y, Momentum: 0.25,
		Scale: m.parameter(channels), Shift: m.parameter(channels), Mean: m.running(channels), Variance: m.running(channels),
	})
	return y
}

func topology(m *maker, s Shape) program.View {
	sides, y := m.activation("sides", 1, s.Joints, 2*s.In), m.activation("y", s.Joints, s.Joints, s.Out)
	m.Topology(program.Topology{
		Left: sides.Slice(0, s.In), Right: sides.Slice(s.In, s.In),
		Relation: m.activation("relation", s.Joints, s.Joints, s.In), Y: y,
		Weight: m.parameter(s.In * s.Out), Bias: m.parameter(s.Out), Strength: m.parameter(1), Shared: m.parameter(s.Joints * s.Joints),
	})
	return y
}

func aggregate(m *maker, s Shape) program.View {
	y := m.activation("y", s.Frames, s.Joints, s.Out)
	topology, x := m.activation("topology", s.Joints, s.Joints, s.Subsets*s.Out), m.activation("x", s.Frames, s.Joints, s.Subsets*s.Out)
	for k, c := range []int{s.Subsets / 2, s.Subsets - s.Subsets/2} { // some subsets, then the others
		if c > 0 {
			from := k * (s.Subsets / 2) * s.Out
			m.Aggregate(program.Aggregate{Topology: topology.Slice(from, c*s.Out), X: x.Slice(from, c*s.Out), Y: y, Accumulate: from > 0})
		}
	}
	return y
}

func maxPool(m *maker, s Shape) program.View {
	y := m.activation("y", s.strided(), s.Joints, s.In)
	m.MaxPool(program.MaxPool{X: m.activation("x", s.Frames, s.Joints, s.In), Y: y, Stride: s.Stride})
	return y
}

func timeMean(m *maker, s Shape) program.View {
	x, y := m.activation("x", s.Frames, s.Joints, s.In), m.activation("y", 1, s.Joints, s.In)
	m.TimeMean(program.TimeMean{X: x, Y: y})
	m.share(x)
	return y
}

func clipMean(m *maker, s Shape) program.View {
	return m.ClipMean(m.activation("x", s.Frames, s.Joints, s.In))
}
