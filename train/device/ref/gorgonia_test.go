package ref_test

import (
	"fmt"
	"slices"
	"testing"

	g "gorgonia.org/gorgonia"
	dense "gorgonia.org/tensor"

	"aeed/train/device/conformance"
	"aeed/train/program"
)

// An expression is an operation in Gorgonia, in the layout (N, C, T, V), of what
// Gorgonia gets right. That excludes gradients of biases, which are sums over inner
// axes, and means: finite differences check those.
type expression struct {
	*testing.T
	*conformance.Case
	graph  *g.ExprGraph
	result *conformance.Result
	leaves g.Nodes
	wants  [][]float64 // the gradients of the leaves that the reference has
}

func newExpression(t *testing.T, name string, s conformance.Shape) *expression {
	c := conformance.Find(name).Case(s)
	return &expression{T: t, Case: c, graph: g.NewGraph(), result: execute(t, c)}
}

// must returns a node, or fails.
func (e *expression) must(n *g.Node, err error) *g.Node {
	e.Helper()
	if err != nil {
		e.Fatal(err)
	}
	return n
}

// node adds numbers to the graph. Nodes without a name of their own would be one.
func (e *expression) node(values []float64, shape ...int) *g.Node {
	name := fmt.Sprint("node ", len(e.graph.AllNodes()))
	return g.NewTensor(e.graph, dense.Float64, len(shape), g.WithName(name), g.WithShape(shape...),
		g.WithValue(dense.New(dense.WithShape(shape...), dense.WithBacking(slices.Clone(values)))))
}

// input adds a view that the operation reads, to be differentiated by.
func (e *expression) input(v program.View) *g.Node {
	x := official(find(e.Inputs, v))
	gradient := v
	gradient.Buffer = e.Program.Find("gradient of " + e.Program.Buffers[v.Buffer].Name)
	return e.leaf(e.node(x.values, x.n, x.c, x.t, x.v), official(find(e.result.Gradients, gradient)).values)
}

// parameter adds a parameter, to be differentiated by.
func (e *expression) parameter(s program.Slot, shape ...int) *g.Node {
	return e.leaf(e.node(slot(e.Case, s), shape...), e.result.Parameters[s.Offset:][:s.Size])
}

func (e *expression) leaf(n *g.Node, want []float64) *g.Node {
	e.leaves, e.wants = append(e.leaves, n), append(e.wants, want)
	return n
}

// compare runs the graph backward from Σ y·(gradient that comes in) and compares y,
// and the gradients of the leaves, with the reference's.
func (e *expression) compare(y *g.Node) {
	e.Helper()
	received := e.Program.OutputGradient
	r := official(find(e.Received, received))
	loss := e.must(g.Sum(e.must(g.HadamardProd(y, e.node(r.values, r.n, r.c, r.t, r.v)))))
	var value g.Value
	g.Read(y, &value)
	if _, err := g.Grad(loss, e.leaves...); err != nil {
		e.Fatal(err)
	}
	machine := g.NewTapeMachine(e.graph, g.BindDualValues(e.leaves...))
	defer machine.Close()
	if err := machine.RunAll(); err != nil {
		e.Fatal(err)
	}
	want := official(find(e.result.Outputs, e.Program.Output)).values
	if d := away(want, value.Data().([]float64)); !(d < 1e-10) {
		e.Errorf("the output is %.3g away from Gorgonia's", d)
	}
	for i, leaf := range e.leaves {
		gradient, err := leaf.Grad()
		if err != nil {
			e.Fatal(err)
		}
		if d := away(e.wants[i], gradient.Data().([]float64)); !(d < 1e-10) {
			e.Errorf("gradient %d, %v, is %.3g away from Gorgonia's", i, leaf.Shape(), d)
		}
	}
}

// shapes are those that Gorgonia runs: of all bodies, and with nothing besides.
func shapes() []conformance.Shape {
	var shapes []conformance.Shape
	for _, s := range small(true) {
		s.Absent, s.Shared = 0, false
		shapes = append(shapes, s)
	}
	return shapes
}

// without subtracts a bias of every channel from the output of the reference, so
// that the expression needs none.
func (e *expression) without(bias []float64) {
	y := find(e.result.Outputs, e.Program.Output)
	for i := range y.Values {
		y.Values[i] -= bias[i%len(bias)]
	}
}

