package cpu_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/program"
	"aeed/train/skeleton"
)

func small() ctrgcn.Architecture {
	return ctrgcn.Architecture{Channels: 3, Frames: 16, Joints: 25, Bodies: 2, Classes: 5, Adjacency: skeleton.NTU25().Adjacency(), Blocks: ctrgcn.Small()}
}

// A training is a small network with a batch, ready to step.
type training struct {
	program  *program.Program
	state    device.State
	executor device.Executor
}

func newTraining(d device.Device, clips int) *training {
	a := small()
	p := a.Program(ctrgcn.Shape{Clips: clips, Sequences: clips * a.Bodies, Training: true}, false)
	t := &training{program: p, state: d.NewState(p.Parameters, p.Running)}
	parameters, running := a.Initialise(1)
	t.state.Write(device.Parameters, parameters)
	t.state.Write(device.Running, running)
	t.executor = t.state.Executor(p)
	random := rand.New(rand.NewPCG(1, 2))
	fill := func(b program.Buffer, number func(i int) float64) {
		values := make([]float64, p.Buffers[b].Size)
		for i := range values {
			values[i] = number(i)
		}
		t.executor.Write(b, values)
	}
	one := func(int) float64 { return 1 }
	fill(p.Input, func(int) float64 { return random.NormFloat64() })
	fill(p.Objective.Pairs.Buffer, func(i int) float64 { return float64(i / program.PairColumns % 2) }) // of classes 0 and 1, mixed with clips 0 and 1
	fill(p.Objective.ClassWeights.Buffer, one)
	fill(p.Objective.Constants.Buffer, one)
	return t
}

func (t *training) step() {
	t.executor.Run(program.Forward)
	t.executor.Run(program.Loss)
	t.state.ClearGradients()
	t.executor.Run(program.Backward)
	t.state.Descend(device.Descent{LearningRate: 0.1, Momentum: 0.9, WeightDecay: 1e-4})
}

// The number of workers must not change a bit, with ours and with a library's
// products.
func TestWorkersDoNotMatter(t *testing.T) {
	for name, make := range map[string]func(int) device.Device{"ours": cpu.New, "library": cpu.NewWithLibrary} {
		var want []float64
		for _, workers := range []int{1, 2, 3, 8} {
			training := newTraining(make(workers), 7)
			for range 3 {
				training.step()
			}
			got := slices.Repeat([]float64{0}, training.program.Parameters)
			training.state.Read(device.Parameters, got)
			training.state.Close()
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %d workers give other bits than one", name, workers)
			}
		}
	}
}

// A step must not allocate.
func TestStepsDoNotAllocate(t *testing.T) {
	if raced {
		t.Skip("the race detector makes pools forget")
	}
	training := newTraining(cpu.New(2), 8)
	defer training.state.Close()
	training.step()
	if n := testing.AllocsPerRun(20, training.step); n > 0 {
		t.Errorf("%g allocations a step", n)
	}
}

func TestName(t *testing.T) {
	if name := cpu.New(3).Name(); !strings.Contains(name, "3 workers") || !strings.Contains(name, "float32") {
		t.Errorf("name %q", name)
	}
	if ours, library := cpu.New(1).Name(), cpu.NewWithLibrary(1).Name(); strings.Contains(ours, "own products") && ours == library {
		t.Errorf("both devices are called %q", ours)
	}
}

func TestTimes(t *testing.T) {
	training := newTraining(cpu.NewProfiled(1), 4)
	defer training.state.Close()
	start := time.Now()
	training.step()
	wall, total := time.Since(start), time.Duration(0)
	times := cpu.Times(training.executor)
	for kind, spent := range times {
		if spent <= 0 {
			t.Errorf("%s took %v", kind, spent)
		}
		total += spent
	}
	if len(times) != 17 || total > wall || total < wall/4 {
		t.Errorf("%d kinds of operations took %v of %v", len(times), total, wall)
	}
	silent := newTraining(cpu.New(1), 4)
	defer silent.state.Close()
	if silent.step(); len(cpu.Times(silent.executor)) != 0 {
		t.Error("a device that measures nothing has times")
	}
}

func TestNewPanics(t *testing.T) {
	defer func() {
		if message, _ := recover().(string); !strings.HasPrefix(message, "cpu: ") {
			t.Errorf("panic %q", message)
		}
	}()
	cpu.New(-1)
}

func BenchmarkStep(b *testing.B) {
	training := newTraining(cpu.New(0), 16)
	defer training.state.Close()
	for b.Loop() {
		training.step()
	}
}

func Example() {
	training := newTraining(cpu.New(2), 2)
	defer training.state.Close()
	training.executor.Run(program.Forward)
	logits := make([]float64, 2*5)
	training.executor.Read(training.program.Output.Buffer, logits)
	fmt.Println(len(logits), slices.Max(logits) < 10)
	// Output: 10 true
}
