//go:build !gorgonia_cu

package driver

import (
	"errors"
	"unsafe"
)

// captureThreadLocal is the mode in which a capture is harmed only by calls of its own
// thread, CU_STREAM_CAPTURE_MODE_THREAD_LOCAL.
const captureThreadLocal = 1

func (c *libcudaContext) BeginCapture(s Stream) error {
	if err := c.call(c.captureBegin, uintptr(s), captureThreadLocal); err != nil {
		return err
	}
	c.capturing[s] = true
	return nil
}

func (c *libcudaContext) EndCapture(s Stream) (Graph, error) {
	delete(c.capturing, s)
	var captured uintptr
	if err := c.call(c.captureEnd, uintptr(s), uintptr(unsafe.Pointer(&captured))); err != nil {
		return 0, err
	}
	var g Graph
	err := c.call(c.graphInstantiate, uintptr(unsafe.Pointer(&g)), captured, 0)
	return g, errors.Join(err, c.call(c.graphDestroy, captured))
}

func (c *libcudaContext) DestroyGraph(g Graph) error {
	return c.call(c.graphExecDestroy, uintptr(g))
}
