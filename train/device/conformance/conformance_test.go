package conformance

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"

	"aeed/train/device"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// fails tells whether an operation's check fails for any of a few random shapes.
func fails(o Operation, d device.Device) bool {
	parameters := gopter.DefaultGenParameters()
	parameters.Rng.Seed(7)
	generate := shapes().SuchThat(o.sound)
	for range trials {
		value, ok := generate(parameters).Retrieve()
		if ok && o.Check(d, value.(Shape)) != nil {
			return true
		}
	}
	return false
}

// TestFaultsOfOperations sees that the suite finds faults, each in one operation.
func TestFaultsOfOperations(t *testing.T) {
	for _, fault := range []struct {
		operation, name string
		device          *saboteur
	}{
		{"Convolution", "no dilation", change(func(c *program.Convolution) { c.Dilation = 1 })},
		{"Convolution", "half of the bias", change(func(c *program.Convolution) { c.Bias.Offset-- })},
		{"Convolution", "a column too few read", change(func(c *program.ConvolutionAdjoint) { c.DY.Stride-- })},
		{"Convolution", "no accumulation", change(func(c *program.ConvolutionAdjoint) { c.Accumulate = false })},
		{"Convolution", "accumulation into nothing", change(func(c *program.ConvolutionAdjoint) { c.Accumulate = true })},
		{"Convolution", "the last frame missing", change(func(c *program.ConvolutionAdjoint) { c.DX.Frames-- })},
		{"Classifier", "another weight", change(func(c *program.Convolution) { c.Weight.Offset-- })},
		{"BatchNorm", "no rectifier", change(func(n *program.BatchNorm) { n.Rectify = false })},
		{"BatchNorm", "no residual", change(func(n *program.BatchNorm) { n.Residual.Buffer = program.None })},
		{"BatchNorm", "the running statistics of inference", change(func(n *program.BatchNorm) { n.Training = false })},
		{"BatchNorm", "the batch's statistics in inference", change(func(n *program.BatchNorm) { n.Training = true })},
		{"BatchNorm", "another momentum", change(func(n *program.BatchNorm) { n.Momentum *= 1.0001 })},
		{"BatchNorm", "copies ignored", &saboteur{bodies: func(b *program.Bodies) { b.Copies = slices.Repeat([]int{1}, len(b.Copies)) }}},
		{"BatchNorm", "no accumulation", change(func(n *program.BatchNormAdjoint) { n.Accumulate = false })},
		{"BatchNorm", "no accumulation of the residual", change(func(n *program.BatchNormAdjoint) { n.AccumulateResidual = false })},
		{"BatchNorm", "no gradient of the residual", change(func(n *program.BatchNormAdjoint) { n.DResidual.Buffer = program.None })},
		{"InputNorm", "another momentum", change(func(n *program.InputNorm) { n.Momentum *= 1.0001 })},
		{"InputNorm", "clips exchanged", &saboteur{bodies: func(b *program.Bodies) { b.Clip = slices.Repeat([]int{0}, len(b.Clip)) }}},
		{"InputNorm", "no gradient", &saboteur{skip: func(p program.Phase) bool { return p == program.Backward }}},
		{"Topology", "sides exchanged", change(func(p *program.Topology) { p.Left, p.Right = p.Right, p.Left })},
		{"Topology", "gradients exchanged", change(func(p *program.TopologyAdjoint) { p.DLeft, p.DRight = p.DRight, p.DLeft })},
		{"Topology", "another strength", change(func(p *program.Topology) { p.Strength.Offset-- })},
		{"Aggregate", "the first subset alone", change(func(a *program.Aggregate) { a.X.Columns, a.Topology.Columns = a.Y.Columns, a.Y.Columns })},
		{"Aggregate", "the last subsets alone", change(func(a *program.Aggregate) { a.Accumulate = false })},
		{"Aggregate", "a topology of others", change(func(a *program.AggregateAdjoint) { a.DTopology.Stride-- })},
		{"MaxPool", "another stride", change(func(m *program.MaxPool) { m.Stride = 1 })},
		{"MaxPool", "a frame too few", change(func(m *program.MaxPool) { m.X.Frames-- })},
		{"MaxPool", "a column too many", change(func(m *program.MaxPool) {
			if m.Y.Offset+m.Y.Columns < m.Y.Stride {
				m.X.Columns++
				m.Y.Columns++
			}
		})},
		{"TimeMean", "no accumulation", change(func(m *program.TimeMeanAdjoint) { m.Accumulate = false })},
		{"TimeMean", "a joint too few", change(func(m *program.TimeMean) { m.X.Joints--; m.Y.Joints-- })},
		{"ClipMean", "sequences exchanged", &saboteur{bodies: func(b *program.Bodies) { b.Sequence = slices.Repeat([]int{0}, len(b.Sequence)) }}},
		{"ClipMean", "float32 that says float64", &saboteur{read: round}},
		{"Topology", "16 bits that say float32", &saboteur{bits: 16, precision: "float32"}},
		{"Convolution", "11 bits that say float32", &saboteur{bits: 11, precision: "float32"}},
		{"Convolution", "8 bits that say tf32", &saboteur{bits: 8, precision: "tf32"}},
		{"Aggregate", "5 bits that say bf16", &saboteur{bits: 5, precision: "bf16"}},
		{"BatchNorm", "11 bits without a product", &saboteur{bits: 11, precision: "tf32"}},
		{"ClipMean", "8 bits without a product", &saboteur{bits: 8, precision: "bf16"}},
	} {
		if !fails(Find(fault.operation), fault.device) {
			t.Errorf("the suite does not see the fault of %s: %s", fault.operation, fault.name)
		}
	}
}

