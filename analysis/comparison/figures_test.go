package comparison

import (
	"math"
	"slices"
	"testing"

	"aeed/internal/golden"
)

// Series stand at the epochs that they are of.
func TestFigureSeries(t *testing.T) {
	r := simulated(t, 8, 20, nil)
	report := compared(t, r, fast())
	f := &report.Forecast

	for i, class := range spread(report.shown(), chosenClasses) {
		d := report.forecastFigure().Classes[i]
		for epoch := range 20 {
			if d.Weight.Real[epoch] != r.Epochs[epoch].Classes[class].Weight || d.Entropy.Real[epoch] != r.Epochs[epoch].Classes[class].Entropy {
				t.Fatalf("class %d, epoch %d: another real value", class, epoch)
			}
			known := epoch < f.FitEpochs
			if math.IsNaN(d.Entropy.Mean[epoch]) != known || math.IsNaN(d.Entropy.Low[epoch]) != known || math.IsNaN(d.Entropy.High[epoch]) != known {
				t.Errorf("class %d, epoch %d: forecast entropy %g", class, epoch, d.Entropy.Mean[epoch])
			}
			if !known && (d.Weight.Mean[epoch+1] != f.paths.mean.weights[epoch-f.FitEpochs][class] || !(d.Weight.Low[epoch+1] <= d.Weight.High[epoch+1])) {
				t.Errorf("class %d, epoch %d: forecast weight %g", class, epoch, d.Weight.Mean[epoch+1])
			}
		}
		b := report.boundsFigure().Classes[i]
		if b.Weight[20] != r.Epochs[19].Classes[class].NextWeight || b.Bound[20] != report.Bounds.envelopes[19][class] || !math.IsNaN(b.Bound[1]) {
			t.Errorf("class %d: weight %g below %g", class, b.Weight[20], b.Bound[20])
		}
	}
	drive := report.driveFigure()
	s := &report.Drive.series
	if !slices.Equal(drive.Absolute.X, s.absolute) || !slices.Equal(drive.Change.X, s.change) || !slices.Equal(drive.Change.Y, s.logWidth) {
		t.Error("another drive")
	}
	for i, class := range report.shown() {
		relative := report.commonScaleFigure().Relative[i]
		near(t, "relative weight", relative.Value[20]*s.scale[20], r.Epochs[19].Classes[class].NextWeight, 1e-12)
		near(t, "relative weight", relative.Value[7]*s.scale[7], r.Epochs[7].Classes[class].Weight, 1e-12)
		if relative.Colour != float64(r.Header.ClassSizes[class]) {
			t.Errorf("class %d has the colour of %g samples", class, relative.Colour)
		}
	}
}

// The figures of a run as a person has seen them.
func TestGoldenFigures(t *testing.T) {
	report := compared(t, simulated(t, 12, 30, nil), fast())
	for _, figure := range report.Figures() {
		content, err := figure.Encode("png")
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, "testdata/"+figure.Name+".png", content)
	}
}

func TestSpread(t *testing.T) {
	if got := spread([]int{9, 8, 7, 6, 5, 4, 3}, 3); !slices.Equal(got, []int{9, 6, 3}) {
		t.Errorf("%v", got)
	}
	if got := spread([]int{9, 8}, 3); !slices.Equal(got, []int{9, 8}) {
		t.Errorf("%v", got)
	}
}
