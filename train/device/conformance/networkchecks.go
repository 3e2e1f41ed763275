package conformance

import (
	"fmt"

	"aeed/train/device"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// eachNetwork runs a check on several random networks. Its error says which fails.
func eachNetwork(check func(d device.Device, n *network) error) func(device.Device) error {
	return func(d device.Device) error {
		for seed := range uint64(4) {
			n := newNetwork(seed, 1+int(seed%2), seed < 2)
			n.wide = seed == 1 || seed == 2
			if err := check(d, n); err != nil {
				return fmt.Errorf("network %d, of %d clips of %d bodies, %d frames, %d joints: %w", seed, n.clips, n.Bodies, n.Frames, n.Joints, err)
			}
		}
		return nil
	}
}

// A comparison is a vector that two ways to compute it share.
type comparison struct {
	name      string
	got, want []float64
	tolerance float64
}

func differAny(comparisons []comparison) error {
	for _, c := range comparisons {
		if err := differ(c.name, c.got, c.want, c.tolerance); err != nil {
			return err
		}
	}
	return nil
}

// trains compares three steps of training with the reference's.
func trains(d device.Device, n *network) error {
	got, want, at := n.on(d, n.distinct()), n.on(ref.New(), n.distinct()), toleranceOf(d)
	defer got.state.Close()
	got.pass(n.input)
	want.pass(n.input)
	comparisons := []comparison{{"running statistics", got.vector(device.Running), want.vector(device.Running), at.outputs}}
	for _, name := range []string{"l1", "l2", "l3", "features", "logits"} {
		comparisons = append(comparisons, comparison{name, got.kept(name), want.kept(name), at.outputs})
	}
	if err := differAny(comparisons); err != nil {
		return err
	}
	if err := at.differInGradient("the gradient", got.vector(device.Gradients), want.vector(device.Gradients)); err != nil {
		return err
	}
	return at.differInGradient("the way of the parameters in three steps", got.train(3), want.train(3))
}

// repeats demands the very same numbers from a second state, and from the same one
// after another batch.
func repeats(d device.Device, n *network) error {
	a, b := n.on(d, n.all()), n.on(d, n.all())
	defer a.state.Close()
	defer b.state.Close()
	other := newNetwork(99, n.Bodies, true).input
	clips := make([]float64, len(n.input))
	for i := range clips {
		clips[i] = other[i%len(other)]
	}
	a.pass(n.input)
	logits, gradient := a.logits(), a.vector(device.Gradients)
	a.pass(clips)
	for i, s := range []*session{a, b} {
		s.pass(n.input)
		if !same(logits, s.logits()) || !same(gradient, s.vector(device.Gradients)) {
			return fmt.Errorf("the same batch gives other numbers %s", []string{"after another batch", "on another state"}[i])
		}
	}
	return nil
}

// infers runs inference on a state that a training program shares.
func infers(d device.Device, n *network) error {
	s := n.on(d, n.distinct())
	defer s.state.Close()
	p := n.inference()
	logits := func(e device.Executor) []float64 {
		e.Write(p.Input, n.input)
		e.Run(program.Forward)
		values := make([]float64, n.clips*n.Classes)
		e.Read(p.Output.Buffer, values)
		return values
	}
	inference := s.state.Executor(p)
	before := logits(inference)
	s.train(2)
	running := s.vector(device.Running)
	after := logits(inference)
	if same(before, after) {
		return fmt.Errorf("training doesn't change what the state's other program infers")
	}
	if !same(running, s.vector(device.Running)) {
		return fmt.Errorf("inference changes running statistics")
	}
	copied := ref.New().NewState(p.Parameters, p.Running)
	copied.Write(device.Parameters, s.vector(device.Parameters))
	copied.Write(device.Running, running)
	return differ("the logits of inference", after, logits(copied.Executor(p)), toleranceOf(d).outputs)
}

// shortens compares a step in which one sequence stands for all absent bodies of a
// place with one in which every body has its own.
func shortens(d device.Device, n *network) error {
	return sameStep(d, n.on(d, n.distinct()), n.on(d, n.all()))
}

// widens compares a step of a wide program with one of a program that isn't.
func widens(d device.Device, n *network) error {
	other := *n
	other.wide = !n.wide
	return sameStep(d, n.on(d, n.distinct()), other.on(d, n.distinct()))
}

// sameStep compares a step of sessions that differ by rounding alone, and closes them.
func sameStep(d device.Device, got, want *session) error {
	at := toleranceOf(d)
	defer got.state.Close()
	defer want.state.Close()
	way, wantWay := got.train(1), want.train(1)
	if err := differAny([]comparison{
		{"logits", got.logits(), want.logits(), at.outputs},
		{"running statistics", got.vector(device.Running), want.vector(device.Running), at.outputs},
	}); err != nil {
		return err
	}
	if err := at.differInGradient("the gradient", got.vector(device.Gradients), want.vector(device.Gradients)); err != nil {
		return err
	}
	return at.differInGradient("the way of the parameters", way, wantWay)
}
