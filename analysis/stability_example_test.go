package analysis_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"aeed/analysis"
	"aeed/proofs"
)

func ExampleStabilityFigures() {
	folder, _ := os.MkdirTemp("", "figures")
	defer os.RemoveAll(folder)
	for _, figure := range analysis.StabilityFigures(proofs.DefaultSetting()) {
		fmt.Println(figure.Name, figure.Save(filepath.Join(folder, figure.Name+".pdf")))
	}
	// Output:
	// flow-bound <nil>
	// safe-region <nil>
	// worst-case-envelope <nil>
}

// The numbers behind a figure, without drawing it.
func ExampleFlowBound() {
	d := analysis.FlowBound(proofs.DefaultSetting())
	fmt.Printf("sharp bound %.4f, attained %.4f, naive bound %.4f\n", d.Sharp, d.Worst.Y[0], d.Naive)
	// Output: sharp bound 0.4094, attained 0.4094, naive bound 4.0943
}

func ExampleWorstEnvelope() {
	d := analysis.WorstEnvelope(proofs.DefaultSetting())
	peak := slices.Max(d.Bound.Y)
	fmt.Printf("no weight exceeds %.2f, so the clip's upper end %g is never reached\n", peak, d.Levels[1].Weight)
	// Output: no weight exceeds 3.03, so the clip's upper end 4 is never reached
}
