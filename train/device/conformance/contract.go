package conformance

import (
	"fmt"
	"math"
	"sync"

	"aeed/train/device"
	"aeed/train/program"
)

// checks are the properties of a device besides its operations.
var checks = []check{
	{"a network", eachNetwork(trains)},
	{"the same numbers again", eachNetwork(repeats)},
	{"inference beside training", eachNetwork(infers)},
	{"one sequence for all absent bodies", eachNetwork(shortens)},
	{"a wide program", eachNetwork(widens)},
	{"objective", weighs},
	{"objective of a network", eachNetwork(learns)},
	{"labels", refusesLabels},
	{"descent", descends},
	{"the largest gradient", shortensGradients},
	{"vectors", keepsVectors},
	{"misuse", refuses},
	{"a batch norm of one row", normalisesOneRow},
	{"states at the same time", concurs},
}

// descends compares three steps of descent with numbers worked out by hand.
func descends(d device.Device) error {
	s := d.NewState(2, 0)
	defer s.Close()
	s.Write(device.Parameters, []float64{1, -2})
	for i, step := range []struct{ gradient, parameters, momentum [2]float64 }{
		// g' = g + w/4, m = m/2 + g', w −= (g' + m/2)/8
		{[2]float64{0.75, 0.5}, [2]float64{0.8125, -2}, [2]float64{1, 0}},
		{[2]float64{0.296875, -0.5}, [2]float64{0.6875, -1.8125}, [2]float64{1, -1}},
		{[2]float64{-0.671875, 0.453125}, [2]float64{0.75, -1.78125}, [2]float64{0, -0.5}},
	} {
		s.Write(device.Gradients, step.gradient[:])
		s.Descend(device.Descent{LearningRate: 0.125, Momentum: 0.5, WeightDecay: 0.25})
		for v, want := range map[device.Vector][]float64{
			device.Parameters: step.parameters[:], device.Momentum: step.momentum[:], device.Gradients: step.gradient[:],
		} {
			got := make([]float64, 2)
			s.Read(v, got)
			if !same(got, want) {
				return fmt.Errorf("step %d: vector %d is %v and should be %v", i+1, v, got, want)
			}
		}
	}
	return nil
}

// shortensGradients descends along gradients on both sides of the largest norm, of more
// numbers than a block of a card takes.
func shortensGradients(d device.Device) error {
	const size = 10000 // of which three are not 0
	s := d.NewState(size, 0)
	defer s.Close()
	for _, c := range []struct{ most, factor float64 }{{0, 1}, {14, 1}, {13, 1}, {6.5, 0.5}, {1.625, 0.125}} {
		gradient, want := make([]float64, size), make([]float64, size)
		for i, x := range map[int]float64{0: 3, size / 2: -4, size - 1: 12} { // a norm of 13
			gradient[i], want[i] = x, x*c.factor
		}
		s.Write(device.Parameters, make([]float64, size))
		s.Write(device.Momentum, make([]float64, size))
		s.Write(device.Gradients, gradient)
		s.Descend(device.Descent{LearningRate: -1, MaxGradient: c.most})
		for _, v := range []device.Vector{device.Gradients, device.Parameters} {
			got := make([]float64, size)
			s.Read(v, got)
			if !same(got, want) {
				return fmt.Errorf("largest norm %g: vector %d begins with %g and ends in %g, where it should have %g and %g", c.most, v, got[0], got[size-1], want[0], want[size-1])
			}
		}
	}
	return nil
}

// keepsVectors writes and reads the vectors of a state, and clears its gradients.
func keepsVectors(d device.Device) error {
	s := d.NewState(3, 2)
	defer s.Close()
	read := func(v device.Vector) []float64 {
		values := make([]float64, map[bool]int{true: 2, false: 3}[v == device.Running])
		s.Read(v, values)
		return values
	}
	for v := range device.Vectors {
		if values := read(v); !same(values, make([]float64, len(values))) {
			return fmt.Errorf("vector %d of a new state is %v", v, values)
		}
		values := read(v)
		for i := range values {
			values[i] = float64(v) + float64(i)/4
		}
		s.Write(v, values)
	}
	s.ClearGradients()
	for v := range device.Vectors {
		for i, x := range read(v) {
			if want := float64(v) + float64(i)/4; v == device.Gradients && x != 0 || v != device.Gradients && x != want {
				return fmt.Errorf("vector %d has %v at %d", v, x, i)
			}
		}
	}
	return nil
}

