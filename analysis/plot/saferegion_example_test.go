package plot_test

import (
	"fmt"

	"aeed/analysis/plot"
)

func ExampleSafeRegion() {
	region := plot.SafeRegion{
		Heading: plot.Heading{Title: "Safe region", Setting: "C = 60, w_0 = 1"},
		Gamma:   []float64{0.01, 0.1},
		Proved:  []plot.Limit{{Name: "one step stays positive", Eta: []float64{2.22, 1.24}}},
		Eta0:    0.5,
		Gamma0:  0.05,
	}
	content, err := region.Figure().Encode("pdf")
	fmt.Printf("%.4s %v\n", content, err)
	// Output: %PDF <nil>
}
