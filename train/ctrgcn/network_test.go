package ctrgcn

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/train/program"
)

// uses returns the slots of parameters and of running statistics that an operation
// reads.
func uses(op program.Operation) (parameters, running []program.Slot) {
	switch op := op.(type) {
	case *program.InputNorm:
		return []program.Slot{op.Scale, op.Shift}, []program.Slot{op.Mean, op.Variance}
	case *program.BatchNorm:
		return []program.Slot{op.Scale, op.Shift}, []program.Slot{op.Mean, op.Variance}
	case *program.Convolution:
		return []program.Slot{op.Weight, op.Bias}, nil
	case *program.Topology:
		return []program.Slot{op.Weight, op.Bias, op.Strength, op.Shared}, nil
	}
	return nil, nil
}

// count adds one to each number of the slots.
func count(times []int, slots []program.Slot) {
	for _, s := range slots {
		for i := s.Offset; i < s.Offset+s.Size; i++ {
			times[i]++
		}
	}
}

// Every parameter and every running statistic must belong to one operation, alpha to
// one for each subset, whatever the architecture.
func TestEveryParameterIsUsedOnce(t *testing.T) {
	check := func(a Architecture, training bool) error {
		l := a.Layout()
		p := a.Program(Shape{Clips: 2, Sequences: 2 * a.Bodies, Training: training}, false)
		if p.Parameters != l.ParameterCount || p.Running != l.RunningCount {
			return fmt.Errorf("the program has %d parameters and %d statistics, the layout %d and %d", p.Parameters, p.Running, l.ParameterCount, l.RunningCount)
		}
		parameters, running := make([]int, p.Parameters), make([]int, p.Running)
		for _, op := range p.Operations[program.Forward] {
			read, moved := uses(op)
			count(parameters, read)
			count(running, moved)
		}
		for _, x := range l.Parameters {
			want := 1
			if strings.HasSuffix(x.Name, ".alpha") {
				want = a.subsets()
			}
			for i := range x.Size {
				if parameters[x.Offset+i] != want {
					return fmt.Errorf("%s[%d] is used %d times", x.Name, i, parameters[x.Offset+i])
				}
			}
		}
		for i, times := range running {
			if times != 1 {
				return fmt.Errorf("running statistic %d is used %d times", i, times)
			}
		}
		return nil
	}
	for name, a := range map[string]Architecture{"official": official(60), "UCLA": ucla(), "small": small()} {
		if err := check(a, true); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	properties := gopter.NewProperties(nil)
	properties.Property("every parameter is used once", prop.ForAll(func(joints, bodies, frames int, widths, strides []int, training bool) (bool, error) {
		a := Architecture{Channels: 3, Frames: frames, Joints: joints, Bodies: bodies, Classes: 5, Adjacency: make([]float64, 2*joints*joints)}
		for i, width := range widths {
			a.Blocks = append(a.Blocks, Block{8 * width, strides[i]})
		}
		err := check(a, training)
		return err == nil, err
	}, gen.IntRange(1, 6), gen.IntRange(1, 3), gen.IntRange(1, 9), gen.SliceOfN(3, gen.IntRange(1, 3)), gen.SliceOfN(3, gen.IntRange(1, 3)), gen.Bool()))
	properties.TestingRun(t)
}

// The outputs of the blocks are there under their names if they are asked for, with
// their gradients, and everything else stays in the arena.
func TestKeptBlocks(t *testing.T) {
	a := small()
	p := a.Program(Shape{Clips: 2, Sequences: 2, Training: true}, true)
	for name, size := range map[string]int{"l1": 2 * 16 * 25 * 16, "l2": 2 * 16 * 25 * 16, "l3": 2 * 8 * 25 * 32, "logits": 2 * 10, "clips": 0} {
		kept := -1
		for _, b := range p.Buffers {
			if b.Name == name && b.Kept {
				kept = b.Size
			}
		}
		if name == "clips" {
			size = -1
		}
		if kept != size {
			t.Errorf("%s holds %d numbers, want %d", name, kept, size)
		}
	}
	for _, b := range a.Program(Shape{Clips: 2, Sequences: 2}, false).Buffers {
		if b.Kept && strings.HasPrefix(b.Name, "l") && b.Name != "logits" {
			t.Errorf("%s is kept", b.Name)
		}
	}
}

// Two branches of each block see five frames, the second every other one.
func TestTemporalConvolutions(t *testing.T) {
	var got []string
	for _, op := range small().Program(Shape{Clips: 1, Sequences: 1}, false).Operations[program.Forward] {
		if c, ok := op.(*program.Convolution); ok && c.Kernel > 1 {
			got = append(got, fmt.Sprintf("%d frames, stride %d, dilation %d", c.Kernel, c.Stride, c.Dilation))
		}
	}
	want := []string{"5 frames, stride 1, dilation 1", "5 frames, stride 1, dilation 2", "5 frames, stride 1, dilation 1", "5 frames, stride 1, dilation 2",
		"5 frames, stride 2, dilation 1", "5 frames, stride 2, dilation 2"}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestPhasesAndMomentum(t *testing.T) {
	a := small()
	for _, c := range []struct {
		shape    Shape
		momentum float64
	}{
		{Shape{Clips: 2, Sequences: 2, Training: true}, 0.1},
		{Shape{Clips: 2, Sequences: 2, Momentum: 1}, 1},
	} {
		p := a.Program(c.shape, false)
		if backward := len(p.Operations[program.Backward]); (backward > 0) != c.shape.Training {
			t.Errorf("%+v: %d operations backward", c.shape, backward)
		}
		for _, op := range p.Operations[program.Forward] {
			switch op := op.(type) {
			case *program.BatchNorm:
				if op.Momentum != c.momentum || op.Training != c.shape.Training {
					t.Errorf("%+v: a batch norm with momentum %g, training %v", c.shape, op.Momentum, op.Training)
				}
			case *program.InputNorm:
				if op.Momentum != c.momentum || op.Training != c.shape.Training {
					t.Errorf("%+v: the input norm with momentum %g, training %v", c.shape, op.Momentum, op.Training)
				}
			}
		}
	}
}

func TestCheck(t *testing.T) {
	if err := official(60).Check(); err != nil {
		t.Errorf("the official network: %v", err)
	}
	for want, change := range map[string]func(*Architecture){
		"0 channels":           func(a *Architecture) { a.Channels = 0 },
		"0 frames":             func(a *Architecture) { a.Frames = 0 },
		"-1 joints":            func(a *Architecture) { a.Joints = -1 },
		"0 bodies":             func(a *Architecture) { a.Bodies = 0 },
		"0 blocks":             func(a *Architecture) { a.Blocks = nil },
		"1 classes":            func(a *Architecture) { a.Classes = 1 },
		"an adjacency of 0":    func(a *Architecture) { a.Adjacency = nil },
		"an adjacency of 1874": func(a *Architecture) { a.Adjacency = a.Adjacency[1:] },
		"block 2 of width 18":  func(a *Architecture) { a.Blocks[1].Width = 18 },
		"block 1 of width 0":   func(a *Architecture) { a.Blocks[0].Width = 0 },
		"stride 0":             func(a *Architecture) { a.Blocks[2].Stride = 0 },
		"block 2 with 4 input": func(a *Architecture) { a.Blocks[0].Width = 4 },
		"block 1 with 2 input": func(a *Architecture) { a.Channels = 2 },
	} {
		a := small()
		change(&a)
		err := a.Check()
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v", want, err)
		}
		func() {
			defer func() {
				if text := fmt.Sprint(recover()); !strings.HasPrefix(text, "ctrgcn: ") {
					t.Errorf("%s: Layout: %s", want, text)
				}
			}()
			a.Layout()
		}()
	}
}
