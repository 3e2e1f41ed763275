package kernels

// A Descent is a step of device.Descent on the vectors of a state, Size numbers each.
// Rates are three numbers on the device: learning rate, momentum and weight decay.
type Descent struct {
	Parameters, Gradients, Momentum, Rates Pointer
	Size                                   int64
}

// Launch returns the step.
func (d Descent) Launch() Launch { return newLaunch("descend", numbers(int(d.Size)), line, d) }

// A Clear sets Size numbers to zero.
type Clear struct {
	At   Pointer
	Size int64
}

// Launch returns the clearing.
func (c Clear) Launch() Launch { return newLaunch("clear", numbers(int(c.Size)), line, c) }
