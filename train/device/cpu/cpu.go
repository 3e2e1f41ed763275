package cpu

import (
	"fmt"
	"math"
	"runtime"

	"aeed/train/device"
	"aeed/train/device/cpu/kernel"
	"aeed/train/program"
)

type host struct {
	workers  int
	products products
	profiled bool
}

// New returns a device of the given number of workers; 0 means one for each
// processor that the program may use.
func New(workers int) device.Device {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	if workers < 1 {
		panic(fmt.Sprintf("cpu: a device of %d workers", workers))
	}
	return host{workers: workers, products: newProducts(false)}
}

// NewWithLibrary is New with the matrix products of package blas, which New uses
// only where the processor lacks the vector instructions for ours.
func NewWithLibrary(workers int) device.Device {
	h := New(workers).(host)
	h.products = newProducts(true)
	return h
}

func (h host) Name() string {
	return fmt.Sprintf("CPU, float32, %d workers, %s, %s", h.workers, h.products.name(), kernel.Name())
}

func (host) Precision() string { return "float32" }

func (h host) NewState(parameters, running int) device.State {
	s := &state{crew: newCrew(h.workers), products: h.products, profiled: h.profiled}
	for v := range s.vectors {
		s.vectors[v] = make([]float32, parameters)
	}
	s.vectors[device.Running] = make([]float32, running)
	s.descend = func(from, to int) {
		s.descent.Run(s.vectors[device.Parameters][from:to], s.vectors[device.Gradients][from:to], s.vectors[device.Momentum][from:to])
	}
	return s
}

type state struct {
	crew     *crew
	products products
	profiled bool
	descent  kernel.Descent
	descend  func(from, to int) // a step on a part of the parameters
	vectors  [device.Vectors][]float32
}

func (s *state) Write(v device.Vector, values []float64) { write(s.vectors[v], values) }
func (s *state) Read(v device.Vector, values []float64)  { read(s.vectors[v], values) }
func (s *state) ClearGradients()                         { clear(s.vectors[device.Gradients]) }
func (s *state) Close()                                  { s.crew.dismiss() }

func (s *state) Descend(d device.Descent) {
	s.shorten(d.MaxGradient)
	s.descent = kernel.Descent{LearningRate: float32(d.LearningRate), Momentum: float32(d.Momentum), WeightDecay: float32(d.WeightDecay)}
	s.crew.ranges(len(s.vectors[device.Parameters]), s.descend)
}

// shorten scales a gradient whose norm is above most, unless that is 0. Squares are
// summed in float64, where those of floats are exact.
func (s *state) shorten(most float64) {
	if most == 0 {
		return
	}
	g, squares := s.vectors[device.Gradients], 0.0
	for _, x := range g {
		squares += float64(x) * float64(x)
	}
	if length := math.Sqrt(squares); length > most {
		for i, x := range g {
			g[i] = float32(float64(x) * (most / length))
		}
	}
}

func (s *state) Executor(p *program.Program) device.Executor {
	if p.Parameters != len(s.vectors[device.Parameters]) || p.Running != len(s.vectors[device.Running]) {
		panic(fmt.Sprintf("cpu: a program of %d parameters and %d running statistics on a state of %d and %d",
			p.Parameters, p.Running, len(s.vectors[device.Parameters]), len(s.vectors[device.Running])))
	}
	return newExecutor(s, p)
}

func write(to []float32, values []float64) {
	if len(to) != len(values) {
		panic(fmt.Sprintf("cpu: %d numbers for %d", len(values), len(to)))
	}
	for i, v := range values {
		to[i] = float32(v)
	}
}

func read(from []float32, values []float64) {
	if len(from) != len(values) {
		panic(fmt.Sprintf("cpu: %d numbers for %d", len(from), len(values)))
	}
	for i, v := range from {
		values[i] = float64(v)
	}
}
