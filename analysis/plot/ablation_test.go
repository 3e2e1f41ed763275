package plot

import (
	"math"
	"path/filepath"
	"testing"

	"aeed/internal/golden"
)

func sampleAblation() Ablation {
	return Ablation{
		Heading:  Heading{Title: "Variants of a training", Setting: "3 seeds each"},
		Variants: []string{"CE", "+E-Adapt", "AEED, mean 1"},
		Measures: []Measure{
			{"overall", [][]float64{{73, 75.5, 71}, {70, 72, 74}, {76, 77, 78}}},
			{"many", [][]float64{{90, 91, 92}, {89, 90, 93}, {92, 93, 94}}},
			{"few", [][]float64{{20, 30, math.NaN()}, {25, 28, 31}, {33, 38, 30}}},
		},
	}
}

func TestAblation(t *testing.T) {
	golden.Check(t, filepath.Join("testdata", "ablation.png"), encodedPNG(t, sampleAblation().Figure()))
}

// A panel without any run that was tested, and a variant without a name, must be
// drawn too.
func TestAblationOfNothing(t *testing.T) {
	d := sampleAblation()
	d.Measures[2].Runs = [][]float64{{math.NaN()}, {math.NaN()}, {}}
	d.Variants[0] = ""
	encodedPNG(t, d.Figure())
	defer func() {
		if recover() == nil {
			t.Error("a measure without runs was drawn")
		}
	}()
	d.Measures[0].Runs = nil
	d.Figure()
}