// refuses demands a panic for every misuse.
func refuses(d device.Device) error {
	n := newNetwork(1, 2, false)
	s := n.on(d, n.distinct())
	defer s.state.Close()
	p, inner := s.program, program.Buffer(0)
	for p.Buffers[inner].Kept {
		inner++
	}
	fresh := func() device.Executor { return s.state.Executor(p) }
	inference := s.state.Executor(n.inference())
	for _, misuse := range []struct {
		name string
		do   func()
	}{
		{"parameters of another length", func() { s.state.Write(device.Parameters, make([]float64, p.Parameters+1)) }},
		{"reading running statistics of another length", func() { s.state.Read(device.Running, make([]float64, p.Running-1)) }},
		{"an input of another length", func() { s.executor.Write(p.Input, n.input[1:]) }},
		{"reading logits of another length", func() { s.executor.Read(p.Output.Buffer, nil) }},
		{"writing a buffer that is not kept", func() { s.executor.Write(inner, make([]float64, p.Buffers[inner].Size)) }},
		{"reading a buffer that is not kept", func() { s.executor.Read(inner, make([]float64, p.Buffers[inner].Size)) }},
		{"bodies of another batch", func() { s.executor.SetBodies(n.all()) }},
		{"fewer sequences than bodies, and nothing said of them", func() { fresh().Run(program.Forward) }},
		{"a program of other parameters", func() { d.NewState(p.Parameters+1, p.Running).Executor(p) }},
		{"a program of other running statistics", func() { d.NewState(p.Parameters, p.Running-1).Executor(p) }},
		{"a backward pass before a forward pass", func() { s.executor.Run(program.Backward) }},
		{"a loss before a forward pass", func() { fresh().Run(program.Loss) }},
		{"a loss of an inference", func() { inference.Run(program.Forward); inference.Run(program.Loss) }},
		{"a second backward pass after one forward pass", func() { s.pass(n.input); s.executor.Run(program.Backward) }},
		{"a backward pass of an inference", func() { inference.Run(program.Forward); inference.Run(program.Backward) }},
	} {
		if !panics(misuse.do) {
			return fmt.Errorf("no panic: %s", misuse.name)
		}
	}
	return nil
}

func panics(f func()) (did bool) {
	defer func() { did = recover() != nil }()
	f()
	return false
}

// normalisesOneRow checks the batch norm that has nothing to normalise by: x̂ is 0,
// and the mean takes all of the gradient.
func normalisesOneRow(d device.Device) error {
	s := Shape{Clips: 1, Bodies: 1, Frames: 1, Joints: 1, In: 5, Residual: true, Training: true, Seed: 1}
	c := Find("BatchNorm").Case(s)
	got, err := c.Execute(d)
	if err != nil {
		return err
	}
	x, residual, received := c.Inputs[0].Values, c.Inputs[1].Values, c.Received[0].Values
	scale, shift, running := c.Parameters, c.Parameters[s.In:], c.Running
	y, statistics := make([]float64, s.In), make([]float64, 2*s.In)
	taken, all := make([]float64, s.In), make([]float64, s.In)
	for i := range y {
		all[i] = scale[i] / math.Sqrt(program.Epsilon) * received[i]
		taken[i] = all[i] - got.Gradients[0].Values[i]
		y[i] = shift[i] + residual[i]
		statistics[i] = (running[i]*0.75+x[i]*0.25)*0.75 + x[i]*0.25
		statistics[s.In+i] = running[s.In+i] * 0.75 * 0.75
	}
	at := 10 * toleranceOf(d).operation // 1/√ε makes rounding of x larger
	return differAny([]comparison{
		{"the output", got.Outputs[0].Values, y, at},
		{"what the mean takes of the gradient of x", taken, all, at},
		{"the gradient of the residual", got.Gradients[1].Values, received, at},
		{"the gradient of the parameters", got.Parameters, append(make([]float64, s.In), received...), at},
		{"the running statistics", got.Running, statistics, at},
	})
}

// concurs runs states of a device at the same time, each on its own goroutine.
func concurs(d device.Device) error {
	n := newNetwork(1, 2, false)
	const states = 3
	var ways [states][]float64
	var workers sync.WaitGroup
	for i := range states {
		workers.Go(func() {
			s := n.on(d, n.distinct())
			defer s.state.Close()
			ways[i] = s.train(2)
		})
	}
	workers.Wait()
	for _, way := range ways {
		if !same(way, ways[0]) || math.IsNaN(way[0]) {
			return fmt.Errorf("states that run at the same time disturb one another")
		}
	}
	return nil
}
