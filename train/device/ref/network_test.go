package ref_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// TestNetworkSlope compares the gradient of a whole network with central
// differences along random directions, so that no path of the gradient is missing.
func TestNetworkSlope(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	normal := func(n int, scale float64) []float64 {
		values := make([]float64, n)
		for i := range values {
			values[i] = scale * random.NormFloat64()
		}
		return values
	}
	a := ctrgcn.Architecture{Channels: 3, Frames: 6, Joints: 4, Bodies: 2, Classes: 3, Adjacency: normal(3*16, 0.5), Blocks: ctrgcn.Small()}
	p := a.Program(ctrgcn.Shape{Clips: 2, Sequences: 4, Training: true}, false)
	state := ref.New().NewState(p.Parameters, p.Running)
	executor := state.Executor(p)
	executor.Write(p.Input, normal(p.Buffers[p.Input].Size, 1))
	weights, received := normal(p.Parameters, 0.5), normal(2*a.Classes, 1)
	loss := func(direction []float64, step float64) float64 {
		at := make([]float64, len(weights))
		for i := range at {
			at[i] = weights[i] + step*direction[i]
		}
		state.Write(device.Parameters, at)
		executor.Run(program.Forward)
		logits, sum := make([]float64, len(received)), 0.0
		executor.Read(p.Output.Buffer, logits)
		for i, z := range logits {
			sum += received[i] * z
		}
		return sum
	}
	direction, gradient := make([]float64, p.Parameters), make([]float64, p.Parameters)
	loss(direction, 0)
	executor.Write(p.OutputGradient.Buffer, received)
	executor.Run(program.Backward)
	state.Read(device.Gradients, gradient)
	const step = 1e-6
	for _, tensor := range a.Layout().Parameters { // a direction for each
		clear(direction)
		slope := 0.0
		for i := tensor.Offset; i < tensor.Offset+tensor.Size; i++ {
			direction[i] = random.NormFloat64()
			slope += gradient[i] * direction[i]
		}
		want := (loss(direction, step) - loss(direction, -step)) / (2 * step)
		if math.Abs(slope-want) > 1e-6*max(1, math.Abs(want)) {
			t.Errorf("%s: the slope is %v and should be %v", tensor.Name, slope, want)
		}
	}
}
