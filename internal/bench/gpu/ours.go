package main

import (
	"slices"

	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/device/cuda"
	"aeed/train/device/cuda/kernels"
	"aeed/train/network"
	"aeed/train/program"
)

// An own is what ours did in one arithmetic.
type own struct {
	Arithmetic string          `json:"arithmetic"`
	Device     string          `json:"device"`
	Steps      []measurement   `json:"steps"`
	Launches   []launchTime    `json:"launches"`   // of a clean step that the host leads, in order
	Operations []operationWork `json:"operations"` // that launches belong to: one, or a run that is executed together
}

// A measurement is a way to take steps of training, and how long a step takes.
type measurement struct {
	Name       string  `json:"name"`
	Precision  string  `json:"precision"` // of products: float32, tf32, bf16
	StepMS     float64 `json:"step_ms"`   // median of the windows
	ClipsPerS  float64 `json:"clips_per_s"`
	PeakMemory int64   `json:"peak_memory_bytes"` // of the card; of PyTorch on the processor, of the process
	Windows    int     `json:"windows"`
}

// A launchTime is how long a kernel takes, of an operation or, at −1, of none.
type launchTime struct {
	Kernel    string  `json:"kernel"`
	Operation int     `json:"operation"` // its place among them
	MS        float64 `json:"ms"`        // median
}

// An operationWork is an operation, and what it can't do without.
type operationWork struct {
	Kind  string `json:"kind"`
	Shape string `json:"shape"`
	work
}

// patterns are which of the steps in turn have a mixed pass, by ρ.
var patterns = []struct {
	suffix string
	mixed  []bool
}{{"", []bool{false}}, {"-aeed-half", []bool{false, true}}, {"-aeed", []bool{true}}}

// measureOurs measures ours in this process: on the card or, to rehearse, on the processor.
func measureOurs(w workload, arithmetic string, rehearse bool, at pace) (o own, err error) {
	defer device.Recover(&err)
	o.Arithmetic = arithmetic
	if rehearse {
		d := cpu.New(0)
		o.Device = d.Name()
		for _, p := range patterns {
			o.Steps = append(o.Steps, w.led(d, "host"+p.suffix, p.mixed, at, func() int { return 0 }))
		}
		return o, nil
	}
	d, err := cuda.Open(cuda.Options{Arithmetic: kernels.Arithmetic(arithmetic)})
	if err != nil {
		return o, err
	}
	defer d.Close()
	o.Device = d.Name()
	for _, p := range patterns {
		o.Steps = append(o.Steps, w.led(d, "host"+p.suffix, p.mixed, at, d.FreeMemory))
	}
	for _, p := range patterns {
		m, err := w.replayed(d, "graph"+p.suffix, p.mixed, at)
		if err != nil {
			return o, err
		}
		o.Steps = append(o.Steps, m)
	}
	for i := range o.Steps {
		o.Steps[i].Precision = arithmetic
	}
	o.time(w, d, at)
	return o, nil
}

// led measures steps that the host leads, batches and all.
func (w workload) led(d device.Device, name string, mixed []bool, at pace, free func() int) measurement {
	before := free()
	n := w.network(d)
	defer n.Close()
	x, blend := w.batch(1), w.batch(2)
	var steps []network.Step
	for _, m := range mixed {
		steps = append(steps, w.step(m))
	}
	call := func() {
		for _, s := range steps {
			n.Take(s, x, blend)
		}
	}
	return w.measured(name, call, len(steps), at, func() int { return before - free() })
}

// replayed measures steps that the device takes by itself on clips that lie there: a step
// is a graph, which makes its batch.
func (w workload) replayed(d *cuda.Device, name string, mixed []bool, at pace) (measurement, error) {
	before := d.FreeMemory()
	n := w.network(d)
	defer n.Close()
	t, _ := n.Trainer()
	if err := t.Load(w.stored()); err != nil {
		return measurement{}, err
	}
	var steps []network.ResidentStep
	for i := range at.stepsAtOnce {
		steps = append(steps, w.resident(i, mixed[i%len(mixed)]))
	}
	call := func() { n.TakeResident(t, w.preparation(), steps) }
	return w.measured(name, call, len(steps), at, func() int { return before - d.FreeMemory() }), nil
}

// measured returns the measurement of calls, each of so many steps.
func (w workload) measured(name string, call func(), steps int, at pace, taken func() int) measurement {
	median, windows := at.median(call)
	median /= float64(steps)
	return measurement{Name: name, Precision: string(kernels.Float32), StepMS: 1000 * median, ClipsPerS: float64(w.clips) / median,
		PeakMemory: int64(taken()), Windows: windows}
}

// time times each launch of a clean step.
func (o *own) time(w workload, d device.Device, at pace) {
	p := w.Program(w.shape(), false)
	state := d.NewState(p.Parameters, p.Running)
	defer state.Close()
	parameters, running := w.Initialise(1)
	state.Write(device.Parameters, parameters)
	state.Write(device.Running, running)
	e, step, objective := state.Executor(p), w.step(false), p.Objective
	e.Write(p.Input, w.batch(1))
	e.Write(objective.Pairs.Buffer, pairs(step.Labels))
	e.Write(objective.ClassWeights.Buffer, step.Objective.ClassWeights)
	e.Write(objective.Constants.Buffer, []float64{step.Objective.Scale, step.Objective.Epsilon})
	o.record(cuda.TimeStep(e, at.launches))
}

// record keeps the times of launches, and counts the work of their operations.
func (o *own) record(timings []cuda.Timing) {
	var last []program.Operation
	for _, t := range timings {
		l := launchTime{t.Kernel, -1, 1000 * t.Median.Seconds()}
		if len(t.Operations) > 0 {
			if !slices.Equal(t.Operations, last) {
				kind, shape := describe(t.Operations...)
				o.Operations = append(o.Operations, operationWork{kind, shape, workOf(t.Operations...)})
			}
			l.Operation = len(o.Operations) - 1
		}
		last = t.Operations
		o.Launches = append(o.Launches, l)
	}
}
