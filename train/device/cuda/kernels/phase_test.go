package kernels_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/cuda/kernels"
	"aeed/train/device/cuda/kernels/emulator"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// A pass is a program with the numbers that it starts from.
type pass struct {
	*program.Program
	bodies              program.Bodies
	parameters, running []float64
	input, gradient     []float64 // of the output
}

// newPass draws numbers that keep the size of what passes. Bodies that are not shown are 0.
func newPass(p *program.Program, bodies program.Bodies, seed uint64) *pass {
	random := rand.New(rand.NewPCG(seed, 6))
	draw := func(n int, scale float64) []float64 {
		numbers := make([]float64, n)
		for i := range numbers {
			numbers[i] = float64(float32(scale * (0.3 + random.NormFloat64())))
		}
		return numbers
	}
	a := &pass{Program: p, bodies: bodies, parameters: draw(p.Parameters, 0.3), running: draw(p.Running, 1)}
	a.input, a.gradient = draw(p.Buffers[p.Input].Size, 1), draw(p.Buffers[p.OutputGradient.Buffer].Size, 1)
	for i := range a.input {
		clip, body := i/(len(a.input)/p.Clips), i%p.Bodies
		if bodies.Copies[bodies.Sequence[clip*p.Bodies+body]] > 1 {
			a.input[i] = 0
		}
	}
	return a
}

// on returns what a device makes of the pass, with NaN in whatever is kept: the gradient
// of the parameters, the running statistics, and kept activations.
func (a *pass) on(d device.Device) map[string][]float64 {
	s := d.NewState(a.Parameters, a.Running)
	defer s.Close()
	s.Write(device.Parameters, a.parameters)
	s.Write(device.Running, a.running)
	e := s.Executor(a.Program)
	e.SetBodies(a.bodies)
	for b, info := range a.Buffers {
		if info.Kept {
			e.Write(program.Buffer(b), slices.Repeat([]float64{math.NaN()}, info.Size))
		}
	}
	e.Write(a.Input, a.input)
	e.Run(program.Forward)
	e.Write(a.OutputGradient.Buffer, a.gradient)
	e.Run(program.Backward)
	made := map[string][]float64{"the gradient": make([]float64, a.Parameters), "running statistics": make([]float64, a.Running)}
	s.Read(device.Gradients, made["the gradient"])
	s.Read(device.Running, made["running statistics"])
	for _, op := range slices.Concat(a.Operations[program.Forward], a.Operations[program.Backward]) {
		_, writes, adds := op.Views()
		for _, v := range slices.Concat(writes, adds) {
			if info := a.Buffers[v.Buffer]; info.Kept {
				values := make([]float64, info.Size)
				e.Read(v.Buffer, values)
				made[fmt.Sprintf("%q, buffer %d", info.Name, v.Buffer)] = values
			}
		}
	}
	return made
}

// A comparison counts what is compared, and how much of that is sound: what operations
// make one by one is nearer to the reference than a limit, which gradients are not that
// vanish, so that all of them is rounding.
type comparison struct {
	limit      float64
	all, sound int
}

// compare demands that fused is as near to single as that is to the reference, or nearer
// than 10⁻⁵, where that is sound.
func (c *comparison) compare(t *testing.T, what string, fused, single, reference map[string][]float64) {
	t.Helper()
	for name, want := range reference {
		rounding := distance(single[name], want)
		c.all++
		if !(rounding < c.limit) {
			continue
		}
		c.sound++
		near(t, what+", "+name, fused[name], single[name], max(1e-5, 2*rounding))
		near(t, what+", "+name+", of the reference", fused[name], want, max(1e-5, 2*rounding))
	}
}

// check compares a pass in an arithmetic, and demands the same bits again, in either order
// of threads.
func (c *comparison) check(t *testing.T, what string, a *pass, arithmetic kernels.Arithmetic) {
	t.Helper()
	d := emulatedDevice{library: emulated(t), arithmetic: arithmetic, fused: true}
	fused := a.on(d)
	d.fused = false
	c.compare(t, what, fused, a.on(d), a.on(ref.New()))
	d.fused = true
	emulator.SetOrder(emulator.Reverse)
	defer emulator.SetOrder(emulator.Forward)
	if !identical(fused, a.on(d)) {
		t.Errorf("%s differs with the order of threads", what)
	}
}

