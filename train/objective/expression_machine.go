package objective

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"gorgonia.org/gorgonia"
	"gorgonia.org/tensor"
)

// building is held while a graph is made and compiled: all graphs share Gorgonia's
// constants, which compute their hash codes when first asked.
var building sync.Mutex

// A machine is a compiled graph of a number of clips.
type machine struct {
	logits, targets []float64 // what the graph's inputs hold, (N, C)
	shares          []float64 // N: the weight of each clip in the batch's mean
	tape            gorgonia.VM

	perClip, gradient gorgonia.Value // what the graph's outputs hold after a run
}

// compile returns a machine of n clips. What it reads are the nodes of the gradient
// themselves, new in each run: dual values would add up over runs.
func compile(n, classes int, build Build) (m *machine, err error) {
	building.Lock()
	defer building.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
		if err != nil {
			m, err = nil, fmt.Errorf("objective: the expression of a loss of %d clips of %d classes: %w; hint: see Build for what it is given and must return", n, classes, err)
		}
	}()
	m = &machine{logits: make([]float64, n*classes), targets: make([]float64, n*classes), shares: make([]float64, n)}
	g := gorgonia.NewGraph()
	logits, targets := input(g, "logits", m.logits, n, classes), input(g, "targets", m.targets, n, classes)
	perClip, err := build(g, logits, targets)
	if err != nil {
		return nil, err
	}
	if perClip == nil {
		return nil, errors.New("there is no node of the loss")
	}
	if !perClip.Shape().Eq(tensor.Shape{n}) {
		return nil, fmt.Errorf("the loss has shape %v, want (%d), a number for each clip", perClip.Shape(), n)
	}
	mean, err := gorgonia.Sum(gorgonia.Must(gorgonia.HadamardProd(perClip, input(g, "shares", m.shares, n))))
	if err != nil {
		return nil, err
	}
	gradients, err := gorgonia.Grad(mean, logits)
	if err != nil {
		return nil, err
	}
	gorgonia.Read(perClip, &m.perClip)
	gorgonia.Read(gradients[0], &m.gradient)
	program, locations, err := gorgonia.Compile(g)
	if err != nil {
		return nil, err
	}
	m.tape = gorgonia.NewTapeMachine(g, gorgonia.WithPrecompiled(program, locations))
	return m, nil
}

// run returns the loss of each clip, and the gradient of their mean. The machine keeps
// the numbers of its outputs for the next run.
func (m *machine) run(logits, targets, weights []float64) (perClip, gradient []float64) {
	n := len(weights)
	copy(m.logits, logits)
	copy(m.targets, targets)
	for i, weight := range weights {
		m.shares[i] = weight / float64(n)
	}
	defer m.tape.Reset()
	if err := m.tape.RunAll(); err != nil {
		panic(fmt.Sprintf("objective: running the expression of a loss of %d clips: %v", n, err))
	}
	return slices.Clone(m.perClip.Data().([]float64)), slices.Clone(m.gradient.Data().([]float64))
}

// EachRow returns a constant of the shape (N, C) of logits, each row of which is
// values, one for each class. It panics if there are not as many as classes.
func EachRow(logits *gorgonia.Node, values []float64) *gorgonia.Node {
	n, classes := logits.Shape()[0], logits.Shape()[1]
	if len(values) != classes {
		panic(fmt.Sprintf("objective: %d numbers for %d classes", len(values), classes))
	}
	var matrix []float64
	for range n {
		matrix = append(matrix, values...)
	}
	g := logits.Graph()
	return input(g, fmt.Sprint("constant ", len(g.AllNodes())), matrix, n, classes)
}

// input adds numbers to a graph. Inputs of one name and shape would be one.
func input(g *gorgonia.ExprGraph, name string, values []float64, shape ...int) *gorgonia.Node {
	return gorgonia.NewTensor(g, tensor.Float64, len(shape), gorgonia.WithName(name), gorgonia.WithShape(shape...),
		gorgonia.WithValue(tensor.New(tensor.WithShape(shape...), tensor.WithBacking(values))))
}