func TestConvolutionAsGorgonia(t *testing.T) {
	for _, s := range shapes() {
		e := newExpression(t, "Convolution", s)
		o := operation[*program.Convolution](e.Case)
		e.without(slot(e.Case, o.Bias))
		kernel := dense.Shape{o.Kernel, 1}
		e.compare(e.must(g.Conv2d(e.input(o.X), e.parameter(o.Weight, o.Y.Columns, o.X.Columns, o.Kernel, 1), kernel,
			[]int{o.Padding(), 0}, []int{o.Stride, 1}, []int{o.Dilation, 1})))
	}
}

func TestBatchNormAsGorgonia(t *testing.T) {
	for _, s := range shapes() {
		e := newExpression(t, "BatchNorm", s)
		o := operation[*program.BatchNorm](e.Case)
		c := o.X.Columns
		y, _, _, _, err := g.BatchNorm(e.input(o.X), e.parameter(o.Scale, 1, c, 1, 1), e.parameter(o.Shift, 1, c, 1, 1), o.Momentum, program.Epsilon)
		y = e.must(y, err)
		if s.Residual {
			y = e.must(g.Add(y, e.input(o.Residual)))
		}
		if s.Rectify {
			y = e.must(g.Rectify(y))
		}
		e.compare(y)
	}
}

func TestMaxPoolAsGorgonia(t *testing.T) {
	for _, s := range shapes() {
		e := newExpression(t, "MaxPool", s)
		o := operation[*program.MaxPool](e.Case)
		e.compare(e.must(g.MaxPool2D(e.input(o.X), dense.Shape{3, 1}, []int{1, 0}, []int{o.Stride, 1})))
	}
}

func TestAggregateAsGorgonia(t *testing.T) {
	for _, s := range shapes() {
		s.Subsets = 1
		e := newExpression(t, "Aggregate", s)
		o := operation[*program.Aggregate](e.Case)
		n, c, v, frames := o.X.Sequences, o.X.Columns, o.X.Joints, o.X.Frames
		topology := e.must(g.Reshape(e.input(o.Topology), dense.Shape{n * c, v, v}))
		x := e.must(g.Reshape(e.input(o.X), dense.Shape{n * c, frames, v}))
		y := e.must(g.BatchedMatMul(x, e.must(g.Transpose(topology, 0, 2, 1)))) // y[t,u] = Σ_v x[t,v]·topology[u,v]
		e.compare(e.must(g.Reshape(y, dense.Shape{n, c, frames, v})))
	}
}

func TestTopologyAsGorgonia(t *testing.T) {
	for _, s := range shapes() {
		e := newExpression(t, "Topology", s)
		o := operation[*program.Topology](e.Case)
		n, r, v := o.Left.Sequences, o.Left.Columns, o.Left.Joints
		row := e.node(constant(1, n*r*v), n*r, 1, v)
		column := e.node(constant(1, n*r*v), n*r, v, 1)
		left := e.must(g.Reshape(e.input(o.Left), dense.Shape{n * r, v, 1}))
		right := e.must(g.Reshape(e.input(o.Right), dense.Shape{n * r, 1, v}))
		difference := e.must(g.Sub(e.must(g.BatchedMatMul(left, row)), e.must(g.BatchedMatMul(column, right))))
		relation := e.must(g.Reshape(e.must(g.Tanh(difference)), dense.Shape{n, r, v, v}))
		y := e.must(g.Conv2d(relation, e.parameter(o.Weight, o.Y.Columns, r, 1, 1), dense.Shape{1, 1}, []int{0, 0}, []int{1, 1}, []int{1, 1}))
		strength := slot(e.Case, o.Strength)[0]
		output := find(e.result.Outputs, o.Y)
		for i := range output.Values {
			output.Values[i] -= strength*slot(e.Case, o.Bias)[i%o.Y.Columns] + slot(e.Case, o.Shared)[i/o.Y.Columns%(v*v)]
		}
		e.compare(e.must(g.HadamardProd(y, e.node(constant(strength, n*o.Y.Columns*v*v), n, o.Y.Columns, v, v))))
	}
}

func constant(x float64, n int) []float64 { return slices.Repeat([]float64{x}, n) }
