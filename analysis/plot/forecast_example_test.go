package plot_test

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
)

func ExampleForecast() {
	unknown := math.NaN()
	widths := plot.Foretold{Real: []float64{1, 0.9, 0.8}, Mean: []float64{unknown, unknown, 0.82},
		Low: []float64{unknown, unknown, 0.75}, High: []float64{unknown, unknown, 0.9}}
	forecast := plot.Forecast{Fitted: 1, Classes: []plot.ClassForecast{{Name: "class 0", Weight: widths, Entropy: widths}}}
	content, err := forecast.Figure().Encode("svg")
	fmt.Printf("%.5s %v\n", content, err)
	// Output: <?xml <nil>
}
