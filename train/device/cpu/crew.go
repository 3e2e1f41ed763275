package cpu

import (
	"sync"
	"sync/atomic"
)

// A crew is workers that share tasks. The goroutine that asks is the first of
// them.
type crew struct {
	size  int
	start []chan struct{} // of the others
	done  sync.WaitGroup
	next  atomic.Int64
	tasks int
	task  func(task, worker int)

	length int // of what ranges divides
	part   func(from, to int)
	inPart func(task, worker int) // calls part with the task's range
}

func newCrew(size int) *crew {
	c := &crew{size: size}
	c.inPart = func(task, _ int) { c.part(task*rangeSize, min(c.length, (task+1)*rangeSize)) }
	for i := 1; i < size; i++ {
		start := make(chan struct{})
		c.start = append(c.start, start)
		go func() {
			for range start {
				c.work(i)
				c.done.Done()
			}
		}()
	}
	return c
}

// dismiss ends the workers.
func (c *crew) dismiss() {
	for _, start := range c.start {
		close(start)
	}
	c.start = nil
}

// each calls task(0, ·) … task(tasks−1, ·), each once, and returns when all are
// done. No two calls at once have the same worker.
func (c *crew) each(tasks int, task func(task, worker int)) {
	c.tasks, c.task = tasks, task
	c.next.Store(0)
	helpers := c.start[:max(0, min(len(c.start), tasks-1))]
	c.done.Add(len(helpers))
	for _, start := range helpers {
		start <- struct{}{}
	}
	c.work(0)
	c.done.Wait()
}

func (c *crew) work(worker int) {
	for i := int(c.next.Add(1)) - 1; i < c.tasks; i = int(c.next.Add(1)) - 1 {
		c.task(i, worker)
	}
}

// rangeSize is how many numbers a task of ranges has.
const rangeSize = 1 << 16

// ranges calls f for parts of 0 … n−1 that together are all of it.
func (c *crew) ranges(n int, f func(from, to int)) {
	c.length, c.part = n, f
	c.each((n+rangeSize-1)/rangeSize, c.inPart)
}
