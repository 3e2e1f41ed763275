package plot

import (
	"bytes"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"aeed/internal/golden"
)

// decaying returns n values that fall from high to low.
func decaying(high, low float64, n int) []float64 {
	values := make([]float64, n)
	for t := range values {
		values[t] = low + (high-low)*math.Exp(-float64(t)/8)
	}
	return values
}

// delayed replaces the first values by NaN.
func delayed(values []float64, n int) []float64 {
	for t := range n {
		values[t] = math.NaN()
	}
	return values
}

func sampleForecast() Forecast {
	d := Forecast{Heading: Heading{Title: "A forecast", Setting: "C = 3"}, Fitted: 8}
	for c, end := range []float64{0.4, 0.6, 0.75} {
		foretold := func(high, low float64, n, known int) Foretold {
			return Foretold{Real: decaying(high, low, n), Mean: delayed(decaying(high, low*1.1, n), known),
				Low: delayed(decaying(high*0.9, low*0.8, n), known), High: delayed(decaying(high*1.05, low*1.2, n), known)}
		}
		d.Classes = append(d.Classes, ClassForecast{Name: fmt.Sprint("class ", c), Weight: foretold(1, end, 31, 9), Entropy: foretold(3, 3*end, 30, 8)})
	}
	d.Classes[1].Entropy.Real[12] = math.NaN()
	return d
}

func sampleDrive() Drive {
	d := Drive{Heading: Heading{Title: "What drives the widths"}, ColourName: "samples n_c", LogColour: true,
		Absolute: Scatter{XLabel: "ηM_c", LineName: "a line", Slope: 0.9, Constant: -2}, Change: Scatter{XLabel: "change"}}
	for c := range 12 {
		x := float64(c) / 12
		y := 0.9*x - 2 + 0.03*math.Sin(9*x)
		d.Absolute.X, d.Absolute.Y, d.Absolute.Colour = append(d.Absolute.X, x), append(d.Absolute.Y, y), append(d.Absolute.Colour, 10+float64(c*c))
		d.Change.X, d.Change.Y, d.Change.Colour = append(d.Change.X, x-1), append(d.Change.Y, y), append(d.Change.Colour, math.NaN())
	}
	return d
}

// sampleCommonScale falls to the given scale.
func sampleCommonScale(end float64) CommonScale {
	d := CommonScale{Heading: Heading{Title: "Common scale"}, Scale: decaying(1, end, 31), Rest: decaying(1, 0.7, 31), ColourName: "samples n_c"}
	for c := range 6 {
		d.Relative = append(d.Relative, RelativeWidth{Colour: float64(c), Value: decaying(1, 0.7+float64(c)/10, 31)})
	}
	return d
}

func sampleBounds() Bounds {
	d := Bounds{Heading: Heading{Title: "Bounds"}, Ends: []Level{{"lower end", 0.1}, {"", 0.95}}}
	for c, end := range []float64{0.3, 0.6} {
		d.Classes = append(d.Classes, ClassBound{Name: fmt.Sprint("class ", c), Weight: decaying(1, end, 31), Bound: delayed(decaying(1.02, end*1.1, 31), 2)})
	}
	return d
}

// comparisonSamples are figures of every shape of a comparison.
func comparisonSamples() map[string]*Figure {
	return map[string]*Figure{
		"forecast":          sampleForecast().Figure(),
		"drive":             sampleDrive().Figure(),
		"common-scale":      sampleCommonScale(0.4).Figure(),
		"common-scale-wide": sampleCommonScale(0.001).Figure(),
		"bounds":            sampleBounds().Figure(),
	}
}

func TestGoldenComparison(t *testing.T) {
	for name, figure := range comparisonSamples() {
		t.Run(name, func(t *testing.T) {
			golden.Check(t, filepath.Join("testdata", name+".png"), encodedPNG(t, figure))
			first, err := figure.Encode("svg")
			again, _ := figure.Encode("svg")
			if err != nil || !bytes.Equal(first, again) || bytes.Contains(first, []byte("NaN")) {
				t.Errorf("%v, or not the same bytes twice, or a coordinate isn't a number", err)
			}
		})
	}
}

// Each of these is a change that a reader would see.
func TestGoldenComparisonOfRunsFails(t *testing.T) {
	forecast, drive, scale, bounds := sampleForecast(), sampleDrive(), sampleCommonScale(0.4), sampleBounds()
	forecast.Classes[0].Weight.High = decaying(1.3, 0.9, 31)
	drive.Absolute.Constant = -1.9
	scale.Rest = nil
	bounds.Classes[1].Bound = decaying(1.2, 0.9, 31)
	before := comparisonSamples()
	for name, after := range map[string]*Figure{
		"forecast": forecast.Figure(), "drive": drive.Figure(), "common-scale": scale.Figure(), "bounds": bounds.Figure(),
	} {
		if golden.Same(t, encodedPNG(t, before[name]), encodedPNG(t, after)) {
			t.Errorf("%s changed, and the comparison did not notice", name)
		}
	}
}

// What is missing is left out.
func TestComparisonOfNothing(t *testing.T) {
	nothing := sampleForecast()
	for c := range nothing.Classes {
		for _, s := range []*Foretold{&nothing.Classes[c].Weight, &nothing.Classes[c].Entropy} {
			for _, values := range [][]float64{s.Real, s.Mean, s.Low, s.High} {
				delayed(values, len(values))
			}
		}
	}
	negative := sampleCommonScale(0.4)
	negative.Scale[30], negative.Relative[0].Value[30] = math.NaN(), -1
	for name, figure := range map[string]*Figure{
		"forecast": Forecast{}.Figure(), "drive": Drive{}.Figure(), "scale": CommonScale{}.Figure(), "bounds": Bounds{}.Figure(),
		"nothing foretold": nothing.Figure(), "a negative weight": negative.Figure(),
		"one class": Drive{Absolute: Scatter{X: []float64{1}, Y: []float64{2}, Colour: []float64{3}}}.Figure(),
		"one epoch": Bounds{Classes: []ClassBound{{Weight: []float64{1, 1}, Bound: []float64{math.NaN(), math.NaN()}}}}.Figure(),
	} {
		for _, format := range []string{"png", "svg", "pdf"} {
			content, err := figure.Encode(format)
			if err != nil || format == "svg" && (bytes.Contains(content, []byte("NaN")) || bytes.Contains(content, []byte("Inf"))) {
				t.Errorf("%s as %s: %v, or a coordinate isn't a number", name, format, err)
			}
		}
	}
}

func TestUnequalLengthsPanic(t *testing.T) {
	for name, figure := range map[string]func(){
		"forecast": func() { d := sampleForecast(); d.Classes[0].Weight.Mean = nil; d.Figure() },
		"drive":    func() { d := sampleDrive(); d.Change.Colour = nil; d.Figure() },
		"bounds":   func() { d := sampleBounds(); d.Classes[0].Bound = nil; d.Figure() },
	} {
		func() {
			defer func() {
				if r, _ := recover().(string); !strings.HasPrefix(r, "plot: ") {
					t.Errorf("%s: panic %q", name, r)
				}
			}()
			figure()
		}()
	}
}
