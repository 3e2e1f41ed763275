package plot_test

import (
	"fmt"

	"aeed/analysis/plot"
)

func ExampleWorstEnvelope() {
	weights := plot.WorstEnvelope{
		Heading: plot.Heading{Title: "How large a niche width can become"},
		Bound:   plot.Series{Name: "bound", X: []float64{1, 10, 100}, Y: []float64{1.2, 2.6, 1.8}},
		Levels:  []plot.Level{{Name: "upper end of the clip", Weight: 4}},
	}
	content, err := weights.Figure().Encode("svg")
	fmt.Printf("%.5s %v\n", content, err)
	// Output: <?xml <nil>
}

func ExampleNumber() {
	fmt.Println(plot.Number(4.0943446), plot.Number(-1e-6), plot.Exact(0.999999))
	// Output: 4.094 −10^{−6} 0.999999
}
