package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"aeed/internal/philox"
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/objective"
	"aeed/train/program"
	"aeed/train/skeleton"
)

// A measurement is what one contestant did.
type measurement struct {
	ClipsPerS  float64 `json:"clips_per_s"`
	StepMS     float64 `json:"step_ms"`           // median
	PeakMemory int64   `json:"peak_memory_bytes"` // of the process
	Device     string  `json:"device"`            // of ours
	Torch      string  `json:"torch"`             // version, of PyTorch's
}

// A network is one that is timed.
type network struct {
	ctrgcn.Architecture
	clips, steps int
}

func find(name string, o options) (network, error) {
	adjacency := skeleton.NTU25().Adjacency()
	switch name {
	case "official":
		return network{ctrgcn.Architecture{Channels: 3, Frames: 64, Joints: 25, Bodies: 2, Classes: 60, Adjacency: adjacency, Blocks: ctrgcn.Official()}, 8, o.steps}, nil
	case "small":
		return network{ctrgcn.Architecture{Channels: 3, Frames: 16, Joints: 25, Bodies: 1, Classes: 10, Adjacency: adjacency, Blocks: ctrgcn.Small()}, 16, 20 * o.steps}, nil
	}
	return network{}, fmt.Errorf("no network is called %q; hint: there are official and small", name)
}

// A trainer takes training steps on random clips.
type trainer struct {
	network
	state    device.State
	executor device.Executor
	program  *program.Program
	clips    []float64
	logits   []float64
	targets  []float64
	weights  []float64
}

func newTrainer(n network, d device.Device) *trainer {
	p := n.Program(ctrgcn.Shape{Clips: n.clips, Sequences: n.clips * n.Bodies, Training: true}, false)
	t := &trainer{network: n, program: p, state: d.NewState(p.Parameters, p.Running)}
	parameters, running := n.Initialise(1)
	t.state.Write(device.Parameters, parameters)
	t.state.Write(device.Running, running)
	t.executor = t.state.Executor(p)
	random := philox.NewStream(1, philox.Augmentation, 0, 0)
	t.clips = make([]float64, p.Buffers[p.Input].Size)
	for i := range t.clips {
		t.clips[i] = random.Normal()
	}
	labels := make([]int, n.clips)
	t.weights = make([]float64, n.clips)
	for i := range labels {
		labels[i], t.weights[i] = random.IntN(n.Classes), 1
	}
	t.targets, t.logits = objective.OneHot(labels, n.Classes), make([]float64, n.clips*n.Classes)
	return t
}

func (t *trainer) step() {
	t.executor.Write(t.program.Input, t.clips)
	t.executor.Run(program.Forward)
	t.executor.Read(t.program.Output.Buffer, t.logits)
	loss := objective.CrossEntropy(t.logits, t.targets, t.weights)
	t.executor.Write(t.program.OutputGradient.Buffer, loss.Gradient)
	t.state.ClearGradients()
	t.executor.Run(program.Backward)
	t.state.Descend(device.Descent{LearningRate: 1e-3, Momentum: 0.9, WeightDecay: 4e-4})
}

const warmUp = 2 // steps

// measure times a network in this process.
func measure(name string, o options) (measurement, error) {
	n, err := find(name, o)
	if err != nil {
		return measurement{}, err
	}
	d := o.device()
	t := newTrainer(n, d)
	defer t.state.Close()
	for range warmUp {
		t.step()
	}
	var times []float64
	for range n.steps {
		start := time.Now()
		t.step()
		times = append(times, time.Since(start).Seconds())
	}
	slices.Sort(times)
	median := times[len(times)/2]
	return measurement{ClipsPerS: float64(n.clips) / median, StepMS: 1000 * median, PeakMemory: peakMemory(), Device: d.Name()}, nil
}

// peakMemory returns the largest resident size that the process had, 0 where the
// system doesn't say.
func peakMemory() int64 {
	content, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kilobytes int64
	_, after, _ := strings.Cut(string(content), "VmHWM:")
	fmt.Sscan(after, &kilobytes)
	return 1024 * kilobytes
}

// writeOperations prints the share of each kind of operation in a step.
func writeOperations(out io.Writer, o options) error {
	for _, name := range []string{"official", "small"} {
		n, err := find(name, o)
		if err != nil {
			return err
		}
		t := newTrainer(n, cpu.NewProfiled(o.workers))
		for range warmUp {
			t.step()
		}
		before := cpu.Times(t.executor)
		start := time.Now()
		for range n.steps {
			t.step()
		}
		wall := time.Since(start)
		times := cpu.Times(t.executor)
		t.state.Close()
		var kinds []string
		total := time.Duration(0)
		for kind := range times {
			times[kind] -= before[kind]
			total += times[kind]
			kinds = append(kinds, kind)
		}
		slices.SortFunc(kinds, func(a, b string) int { return int(times[b] - times[a]) })
		steps := time.Duration(n.steps)
		fmt.Fprintf(out, "%s: %.1f ms a step; in operations %.1f ms of %d workers' time\n", name, milliseconds(wall/steps), milliseconds(total/steps), o.workers)
		for _, kind := range kinds {
			fmt.Fprintf(out, "  %-20s %8.2f ms %5.1f %%\n", kind, milliseconds(times[kind]/steps), 100*float64(times[kind])/float64(total))
		}
	}
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
