package main

import (
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/program"
)

var views program.Buffer // so far

// view returns a matrix of 2 sequences, in rows that are longer than it is wide, in a
// buffer of its own.
func view(frames, joints, columns int) program.View {
	views++
	return program.View{Buffer: views, Sequences: 2, Frames: frames, Joints: joints, Columns: columns, Stride: 3 * columns}
}

// Counted by hand: numbers are of 4 bytes, products have 2 operations.
func TestWorkOf(t *testing.T) {
	none := program.View{Buffer: program.None}
	x, y := view(8, 5, 6), view(4, 5, 10)              // 2·8·5·6 = 480 and 2·4·5·10 = 400 numbers
	topology, relation := view(5, 5, 6), view(5, 5, 3) // 300 and 150
	sides, side := view(1, 5, 3), view(1, 5, 6)        // 30 and 60
	gathered, one := view(8, 5, 6), view(1, 1, 6)      // 480 and 12
	convolution := &program.Convolution{X: x, Y: y, Kernel: 5, Stride: 2}
	norm := &program.BatchNorm{X: x, Y: view(8, 5, 6), Residual: view(8, 5, 6), Rectify: true}
	plain := &program.BatchNorm{X: x, Y: view(8, 5, 6), Residual: none}
	input := &program.InputNorm{Y: x, Clips: 3, Bodies: 2} // an input of 3·2·8·5·6 = 1440
	aggregate := &program.Aggregate{Topology: topology, X: x, Y: gathered}
	refined := &program.Topology{Left: sides, Right: view(1, 5, 3), Relation: relation, Y: topology}
	pool := &program.MaxPool{X: x, Y: view(4, 5, 6), Stride: 2} // to 240
	for name, c := range map[string]struct {
		op          program.Operation
		bytes, flop int64
	}{
		"convolution":                  {convolution, 4 * (480 + 400), 2 * 40 * 10 * 6 * 5},
		"its adjoint":                  {&program.ConvolutionAdjoint{Convolution: convolution, DY: y, DX: x}, 4 * (480 + 400 + 480), 4 * 40 * 10 * 6 * 5},
		"its adjoint, adding":          {&program.ConvolutionAdjoint{Convolution: convolution, DY: y, DX: view(8, 5, 6), Accumulate: true}, 4 * (480 + 400 + 2*480), 4 * 40 * 10 * 6 * 5},
		"batch norm":                   {plain, 4 * 2 * 480, 0},
		"with a residual":              {norm, 4 * 3 * 480, 0},
		"its adjoint, rectified":       {&program.BatchNormAdjoint{BatchNorm: norm, DY: view(8, 5, 6), DX: view(8, 5, 6), DResidual: view(8, 5, 6), AccumulateResidual: true}, 4 * (3 + 1 + 2) * 480, 0},
		"plain adjoint":                {&program.BatchNormAdjoint{BatchNorm: plain, DY: view(8, 5, 6), DX: view(8, 5, 6), DResidual: none}, 4 * 3 * 480, 0},
		"input norm":                   {input, 4 * (480 + 1440), 0},
		"its own adjoint":              {&program.InputNormAdjoint{InputNorm: input, DY: x}, 4 * (480 + 1440), 0},
		"topology":                     {refined, 4 * (30 + 30 + 150 + 300), 2 * 50 * 6 * 3},
		"its adjoint, of the topology": {&program.TopologyAdjoint{Topology: refined, DY: topology, DLeft: view(1, 5, 3), DRight: view(1, 5, 3)}, 4 * (300 + 150 + 30 + 30), 4 * 50 * 6 * 3},
		"aggregation":                  {aggregate, 4 * (300 + 480 + 480), 2 * 80 * 6 * 5},
		"aggregation of two subsets":   {&program.Aggregate{Topology: topology, X: x, Y: gathered.Slice(0, 3)}, 4 * (300 + 480 + 240), 2 * 80 * 3 * 2 * 5},
		"its adjoint, of aggregation":  {&program.AggregateAdjoint{Aggregate: aggregate, DY: gathered, DTopology: topology, DX: x}, 4 * (480 + 300 + 480 + 300 + 480), 4 * 80 * 6 * 5},
		"pool":                         {pool, 4 * (480 + 240), 0},
		"its adjoint, of the pool":     {&program.MaxPoolAdjoint{MaxPool: pool, DY: view(4, 5, 6), DX: x}, 4 * (480 + 240 + 480), 0},
		"mean over time":               {&program.TimeMean{X: x, Y: side}, 4 * (480 + 60), 0},
		"its adjoint, of time":         {&program.TimeMeanAdjoint{DY: side, DX: x, Accumulate: true}, 4 * (60 + 2*480), 0},
		"mean of a clip":               {&program.ClipMean{X: x, Y: one}, 4 * (480 + 12), 0},
	} {
		if got := workOf(c.op); got != (work{c.bytes, c.flop}) {
			t.Errorf("%s: %+v, want %d bytes and %d operations", name, got, c.bytes, c.flop)
		}
	}
}

// Two convolutions and a mean that give to the gradient of the same x write it once; it is
// read before only if the first of them adds.
func TestWorkOfARun(t *testing.T) {
	x, dx := view(8, 5, 6), view(8, 5, 6) // 480 numbers
	convolution := &program.Convolution{X: x, Y: view(8, 5, 2), Kernel: 1}
	for accumulate, bytes := range map[bool]int64{false: 4 * (60 + 2*160 + 480 + 480), true: 4 * (60 + 2*160 + 480 + 2*480)} {
		got := workOf(
			&program.TimeMeanAdjoint{DY: view(1, 5, 6), DX: dx, Accumulate: accumulate},
			&program.ConvolutionAdjoint{Convolution: convolution, DY: view(8, 5, 2), DX: dx, Accumulate: true},
			&program.ConvolutionAdjoint{Convolution: convolution, DY: view(8, 5, 2), DX: dx, Accumulate: true})
		if want := (work{bytes, 2 * 4 * 80 * 2 * 6}); got != want {
			t.Errorf("adding %t: %+v, want %+v", accumulate, got, want)
		}
	}
}

// The products of a whole program are those that the summary of the network counts, which
// counts biases and norms besides: a few per cent.
func TestWorkOfANetwork(t *testing.T) {
	w := newWorkload(false, 2)
	p := w.Program(ctrgcn.Shape{Clips: 2, Sequences: 4, Training: true}, false)
	var forward, all int64
	for phase, operations := range p.Operations {
		for _, op := range operations {
			flop := workOf(op).FLOP
			all += flop
			if program.Phase(phase) == program.Forward {
				forward += flop
			}
		}
	}
	counted := w.Summary()
	rest := counted.Operations[len(counted.Operations)-1].Hoisted // batch norms
	want := 2 * float64(ctrgcn.FLOP(counted.Total.Hoisted-rest))
	if ratio := float64(forward) / want; ratio < 0.98 || ratio > 1 {
		t.Errorf("a forward pass of %d, %g of what the summary counts", forward, ratio)
	}
	if all != 3*forward {
		t.Errorf("a step of %d, want three times a forward pass of %d", all, forward)
	}
}

func TestDescribe(t *testing.T) {
	kind, shape := describe(&program.Convolution{X: view(8, 5, 6), Y: view(4, 5, 10)})
	if kind != "Convolution" || shape != "8×6→4×10" {
		t.Errorf("%s %s", kind, shape)
	}
	if kind, _ := describe(&program.TimeMean{}, &program.MaxPool{}); kind != "TimeMean+MaxPool" {
		t.Error(kind)
	}
}
