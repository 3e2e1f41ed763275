package cuda

import (
	"errors"
	"slices"
	"time"

	"aeed/train/device"
	"aeed/train/device/cuda/driver"
	"aeed/train/device/cuda/kernels"
	"aeed/train/program"
)

// A Timing is how long a launch of a training step takes.
type Timing struct {
	Kernel     string
	Operations []program.Operation // that it and its neighbours execute; none for the clearing of gradients and the descent
	Median     time.Duration
}

// TimeStep takes rounds ≥ 1 steps of training, a clean pass and a descent with the rates
// of the last Descend, one launch after the other between events, and returns the median
// of each launch over the steps, in their order. The executor must be of a Device, of a
// program in training, and have what a step reads. A launch that is over before the host
// has issued the next one is charged for the waiting.
func TimeStep(on device.Executor, rounds int) []Timing {
	e, is := on.(*executor)
	if !is || e.program.Objective == nil || rounds < 1 {
		panic("cuda: what is timed is a step of training on a card, once or more")
	}
	if !e.known {
		panic("cuda: nothing says what the sequences stand for")
	}
	e.program.Objective.CheckPairs(e.pairs)
	launches := e.step()
	spent := make([][]time.Duration, len(launches))
	e.do(func(c driver.Context) error {
		for range rounds {
			times, err := e.timed(c, launches)
			if err != nil {
				return err
			}
			for i, t := range times {
				spent[i] = append(spent[i], t)
			}
		}
		return nil
	})
	e.forward = false
	timings := make([]Timing, len(launches))
	for i, l := range launches {
		slices.Sort(spent[i])
		timings[i] = Timing{l.Kernel, l.Operations, spent[i][rounds/2]}
	}
	return timings
}

// step returns the launches of a step.
func (e *executor) step() []kernels.Launch {
	launches := []kernels.Launch{kernels.Clear{At: e.memory.Gradients, Size: int64(e.sizes[device.Gradients])}.Launch()}
	return append(append(launches, e.phases(e.program, e.memory)...), e.descent(e.rates)...)
}

// timed runs launches with an event before each and after the last, and returns the times
// between the events.
func (e *executor) timed(c driver.Context, launches []kernels.Launch) (times []time.Duration, err error) {
	var events []driver.Event
	defer func() {
		for _, event := range events {
			err = errors.Join(err, c.DestroyEvent(event))
		}
	}()
	for range len(launches) + 1 {
		event, err := c.NewEvent()
		if err != nil {
			return nil, err
		}
		events = append(events, event)
	}
	for i, event := range events {
		if err := c.Record(e.stream, event); err != nil {
			return nil, err
		}
		if i < len(launches) {
			if err := e.launch(c, launches[i]); err != nil {
				return nil, err
			}
		}
	}
	if err := c.SynchroniseStream(e.stream); err != nil {
		return nil, err
	}
	for i := range launches {
		t, err := c.Elapsed(events[i], events[i+1])
		if err != nil {
			return nil, err
		}
		times = append(times, t)
	}
	return times, nil
}

// FreeMemory returns how many bytes of the card's memory nobody has taken.
func (d *Device) FreeMemory() (free int) {
	d.do(func(c driver.Context) (err error) {
		free, _, err = c.MemoryInfo()
		return err
	})
	return free
}
