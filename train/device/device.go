// Package device says what a machine must offer to run programs: a [Device] makes
// a [State], which holds a network's parameters, and a State makes an [Executor]
// for each program that the network has.
//
// Package ref is the oracle, cpu the fast one for the host, cuda for a GPU. Package
// conformance is the suite that every device must pass.
//
// A State that is a [Trainer] needs no host between steps: it has the clips of a data set
// in its memory, makes batches of them and takes whole steps.
package device

import "aeed/train/program"

// A Vector is one of the vectors of a State.
type Vector int

// The vectors of a state. The first three are of the program's Parameters numbers,
// the last of its Running numbers.
const (
	Parameters Vector = iota
	Gradients         // sums of what backward passes add
	Momentum          // of the optimiser
	Running           // statistics of batch norms
	Vectors
)

// A Device makes states. It is safe for concurrent use; states and executors are
// not.
type Device interface {
	// Name says what the device is, for people.
	Name() string
	// Precision is "float64" or "float32", what numbers are rounded to; or "tf32" or
	// "bf16" where numbers are float32 but for the operands of matrix products, which
	// are rounded to 11 or 8 bits.
	Precision() string
	// NewState returns a state of zeros.
	NewState(parameters, running int) State
}

// A State is a network in training, without its programs.
type State interface {
	// Write sets a vector, Read gets it; both panic if the lengths differ.
	Write(v Vector, values []float64)
	Read(v Vector, values []float64)
	// ClearGradients sets the gradients to zero, as before the first backward pass
	// of a step.
	ClearGradients()
	// Descend takes a step of stochastic gradient descent.
	Descend(d Descent)
	// Executor returns what runs p on this state. It panics if p is of another
	// network.
	Executor(p *program.Program) Executor
	// Close frees what the state holds, and its executors.
	Close()
}

// An Executor runs a program.
type Executor interface {
	// SetBodies says what the sequences of the batch stand for. At first it is
	// program.AllBodies, if the program computes all of them.
	SetBodies(b program.Bodies)
	// Write sets a kept buffer, Read gets it; both panic if the lengths differ or the
	// buffer is not kept.
	Write(b program.Buffer, values []float64)
	Read(b program.Buffer, values []float64)
	// Run executes a phase. Forward must come first, and every Backward takes a Forward
	// of its own, since it reuses what that has left; Run panics otherwise, if nothing
	// says what the sequences stand for, and in Loss if a label is no class or a partner
	// no clip. Loss may be left out: then the host writes the gradient of the output.
	Run(phase program.Phase)
}

// A Descent is a step of stochastic gradient descent with Nesterov's momentum and
// weight decay on every parameter, as PyTorch defines it:
//
//	g' = g + WeightDecay·w,  m = Momentum·m + g',  w = w − LearningRate·(g' + Momentum·m)
//
// Before that a gradient whose Euclidean norm is above MaxGradient is scaled to it, and
// stays so; 0 leaves every gradient as it is.
type Descent struct{ LearningRate, Momentum, WeightDecay, MaxGradient float64 }

// A Failure is what a device panics with when it fails through no fault of its caller,
// such as memory of a card that doesn't suffice.
type Failure struct{ Err error }

func (f Failure) Error() string { return f.Err.Error() }

// Unwrap returns the reason.
func (f Failure) Unwrap() error { return f.Err }

// Recover, deferred, makes a Failure an error.
func Recover(err *error) {
	switch failure := recover().(type) {
	case nil:
	case Failure:
		*err = failure
	default:
		panic(failure)
	}
}
