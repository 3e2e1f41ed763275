package plot_test

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
)

func ExampleHeatMap() {
	m := plot.HeatMap{
		Heading: plot.Heading{Title: "Accuracy", Setting: "C = 60"},
		XLabel:  "η", YLabel: "γ", ValueLabel: "accuracy (%)",
		X: []float64{0.1, 0.5, 1}, Y: []float64{0.01, 0.05},
		Values: [][]float64{{80.4, 81.2, 80.9}, {80.7, 81.5, math.NaN()}}, // the last is an empty cell
		LogX:   true,
		Marked: []plot.Marked{{X: 0.5, Y: 0.05, Label: "best"}},
	}
	content, err := m.Figure().Encode("pdf")
	fmt.Printf("%.4s %v\n", content, err)
	// Output: %PDF <nil>
}

func ExampleTrajectories() {
	d := plot.Trajectories{
		Heading: plot.Heading{Title: "Niche widths"},
		Classes: []plot.ClassTrajectory{
			{Name: "head", Colour: 600, Chosen: true, Weight: []float64{1, 0.8, 0.6}, Entropy: []float64{4, 2}, Flow: []float64{0, -0.2}},
			{Name: "tail", Colour: 6, Chosen: true, Weight: []float64{1, 0.9, 0.9}, Entropy: []float64{4, 3.9}, Flow: []float64{0, -0.01}},
		},
		ColourName: "training samples", LogColour: true,
	}
	content, err := d.Figure().Encode("svg")
	fmt.Printf("%.5s %v\n", content, err)
	// Output: <?xml <nil>
}
