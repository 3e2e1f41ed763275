package ctrgcn_test

import (
	"fmt"
	"os"
	"path/filepath"

	"aeed/train/ctrgcn"
	"aeed/train/skeleton"
)

// ntu60 is the published network.
func ntu60() ctrgcn.Architecture {
	return ctrgcn.Architecture{
		Channels: 3, Frames: 64, Joints: 25, Bodies: 2, Classes: 60,
		Adjacency: skeleton.NTU25().Adjacency(), Blocks: ctrgcn.Official(),
	}
}

func ExampleArchitecture_Layout() {
	layout := ntu60().Layout()
	fmt.Println(layout.ParameterCount, "parameters")
	for _, t := range layout.Parameters[:4] {
		fmt.Println(t.Name, t.Shape, t.Offset)
	}
	// Output:
	// 1446672 parameters
	// data_bn.weight [150] 0
	// data_bn.bias [150] 150
	// l1.gcn1.PA [3 25 25] 300
	// l1.gcn1.alpha [1] 2175
}

func ExampleArchitecture_Summary() {
	s := ntu60().Summary()
	fmt.Printf("%d parameters, %.2f GMAC\n", s.Total.Parameters, float64(s.Total.Written)/1e9)
	fmt.Printf("training: %.1f GFLOP a clip, %.1f as the program does it\n",
		float64(ctrgcn.TrainingFLOP(s.Total.Written))/1e9, float64(ctrgcn.TrainingFLOP(s.Total.Hoisted))/1e9)
	// Output:
	// 1446672 parameters, 1.97 GMAC
	// training: 11.8 GFLOP a clip, 10.8 as the program does it
}

// Weights go to PyTorch and come back; the name says the format.
func ExampleArchitecture_Export() {
	folder, err := os.MkdirTemp("", "weights")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	network := ntu60()
	var w ctrgcn.Weights
	w.Parameters, w.Running = network.Initialise(1)
	path := filepath.Join(folder, "ntu60.pt")
	fmt.Println(network.Export(path, w))

	read, err := network.Import(path)
	fmt.Println(read.Parameters[0] == w.Parameters[0], err)
	// Output:
	// <nil>
	// true <nil>
}