// TestFaultsOfDevices sees that the suite finds faults of states and networks.
func TestFaultsOfDevices(t *testing.T) {
	type state = device.State
	for _, fault := range []struct {
		check, name string
		device      *saboteur
	}{
		{"a network", "pools forgotten", &saboteur{operation: forgetPools}},
		{"a network", "pools forgotten where products are rounded", &saboteur{operation: forgetPools, precision: "bf16"}},
		{"the same numbers again", "noise", &saboteur{read: noisy()}},
		{"inference beside training", "states that are copied", &saboteur{state: func(s state) state { return &copied{s} }}},
		{"inference beside training", "inference that learns", change(func(n *program.BatchNorm) { n.Training = true })},
		{"one sequence for all absent bodies", "copies ignored", &saboteur{bodies: func(b *program.Bodies) { b.Copies = slices.Repeat([]int{1}, len(b.Copies)) }}},
		{"objective", "another gradient", change(func(o *program.Objective) { o.Gradient, o.LogPosterior = o.LogPosterior, o.Gradient })},
		{"objective", "the beliefs of nobody", change(func(o *program.Objective) { o.Beliefs = o.LogPosterior })},
		{"objective", "float32 that says float64", &saboteur{read: round}},
		{"objective of a network", "no loss", &saboteur{skip: func(p program.Phase) bool { return p == program.Loss }}},
		{"labels", "no loss", &saboteur{skip: func(p program.Phase) bool { return p == program.Loss }}},
		{"descent", "no momentum", &saboteur{state: func(s state) state { return &stubborn{s} }}},
		{"the largest gradient", "no limit", &saboteur{state: func(s state) state { return &unlimited{s} }}},
		{"a wide program", "the first subset of those side by side", change(func(a *program.Aggregate) { a.X.Columns, a.Topology.Columns = a.Y.Columns, a.Y.Columns })},
		{"vectors", "gradients that stay", &saboteur{state: func(s state) state { return &uncleared{s} }}},
		{"misuse", "no order", &saboteur{skip: func(p program.Phase) bool { return p == program.Backward }}},
		{"a batch norm of one row", "half a momentum", change(func(n *program.BatchNorm) { n.Momentum /= 2 })},
		{"states at the same time", "noise", &saboteur{read: noisy()}},
	} {
		i := slices.IndexFunc(checks, func(c check) bool { return c.name == fault.check })
		if checks[i].check(fault.device) == nil {
			t.Errorf("%q does not see the fault: %s", fault.check, fault.name)
		}
	}
}

// forgetPools leaves the backward pass of pools out.
func forgetPools(op program.Operation) program.Operation {
	if _, is := op.(*program.MaxPoolAdjoint); is {
		return nil
	}
	return op
}

// noisy adds a little more to every vector that is read.
func noisy() func([]float64) {
	last := 0.0
	return func(values []float64) {
		last += 1e-15
		for i := range values {
			values[i] += last
		}
	}
}

// unlimited lets gradients be as long as they are.
type unlimited struct{ device.State }

func (s *unlimited) Descend(d device.Descent) {
	d.MaxGradient = 0
	s.State.Descend(d)
}

// copied gives every executor a state of its own.
type copied struct{ device.State }

func (s *copied) Executor(p *program.Program) device.Executor {
	c := ref.New().NewState(p.Parameters, p.Running)
	for _, v := range []device.Vector{device.Parameters, device.Running} {
		values := make([]float64, map[bool]int{true: p.Running, false: p.Parameters}[v == device.Running])
		s.Read(v, values)
		c.Write(v, values)
	}
	return c.Executor(p)
}

// stubborn forgets momentum.
type stubborn struct{ device.State }

func (s *stubborn) Descend(d device.Descent) { d.Momentum = 0; s.State.Descend(d) }

// uncleared keeps gradients.
type uncleared struct{ device.State }

func (*uncleared) ClearGradients() {}

// TestRoundingPasses sees that the tolerances have room for the rounding of results.
func TestRoundingPasses(t *testing.T) {
	for precision, bits := range map[string]int{"float32": 24, "tf32": 11, "bf16": 8} {
		for _, o := range operations {
			d := &saboteur{bits: 24, precision: precision}
			if o.product {
				d.bits = bits
			}
			if fails(o, d) {
				t.Errorf("%s, %s: rounding of results fails", o.Name, precision)
			}
		}
	}
}

// TestDirection sees that a gradient may be off along itself by more than across.
func TestDirection(t *testing.T) {
	at, want := tolerances["bf16"], []float64{1, 0}
	if err := at.differInGradient("it", []float64{1.4, 0}, want); err != nil {
		t.Error(err)
	}
	if err := at.differInGradient("it", []float64{1, 0.41}, want); err == nil || !strings.Contains(err.Error(), "it has another direction: the cosine is 0.92525, at least 0.94000 ") {
		t.Errorf("error %v", err)
	}
	if err := at.differInGradient("it", []float64{1.43, 0}, want); err == nil {
		t.Error("no error where the length is off")
	}
	if err := at.differInGradient("it", []float64{math.NaN(), 0}, want); err == nil {
		t.Error("no error for NaN")
	}
}

// TestFailurePrintsShape demands that a failure can be repeated.
func TestFailurePrintsShape(t *testing.T) {
	o := Find("Convolution")
	s := wide(3, 5)
	message := o.failure(change(func(c *program.Convolution) { c.Dilation++ }), s)
	for _, part := range []string{"Convolution", "conformance.Shape{Clips:2, ", "Seed:1}", `"y"`} {
		if !strings.Contains(message, part) {
			t.Errorf("%q is missing from %q", part, message)
		}
	}
	if message := o.failure(ref.New(), s); message != "" {
		t.Error(message)
	}
}
