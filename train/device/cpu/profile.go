package cpu

import (
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"aeed/train/device"
	"aeed/train/program"
)

// NewProfiled is New for a device whose executors also measure; see Times.
func NewProfiled(workers int) device.Device {
	h := New(workers).(host)
	h.profiled = true
	return h
}

// Times returns the processor time that e, an executor of a device that
// NewProfiled made, has spent in each kind of operation since it was made.
func Times(e device.Executor) map[string]time.Duration {
	times := map[string]time.Duration{}
	for kind, t := range e.(*executor).times {
		times[kind] = time.Duration(t.Load())
	}
	return times
}

// timed returns steps that add the time that they take to that of op's kind.
func (e *executor) timed(op program.Operation, steps []step) []step {
	kind := strings.TrimPrefix(fmt.Sprintf("%T", op), "*program.")
	spent := e.times[kind]
	if spent == nil {
		spent = new(atomic.Int64)
		e.times[kind] = spent
	}
	for i := range steps {
		s := steps[i]
		if s.chunk != nil {
			steps[i].chunk = func(c *chunk, memory scratch) {
				start := time.Now()
				s.chunk(c, memory)
				spent.Add(int64(time.Since(start)))
			}
		}
		if s.once != nil {
			steps[i].once = func() {
				start := time.Now()
				s.once()
				spent.Add(int64(time.Since(start)))
			}
		}
	}
	return steps
}
