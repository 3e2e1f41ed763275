package cuda

import (
	"fmt"
	"slices"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/device/cuda/driver/standin"
	"aeed/train/program"
)

// timedStep returns an executor with what a step of a small network needs.
func timedStep(t *testing.T, d device.Device) (device.State, device.Executor) {
	graph := newMoves(t).graph
	a := ctrgcn.Architecture{Channels: 3, Frames: 4, Joints: graph.Vertices(), Bodies: 1, Classes: 3, Adjacency: graph.Adjacency(),
		Blocks: []ctrgcn.Block{{Width: 16, Stride: 1}, {Width: 16, Stride: 2}}}
	p := a.Program(ctrgcn.Shape{Clips: 2, Sequences: 2, Training: true, Wide: true}, false)
	s := d.NewState(p.Parameters, p.Running)
	parameters, running := a.Initialise(1)
	s.Write(device.Parameters, parameters)
	s.Write(device.Running, running)
	e := s.Executor(p)
	x := make([]float64, p.Buffers[p.Input].Size)
	for i := range x {
		x[i] = float64(i%7) - float64(i%5)
	}
	e.Write(p.Input, x)
	e.Write(p.Objective.Pairs.Buffer, []float64{0, 0, 1, 2, 1, 1})
	e.Write(p.Objective.ClassWeights.Buffer, []float64{1, 2, 1})
	e.Write(p.Objective.Constants.Buffer, []float64{1, 1e-8})
	return s, e
}

// A timed step launches what a step launches, and ends in the same gradient: without a
// rate of learning every round does.
func TestTimeStep(t *testing.T) {
	d, library := standIn(t, Options{})
	s, timed := timedStep(t, d)
	defer s.Close()
	p := timed.(*executor).program
	read := func() []float64 {
		gradients := make([]float64, p.Parameters)
		s.Read(device.Gradients, gradients)
		return gradients
	}
	s.ClearGradients()
	for phase := range p.Operations {
		timed.Run(program.Phase(phase))
	}
	want := read()
	const rounds = 3
	before := library.Count("launches")
	timings := TimeStep(timed, rounds)
	if launched := library.Count("launches") - before; launched != rounds*len(timings) {
		t.Errorf("%d launches, want %d rounds of %d", launched, rounds, len(timings))
	}
	if !slices.Equal(read(), want) {
		t.Error("a timed step has another gradient")
	}
	var operations []program.Operation
	for i, timing := range timings {
		if timing.Median <= 0 {
			t.Errorf("%s takes %v", timing.Kernel, timing.Median)
		}
		if i == 0 || !slices.Equal(timing.Operations, timings[i-1].Operations) {
			operations = append(operations, timing.Operations...)
		}
	}
	if all := slices.Concat(p.Operations[:]...); !slices.Equal(operations, all) {
		t.Errorf("%d operations, want the %d of a step", len(operations), len(all))
	}
	if last := timings[len(timings)-1].Kernel; timings[0].Kernel != "clear" || last != "descend" {
		t.Errorf("a step from %s to %s", timings[0].Kernel, last)
	}
	if said := panicOf(func() { timed.Run(program.Backward) }); said == nil {
		t.Error("a backward pass without a forward pass ran")
	}
}

func panicOf(f func()) (said any) {
	defer func() { said = recover() }()
	f()
	return nil
}

func TestTimeStepRefuses(t *testing.T) {
	d := start(t)
	s, e := timedStep(t, d)
	defer s.Close()
	processor, foreign := timedStep(t, cpu.New(1))
	defer processor.Close()
	for name, f := range map[string]func(){
		"no round":       func() { TimeStep(e, 0) },
		"of another one": func() { TimeStep(foreign, 1) },
	} {
		if said := fmt.Sprint(panicOf(f)); said != "cuda: what is timed is a step of training on a card, once or more" {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// What a state takes is no longer free.
func TestFreeMemory(t *testing.T) {
	d, library := standIn(t, Options{})
	library.Set(t, standin.Memory, 1<<20)
	before := d.FreeMemory()
	s := d.NewState(1000, 10)
	if taken := before - d.FreeMemory(); before > 1<<20 || taken < 3*4000 {
		t.Errorf("%d bytes of %d taken", taken, before)
	}
	s.Close()
	if after := d.FreeMemory(); after != before {
		t.Errorf("%d bytes free, %d before", after, before)
	}
}
