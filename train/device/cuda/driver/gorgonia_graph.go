//go:build gorgonia_cu

package driver

import "gorgonia.org/cu"

// A recording is what was put on a stream in a capture, for cu can't capture. Each part
// is told on what stream to run.
type recording struct {
	work   []func(cu.Stream) error
	spoilt bool
}

// put runs work, or keeps it where the stream is in a capture.
func (c *gorgoniaContext) put(on Stream, work func(cu.Stream) error) error {
	if r := c.recordings[on]; r != nil {
		r.work = append(r.work, work)
		return nil
	}
	return work(as[cu.Stream](on))
}

// spoil returns an error, and spoils the captures, if there are any.
func (c *gorgoniaContext) spoil(call string) error {
	if len(c.recordings) == 0 {
		return nil
	}
	for _, r := range c.recordings {
		r.spoilt = true
	}
	return failure(call, codeCaptureUnsupported, "StreamCaptureUnsupported")
}

func (c *gorgoniaContext) BeginCapture(s Stream) error {
	const call = "cuStreamBeginCapture_v2"
	if s == 0 {
		return failure(call, codeCaptureUnsupported, "StreamCaptureUnsupported")
	}
	if c.recordings[s] != nil {
		return failure(call, codeInvalidValue, "InvalidValue")
	}
	c.recordings[s] = &recording{}
	return nil
}

func (c *gorgoniaContext) EndCapture(s Stream) (Graph, error) {
	const call = "cuStreamEndCapture"
	r := c.recordings[s]
	if r == nil {
		return 0, failure(call, codeCaptureUnmatched, "StreamCaptureUnmatched")
	}
	delete(c.recordings, s)
	if r.spoilt {
		return 0, failure(call, codeCaptureInvalidated, "StreamCaptureInvalidated")
	}
	c.last++
	c.graphs[c.last] = r
	return c.last, nil
}

// LaunchGraph repeats what was recorded.
func (c *gorgoniaContext) LaunchGraph(on Stream, g Graph) error {
	r := c.graphs[g]
	if r == nil {
		return failure("cuGraphLaunch", codeInvalidHandle, "InvalidHandle")
	}
	for _, work := range r.work {
		if err := c.put(on, work); err != nil {
			return err
		}
	}
	return nil
}

func (c *gorgoniaContext) DestroyGraph(g Graph) error {
	if c.graphs[g] == nil {
		return failure("cuGraphExecDestroy", codeInvalidHandle, "InvalidHandle")
	}
	delete(c.graphs, g)
	return nil
}
