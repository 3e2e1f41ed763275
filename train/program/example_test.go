package program_test

import (
	"fmt"

	"aeed/train/device"
	"aeed/train/device/ref"
	"aeed/train/program"
)

// A layer y = W·x + b on a batch of two clips, the loss ½ Σ (y − 1)², and its
// gradient.
func Example() {
	b := program.NewBuilder(2, 1, 2, true)
	x, y := b.Clips("x", 3), b.Clips("y", 1)
	b.Convolve(program.Convolution{X: x, Y: y, Kernel: 1, Weight: b.Parameter(3), Bias: b.Parameter(1)})
	p := b.Finish(y)

	state := ref.New().NewState(p.Parameters, p.Running)
	defer state.Close()
	state.Write(device.Parameters, []float64{1, 2, -1, 0.5})
	executor := state.Executor(p)
	executor.Write(x.Buffer, []float64{1, 0, 1, 2, 1, 0})
	executor.Run(program.Forward)
	values := make([]float64, 2)
	executor.Read(p.Output.Buffer, values)
	fmt.Println("y:", values)

	executor.Write(p.OutputGradient.Buffer, []float64{values[0] - 1, values[1] - 1})
	executor.Run(program.Backward)
	gradient := make([]float64, p.Parameters)
	state.Read(device.Gradients, gradient)
	fmt.Println("gradient of W and b:", gradient)
	gradient = make([]float64, 6)
	executor.Read(p.Find("gradient of x"), gradient)
	fmt.Println("gradient of x:", gradient)
	// Output:
	// y: [0.5 4.5]
	// gradient of W and b: [6.5 3.5 -0.5 3]
	// gradient of x: [-0.5 -1 0.5 3.5 7 -3.5]
}

// Of three clips of two people the second and the third show only one.
func ExampleDistinctBodies() {
	b := program.DistinctBodies([]bool{true, true, true, false, true, false}, 2)
	fmt.Println("sequences of the bodies:", b.Sequence)
	for s := range b.Copies {
		fmt.Printf("sequence %d: body %d of clip %d, %d times\n", s, b.Body[s], b.Clip[s], b.Copies[s])
	}
	// Output:
	// sequences of the bodies: [0 1 2 3 4 3]
	// sequence 0: body 0 of clip 0, 1 times
	// sequence 1: body 1 of clip 0, 1 times
	// sequence 2: body 0 of clip 1, 1 times
	// sequence 3: body 1 of clip 1, 2 times
	// sequence 4: body 0 of clip 2, 1 times
}
