package program

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// panics demands that f panics with a message that starts with prefix.
func panics(t *testing.T, prefix string, f func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if message := fmt.Sprint(recover()); !strings.HasPrefix(message, prefix) {
			t.Errorf("the panic is %q and should start with %q", message, prefix)
		}
	}()
	f()
}

func TestView(t *testing.T) {
	b := NewBuilder(3, 1, 2, false)
	v := b.Activation("x", 4, 5, 6)
	if v.Rows() != 40 || v.RowsOf() != 20 || b.program.Buffers[v.Buffer].Size != 240 || v.Index(1, 2, 3) != ((1*4+2)*5+3)*6 {
		t.Errorf("%+v", v)
	}
	s := v.Slice(1, 4).Slice(2, 2)
	if s.Index(1, 2, 3) != v.Index(1, 2, 3)+3 || s.Columns != 2 || s.Stride != 6 {
		t.Errorf("%+v", s)
	}
	for _, bad := range [][2]int{{-1, 2}, {0, 0}, {0, 7}, {6, 1}, {5, 2}} {
		panics(t, "program: columns ", func() { v.Slice(bad[0], bad[1]) })
	}
	if c := b.Clips("y", 2); c.Rows() != 3 || !b.program.Buffers[c.Buffer].Kept {
		t.Errorf("%+v", c)
	}
}

func TestSlots(t *testing.T) {
	b := NewBuilder(1, 1, 1, true)
	first, second, running := b.Parameter(3), b.Parameter(4), b.Running(2)
	x := b.Clips("x", 1)
	p := b.Finish(x)
	if first != (Slot{0, 3}) || second != (Slot{3, 4}) || running != (Slot{0, 2}) || p.Parameters != 7 || p.Running != 2 || !b.Training() {
		t.Error(first, second, running, p.Parameters, p.Running)
	}
}

func TestNewBuilderRefuses(t *testing.T) {
	for _, bad := range [][3]int{{0, 1, 1}, {1, 0, 1}, {2, 2, 0}, {2, 2, 5}} {
		panics(t, "program: no batch has", func() { NewBuilder(bad[0], bad[1], bad[2], true) })
	}
}

func TestBuilderRefuses(t *testing.T) {
	panics(t, "program: 33 numbers are not as many of each of 2 sequences", func() { NewBuilder(2, 1, 2, true).Buffer("x", 33, false) })
	panics(t, "program: the output must be kept", func() {
		b := NewBuilder(2, 1, 2, true)
		b.Finish(b.Activation("x", 1, 1, 2))
	})
}

func TestFind(t *testing.T) {
	b := NewBuilder(1, 1, 1, true)
	b.Activation("x", 1, 1, 2) // of the same name, and not kept
	x, inner := b.Clips("x", 2), b.Activation("inner", 1, 1, 2)
	weight, bias := b.Parameter(4), b.Parameter(2)
	b.Convolve(Convolution{X: x, Y: inner, Kernel: 1, Weight: weight, Bias: bias})
	y := b.Clips("y", 2)
	b.Convolve(Convolution{X: inner, Y: y, Kernel: 1, Weight: weight, Bias: bias})
	p := b.Finish(y)
	if p.Find("x") != x.Buffer || p.Find("gradient of y") != p.OutputGradient.Buffer || p.Buffers[p.Find("gradient of x")].Size != 2 {
		t.Error(p.Buffers)
	}
	panics(t, `program: no kept buffer is called "inner"`, func() { p.Find("inner") })
	panics(t, `program: no kept buffer is called "gradient of inner"`, func() { p.Find("gradient of inner") })
}

// TestAccumulation follows the gradient of a view that three operations read: the
// last of them writes it, the others add.
func TestAccumulation(t *testing.T) {
	b := NewBuilder(2, 1, 2, true)
	x, z := b.Activation("x", 3, 2, 4), b.KeptActivation("z", 3, 2, 4)
	mean := b.Activation("mean", 1, 2, 4)
	b.Convolve(Convolution{X: x, Y: z, Kernel: 1, Weight: b.Parameter(16), Bias: b.Parameter(4)})
	b.TimeMean(TimeMean{x, mean})
	y, n := b.KeptActivation("y", 3, 2, 4), b.Parameter(4)
	b.Normalise(BatchNorm{X: z, Y: y, Residual: x, Scale: n, Shift: n, Mean: b.Running(4), Variance: b.Running(4)})
	p := b.Finish(y)
	backward := p.Operations[Backward]
	norm, time, convolution := backward[0].(*BatchNormAdjoint), backward[1].(*TimeMeanAdjoint), backward[2].(*ConvolutionAdjoint)
	if norm.AccumulateResidual || norm.Accumulate || !time.Accumulate || !convolution.Accumulate {
		t.Error(norm.AccumulateResidual, norm.Accumulate, time.Accumulate, convolution.Accumulate)
	}
	if norm.DResidual != time.DX || time.DX != convolution.DX || norm.DX != convolution.DY || norm.DY != p.OutputGradient {
		t.Error("the operations use different gradients of the same view")
	}
	_, writes, adds := norm.Views()
	if len(writes) != 2 || len(adds) != 0 {
		t.Error(writes, adds)
	}
	_, writes, adds = convolution.Views()
	if len(writes) != 0 || !reflect.DeepEqual(adds, []View{convolution.DX}) {
		t.Error(writes, adds)
	}
}

// TestSlicesAccumulateApart sees that slices of a buffer have gradients of their
// own, and that a view of which only a part has one is refused.
func TestSlicesAccumulateApart(t *testing.T) {
	b := NewBuilder(1, 1, 1, true)
	x := b.KeptActivation("x", 3, 2, 4)
	left, left2 := b.gradient(x.Slice(0, 2))
	right, right2 := b.gradient(x.Slice(2, 2))
	whole, again := b.gradient(x)
	if left2 || right2 || !again || left.Buffer != right.Buffer || right.Buffer != whole.Buffer || right.Offset != 2 {
		t.Error(left, right, whole)
	}
	other := b.KeptActivation("other", 3, 2, 4)
	b.gradient(other.Slice(1, 2))
	panics(t, "program: a part of the gradient of other is there, and a part is not", func() { b.gradient(other) })
}

// TestInference sees that a program that doesn't learn has no backward pass.
func TestInference(t *testing.T) {
	p := randomProgram(1, false)
	if len(p.Operations[Backward]) != 0 || p.OutputGradient.Buffer != None {
		t.Error(len(p.Operations[Backward]), p.OutputGradient)
	}
	for _, op := range p.Operations[Forward] {
		if n, is := op.(*BatchNorm); is && n.Training {
			t.Error("a batch norm learns")
		}
	}
}
