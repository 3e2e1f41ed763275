package cuda

import (
	"errors"
	"fmt"

	"aeed/train/device"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
	"aeed/train/program"
)

// A state is the vectors of a network on the card.
type state struct {
	*Device
	sizes     [device.Vectors]int
	vectors   [device.Vectors]driver.Pointer
	rates     driver.Pointer // of the descent
	squares   driver.Pointer // what it needs besides
	memory    []driver.Pointer
	executors []*executor

	residents *residents // the clips that steps are taken on; nil without any
	replays   map[kind]*replay
	arena     driver.Pointer // of all replays, since one runs after the other
	arenaSize int            // numbers
	host      []float32      // on its way to or from the card
}

// NewState implements device.Device.
func (d *Device) NewState(parameters, running int) device.State {
	s := &state{Device: d, replays: map[kind]*replay{}}
	for v := range s.sizes {
		s.sizes[v] = parameters
	}
	s.sizes[device.Running] = running
	d.do(func(c driver.Context) (err error) {
		d.states[s] = true
		for v, size := range s.sizes {
			if s.vectors[v], err = s.allocate(c, 4*size); err != nil {
				break
			}
		}
		if err == nil {
			s.rates, err = s.allocate(c, 4*kernels.Rates)
		}
		if err == nil {
			s.squares, err = s.allocate(c, kernels.DescentScratch(parameters))
		}
		if err != nil {
			s.free(c)
		}
		return err
	})
	return s
}

// allocate returns memory of zeros that is freed with the state.
func (s *state) allocate(c driver.Context, bytes int) (driver.Pointer, error) {
	words := max(1, (bytes+3)/4)
	p, err := c.Allocate(4 * words)
	if err != nil {
		return 0, err
	}
	s.memory = append(s.memory, p)
	return p, c.Fill(s.stream, p, 0, words)
}

// free frees all of the state that was allocated.
func (s *state) free(c driver.Context) error {
	errs := []error{c.SynchroniseStream(s.stream), s.unload(c)}
	for _, e := range s.executors {
		for _, g := range e.graphs {
			if g != 0 {
				errs = append(errs, c.DestroyGraph(g))
			}
		}
	}
	for _, p := range s.memory {
		errs = append(errs, c.Free(p))
	}
	s.memory, s.executors = nil, nil
	delete(s.states, s)
	return errors.Join(errs...)
}

// Close implements device.State.
func (s *state) Close() { s.do(s.free) }

// Write implements device.State.
func (s *state) Write(v device.Vector, values []float64) {
	s.write(s.vectors[v], s.sizes[v], values)
}

// Read implements device.State.
func (s *state) Read(v device.Vector, values []float64) { s.read(s.vectors[v], s.sizes[v], values) }

// write puts numbers into memory of so many.
func (s *state) write(to driver.Pointer, size int, values []float64) {
	checkSize(size, values)
	s.do(func(c driver.Context) error {
		host := s.staging(size)
		for i, x := range values {
			host[i] = float32(x)
		}
		return c.CopyToDevice(s.stream, to, driver.Bytes(host))
	})
}

// read gets numbers from memory of so many.
func (s *state) read(from driver.Pointer, size int, values []float64) {
	checkSize(size, values)
	s.do(func(c driver.Context) error {
		host := s.staging(size)
		if err := c.CopyToHost(s.stream, driver.Bytes(host), from); err != nil {
			return err
		}
		for i, x := range host {
			values[i] = float64(x)
		}
		return nil
	})
}

// staging returns memory of the host for so many numbers, until the next call.
func (s *state) staging(size int) []float32 {
	if size > len(s.host) {
		s.host = make([]float32, size)
	}
	return s.host[:size]
}

func checkSize(size int, values []float64) {
	if len(values) != size {
		panic(fmt.Sprintf("cuda: %d numbers for %d", len(values), size))
	}
}

// ClearGradients implements device.State.
func (s *state) ClearGradients() {
	s.do(func(c driver.Context) error {
		if s.sizes[device.Gradients] == 0 {
			return nil
		}
		return c.Fill(s.stream, s.vectors[device.Gradients], 0, s.sizes[device.Gradients])
	})
}

// Descend implements device.State.
func (s *state) Descend(d device.Descent) {
	rates := []float32{float32(d.LearningRate), float32(d.Momentum), float32(d.WeightDecay), float32(d.MaxGradient)}
	s.do(func(c driver.Context) error {
		if err := c.CopyToDevice(s.stream, s.rates, driver.Bytes(rates)); err != nil {
			return err
		}
		return s.launch(c, s.descent(s.rates)...)
	})
}

// descent returns a step whose rates lie at a place.
func (s *state) descent(rates driver.Pointer) []kernels.Launch {
	return kernels.Descent{
		Parameters: kernels.Pointer(s.vectors[device.Parameters]), Gradients: kernels.Pointer(s.vectors[device.Gradients]),
		Momentum: kernels.Pointer(s.vectors[device.Momentum]), Rates: kernels.Pointer(rates), Squares: kernels.Pointer(s.squares),
		Size: int64(s.sizes[device.Parameters]),
	}.Launches()
}

// Executor implements device.State.
func (s *state) Executor(p *program.Program) device.Executor {
	if p.Parameters != s.sizes[device.Parameters] || p.Running != s.sizes[device.Running] {
		panic(fmt.Sprintf("cuda: a program of %d parameters and %d running statistics on a state of %d and %d",
			p.Parameters, p.Running, s.sizes[device.Parameters], s.sizes[device.Running]))
	}
	return newExecutor(s, p)
}