// identical tells whether two devices make the same bits.
func identical(a, b map[string][]float64) bool {
	for name, x := range a {
		if !slices.EqualFunc(x, b[name], func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }) {
			return false
		}
	}
	return true
}

// Fused phases of random programs make what their operations make one by one, and what
// the reference makes.
func TestPhase(t *testing.T) {
	c, fewer := comparison{limit: 1e-3}, 0
	for seed := range uint64(40) {
		p, bodies := randomProgram(seed)
		c.check(t, fmt.Sprintf("program %d", seed), newPass(p, bodies, seed), kernels.Float32)
		if fused, single := launchesOf(p, kernels.Float32); fused < single {
			fewer++
		}
	}
	t.Logf("%d comparisons, %d of them sound; %d programs have fewer launches", c.all, c.sound, fewer)
	if fewer < 35 || c.sound < c.all*9/10 {
		t.Errorf("%d of 40 programs have fewer launches when fused, %d of %d comparisons say something", fewer, c.sound, c.all)
	}
}

// The same of networks: the small one by all arithmetics, with absent bodies, and the
// published one of a few frames. Rectifiers that decide otherwise dominate what their
// gradients differ by, so limits are wide.
func TestPhaseOfNetworks(t *testing.T) {
	small := ctrgcn.Architecture{Channels: 3, Frames: 9, Joints: 7, Bodies: 2, Classes: 4, Blocks: ctrgcn.Small(), Adjacency: slices.Repeat([]float64{0.2}, 3*7*7)}
	whole := official(4)
	whole.Bodies = 1
	for _, n := range []struct {
		name       string
		network    ctrgcn.Architecture
		shown      []bool
		arithmetic kernels.Arithmetic
		limit      float64
	}{
		{"small", small, []bool{true, false, true, true, true, false}, kernels.Float32, 2e-2},
		{"small", small, []bool{true, false, true, true, true, false}, kernels.TF32, 0.1},
		{"small", small, []bool{true, false, true, true, true, false}, kernels.BF16, 0.3},
		{"official", whole, []bool{true, true}, kernels.Float32, 2e-2},
	} {
		t.Run(n.name+" "+string(n.arithmetic), func(t *testing.T) {
			bodies := program.DistinctBodies(n.shown, n.network.Bodies)
			p := n.network.Program(ctrgcn.Shape{Clips: len(n.shown) / n.network.Bodies, Sequences: len(bodies.Copies), Training: true, Wide: true}, true)
			c := comparison{limit: n.limit}
			c.check(t, n.name, newPass(p, bodies, 1), n.arithmetic)
			t.Logf("%d comparisons, %d of them sound", c.all, c.sound)
			if c.sound < c.all*9/10 {
				t.Errorf("%d of %d comparisons say something", c.sound, c.all)
			}
		})
	}
}

// launchesOf counts the launches of a step, fused and one by one.
func launchesOf(p *program.Program, a kernels.Arithmetic) (fused, single int) {
	memory := kernels.Memory{Buffers: make([]kernels.Pointer, len(p.Buffers))}
	for phase, operations := range p.Operations {
		fused += len(kernels.Phase(p, program.Phase(phase), memory, a))
		for _, op := range operations {
			single += len(kernels.Launches(p, op, memory, a))
		}
	}
	return fused, single
}

// official is the published network for clips of two bodies.
func official(frames int) ctrgcn.Architecture {
	a := ctrgcn.Architecture{Channels: 3, Frames: frames, Joints: 25, Bodies: 2, Classes: 60, Blocks: ctrgcn.Official(), Adjacency: make([]float64, 3*25*25)}
	for i := range a.Adjacency {
		a.Adjacency[i] = 0.05
	}
	return a
}

// No run of a random program reads what it has written over, or what is not there yet.
func TestRunsOfRandomPrograms(t *testing.T) {
	for seed := range uint64(300) {
		p, _ := randomProgram(seed)
		if err := kernels.Replay(p); err != nil {
			t.Errorf("program %d: %v", seed, err)
		}
	}
}
