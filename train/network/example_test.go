package network_test

import (
	"fmt"

	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/device/cpu"
	"aeed/train/network"
	"aeed/train/objective"
	"aeed/train/program"
	"aeed/train/skeleton"
)

// Two clips are learned by heart, the second of a class that weighs twice as much.
func Example() {
	graph, err := skeleton.GraphByName("ntu-25")
	if err != nil {
		panic(err)
	}
	architecture := ctrgcn.Architecture{Channels: 3, Frames: 4, Joints: 25, Bodies: 1, Classes: 2, Adjacency: graph.Adjacency(), Blocks: ctrgcn.Small()}
	parameters, running := architecture.Initialise(1)
	n := network.New(architecture, cpu.New(1), ctrgcn.Weights{Parameters: parameters, Running: running})
	defer n.Close()
	x := make([]float64, 2*3*4*25)
	for i := range x {
		x[i] = float64(i%7) - float64(i/300)
	}
	o := network.Objective{ClassWeights: []float64{1, 2}, Scale: 1, Epsilon: objective.Epsilon}
	var loss *network.CleanLoss
	for range 20 {
		n.ClearGradients()
		loss = n.Forward(x, program.AllBodies(2, 1), ctrgcn.Shape{Training: true}).Clean([]int{0, 1}, o)
		n.Descend(device.Descent{LearningRate: 0.1, Momentum: 0.9})
	}
	fmt.Println(loss.Mean < 0.01)
	// Output: true
}
