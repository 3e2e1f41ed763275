package kernels

import (
	"fmt"

	"aeed/train/program"
)

// A Memory says where on a device lies what the operations of a program name. All but
// Bodies' are addresses of float32 numbers, aligned to 16 bytes.
type Memory struct {
	Buffers                        []Pointer // of each buffer of the program, of all of its sequences
	Parameters, Gradients, Running Pointer   // the vectors of the state
	Bodies                         Bodies
	Scratch                        Pointer // as many bytes as ScratchSize says, for the length of a phase
}

// Bodies are the addresses of the slices of a program.Bodies, as 32-bit integers.
type Bodies struct{ Clip, Body, Copies, Sequence Pointer }

// An Arithmetic is what matrix products are made with. It rounds what is multiplied and
// nothing else: activations, parameters, momentum, gradients and all sums are float32 in
// each of them, so BF16 is what others call bf16 with float32 masters.
type Arithmetic string

// The arithmetics, from the most exact to the fastest: floats; tensor cores, which
// round what is multiplied to 11 bits or to 8.
const (
	Float32 Arithmetic = "float32"
	TF32    Arithmetic = "tf32"
	BF16    Arithmetic = "bf16"
)

// Arithmetics returns all of them.
func Arithmetics() []Arithmetic { return []Arithmetic{Float32, TF32, BF16} }

// ParseArithmetic returns the arithmetic of a name. Its error lists them.
func ParseArithmetic(name string) (Arithmetic, error) {
	for _, a := range Arithmetics() {
		if string(a) == name {
			return a, nil
		}
	}
	return "", fmt.Errorf("no arithmetic is called %q; hint: there are %v", name, Arithmetics())
}

// Launches returns what executes an operation of p, in order, on one stream. What lies
// in memory may change between launches, so a graph of them can be replayed.
func Launches(p *program.Program, op program.Operation, m Memory, a Arithmetic) []Launch {
	t := &translator{Memory: m, program: p, arithmetic: a}
	t.operation(op)
	return t.launches
}

// ScratchSize returns the bytes of scratch memory that p needs, phase by phase or
// operation by operation.
func ScratchSize(p *program.Program, a Arithmetic) int {
	size, nowhere := 0, Memory{Buffers: make([]Pointer, len(p.Buffers))}
	for phase, operations := range p.Operations {
		size = max(size, fused(p, program.Phase(phase), nowhere, a).most)
		for _, op := range operations {
			t := &translator{Memory: nowhere, program: p, arithmetic: a}
			t.operation(op)
			size = max(size, t.most)
		}
	}
	return size
}

// A translator makes the launches of operations.
type translator struct {
	Memory
	program    *program.Program
	arithmetic Arithmetic
	operations []program.Operation // under way
	launches   []Launch
	used, most int // bytes of scratch: now, and the most so far
	measured   map[program.Buffer]*measured
	cancelled  map[*program.Convolution]bool // whose biases have no gradient
}

// operation makes the launches of an operation for itself.
func (t *translator) operation(op program.Operation) {
	t.operations = []program.Operation{op}
	switch op := op.(type) {
	case *program.InputNorm:
		t.inputNorm(op)
	case *program.InputNormAdjoint:
		t.inputNormAdjoint(op)
	case *program.Convolution:
		t.convolution(op)
	case *program.ConvolutionAdjoint:
		t.inputGradient([]program.Operation{op})
	case *program.BatchNorm:
		t.batchNorm(op)
	case *program.BatchNormAdjoint:
		t.batchNormAdjoint(op)
	case *program.Topology:
		t.topology(op)
	case *program.TopologyAdjoint:
		t.topologyAdjoint(op)
	case *program.Aggregate:
		t.aggregate(op)
	case *program.AggregateAdjoint:
		t.aggregateAdjoint(op)
	case *program.MaxPool:
		t.maxPool(op)
	case *program.MaxPoolAdjoint:
		t.maxPoolAdjoint(op)
	case *program.TimeMean:
		t.timeMean(op)
	case *program.TimeMeanAdjoint:
		t.timeMeanAdjoint(op)
	case *program.ClipMean:
		t.clipMean(op)
	case *program.ClipMeanAdjoint:
		t.clipMeanAdjoint(op)
	case *program.Objective:
		t.objective(op)
	default:
		panic(fmt.Sprintf("kernels: no kernel for %T", op))
	}
}

func (t *translator) add(l Launch) {
	l.Operations = t.operations
	t.launches = append(t.launches, l)
}

// scratch returns memory of so many bytes.
func (t *translator) scratch(bytes int) Pointer {
	at := t.Scratch + Pointer(t.used)
	t.used += (bytes + 15) / 16 * 16
	t.most = max(t.most, t.used)
	return at
}

// sums returns memory for the Sums of n columns.
func (t *translator) sums(n int) Pointer { return t.scratch(16 * n) }

// matrix returns where a view lies, nothing if it is of no buffer.
func (t *translator) matrix(v program.View) matrix {
	if v.Buffer == program.None {
		return matrix{}
	}
	return matrix{t.Buffers[v.Buffer].plus(v.Offset), int64(v.Stride)}
}

func (t *translator) parameters(s program.Slot) Pointer { return t.Parameters.plus(s.Offset) }
func (t *translator) gradients(s program.Slot) Pointer  { return t.Gradients.plus(s.Offset) }
func (t *translator) running(s program.Slot) Pointer    { return t.Running.plus(s.Offset) }
