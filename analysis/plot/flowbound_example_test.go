package plot_test

import (
	"fmt"
	"os"
	"path/filepath"

	"aeed/analysis/plot"
)

func ExampleFlowBound() {
	folder, _ := os.MkdirTemp("", "figures")
	defer os.RemoveAll(folder)

	flows := plot.FlowBound{
		Heading: plot.Heading{Title: "Sharp bound of the entropy flow", Setting: "C = 60, β = 0.9"},
		Worst:   plot.Series{Name: "worst case", X: []float64{0, 1, 2, 3}, Y: []float64{0.409, 0.368, 0.332, 0.298}},
		Sharp:   0.409,
		Naive:   4.09,
	}
	path := filepath.Join(folder, "flow-bound.svg")
	fmt.Println(flows.Figure().Save(path))
	fmt.Println(flows.Figure().Save("flow-bound.bmp"))
	// Output:
	// <nil>
	// plot: save flow-bound.bmp: unknown extension ".bmp"; hint: end the name in .png, .svg or .pdf
}
