//go:build gorgonia_cu

package driver

import (
	"time"

	"gorgonia.org/cu"
)

func (c *gorgoniaContext) NewStream() (Stream, error) {
	s, err := cu.MakeStream(cu.StreamFlags(streamNonBlocking))
	return as[Stream](s), failed("cuStreamCreate", err)
}

func (c *gorgoniaContext) SynchroniseStream(s Stream) error {
	if err := c.spoil("cuStreamSynchronize"); err != nil {
		return err
	}
	return failed("cuStreamSynchronize", as[cu.Stream](s).Synchronize())
}

func (c *gorgoniaContext) DestroyStream(s Stream) error {
	delete(c.recordings, s)
	stream := as[cu.Stream](s)
	return failed("cuStreamDestroy_v2", stream.Destroy())
}

func (c *gorgoniaContext) NewEvent() (Event, error) {
	e, err := cu.MakeEvent(0)
	return as[Event](e), failed("cuEventCreate", err)
}

func (c *gorgoniaContext) Record(on Stream, e Event) error {
	return c.put(on, func(s cu.Stream) error { return failed("cuEventRecord", as[cu.Event](e).Record(s)) })
}

func (c *gorgoniaContext) Wait(on Stream, e Event) error {
	return c.put(on, func(s cu.Stream) error { return failed("cuStreamWaitEvent", s.Wait(as[cu.Event](e), 0)) })
}

func (c *gorgoniaContext) Elapsed(from, to Event) (time.Duration, error) {
	milliseconds, err := as[cu.Event](from).Elapsed(as[cu.Event](to))
	return time.Duration(milliseconds * float64(time.Millisecond)), failed("cuEventElapsedTime", err)
}

func (c *gorgoniaContext) DestroyEvent(e Event) error {
	event := as[cu.Event](e)
	return failed("cuEventDestroy_v2", cu.DestroyEvent(&event))
}
