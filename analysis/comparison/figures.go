package comparison

import (
	"fmt"
	"math"
	"slices"

	"aeed/analysis"
	"aeed/analysis/plot"
)

// Figures returns the figures of the report: forecast (where there is one), drive,
// common-scale and bounds.
func (r *Report) Figures() []analysis.NamedFigure {
	named := func(name string, f *plot.Figure) analysis.NamedFigure {
		return analysis.NamedFigure{Name: name, Figure: f}
	}
	var figures []analysis.NamedFigure
	if r.Forecast.Needs == "" {
		figures = append(figures, named("forecast", r.forecastFigure().Figure()))
	}
	return append(figures,
		named("drive", r.driveFigure().Figure()),
		named("common-scale", r.commonScaleFigure().Figure()),
		named("bounds", r.boundsFigure().Figure()))
}

// heading is a title with the line of the parameters that every figure of a
// trajectory has.
func (r *Report) heading(title string, notes ...string) plot.Heading {
	return plot.Heading{Title: title, Setting: analysis.Trajectories(r.recording.Header, nil).Setting, Notes: notes}
}

// chosenClasses and mostClasses are the numbers of classes that a figure can tell
// apart, and that it can show at all.
const chosenClasses, mostClasses = 5, 200

// spread returns at most n ≥ 2 of the classes, evenly, with the first and the last.
func spread(classes []int, n int) []int {
	if len(classes) <= n {
		return classes
	}
	var members []int
	for i := range n {
		members = append(members, classes[i*(len(classes)-1)/(n-1)])
	}
	return members
}

// shown returns the classes that some epoch shows, in descending order of their
// sizes.
func (r *Report) shown() []int {
	return slices.DeleteFunc(headToTail(r.recording.sizes()), func(class int) bool {
		return !slices.Contains(r.Drive.series.classes, class)
	})
}

func (r *Report) className(class int) string {
	return fmt.Sprintf("class %d, n = %d", class, r.recording.sizes()[class])
}

// weights returns the niche width of a class in each epoch and after the last.
func (r *Report) weights(class int) []float64 {
	var weights []float64
	for _, epoch := range r.recording.Epochs {
		weights = append(weights, epoch.Classes[class].Weight)
	}
	return append(weights, r.recording.Epochs[r.Epochs-1].Classes[class].NextWeight)
}

func (r *Report) forecastFigure() plot.Forecast {
	f := &r.Forecast
	d := plot.Forecast{Fitted: f.FitEpochs, Heading: r.heading("Niche widths foretold from the first epochs",
		fmt.Sprintf("Fitted to the epochs left of the dotted line. RMSE of the weights %s, persistence %s, exponential %s.",
			number(f.RMSE), number(f.RMSEPersistence), number(f.RMSEExponential)))}
	var known []int
	for _, class := range r.shown() {
		if slices.Contains(f.paths.classes, class) {
			known = append(known, class)
		}
	}
	for _, class := range spread(known, chosenClasses) {
		entropy := plot.Foretold{}
		for _, epoch := range r.recording.Epochs {
			entropy.Real = append(entropy.Real, epoch.Classes[class].Entropy)
		}
		entropy.Mean = f.paths.after(f.FitEpochs, f.paths.mean.entropies, class)
		entropy.Low = f.paths.after(f.FitEpochs, f.paths.bands.low.entropies, class)
		entropy.High = f.paths.after(f.FitEpochs, f.paths.bands.high.entropies, class)
		weight := plot.Foretold{Real: r.weights(class)}
		weight.Mean = f.paths.after(f.FitEpochs+1, f.paths.mean.weights, class)
		weight.Low = f.paths.after(f.FitEpochs+1, f.paths.bands.low.weights, class)
		weight.High = f.paths.after(f.FitEpochs+1, f.paths.bands.high.weights, class)
		d.Classes = append(d.Classes, plot.ClassForecast{Name: r.className(class), Weight: weight, Entropy: entropy})
	}
	return d
}

// after returns what a table says of a class, behind as many NaN as there are
// epochs without a forecast. Where no path could be drawn all is NaN.
func (p *forecastPaths) after(epochs int, table [][]float64, class int) []float64 {
	series := slices.Repeat([]float64{math.NaN()}, epochs)
	for t := range p.real.weights {
		value := math.NaN()
		if t < len(table) {
			value = table[t][class]
		}
		series = append(series, value)
	}
	return series
}

func (r *Report) driveFigure() plot.Drive {
	s, sizes := &r.Drive.series, r.recording.sizes()
	var colours []float64
	for _, class := range s.classes {
		colours = append(colours, float64(sizes[class]))
	}
	scatter := func(label string, x []float64, line Regression) plot.Scatter {
		p := plot.Scatter{XLabel: label, X: x, Y: s.logWidth, Colour: colours}
		if !math.IsNaN(float64(line.Slope)) {
			p.LineName = fmt.Sprintf("slope %.2f, explains %.1f %%", float64(line.Slope), 100*float64(line.Share))
			p.Slope, p.Constant = float64(line.Slope), float64(line.Intercept)
		}
		return p
	}
	return plot.Drive{Heading: r.heading("What the niche widths answer to", "One point a class, after the last epoch."),
		Absolute:   scatter("ηM_c, smoothed entropy", s.absolute, r.Drive.Absolute),
		Change:     scatter("η(M_c − H_c^{(0)}), its change", s.change, r.Drive.Change),
		ColourName: "training samples n_c", LogColour: true}
}

func (r *Report) commonScaleFigure() plot.CommonScale {
	s, sizes := &r.Drive.series, r.recording.sizes()
	d := plot.CommonScale{Heading: r.heading("What all niche widths share, and what tells them apart"),
		Scale: s.scale, Rest: s.rest, ColourName: "training samples n_c", LogColour: true}
	for _, class := range spread(r.shown(), mostClasses) {
		relative := plot.RelativeWidth{Colour: float64(sizes[class])}
		for t, weight := range r.weights(class) {
			relative.Value = append(relative.Value, weight/s.scale[t])
		}
		d.Relative = append(d.Relative, relative)
	}
	return d
}

func (r *Report) boundsFigure() plot.Bounds {
	d := plot.Bounds{Heading: r.heading("Niche widths below their proved bounds")}
	if needs := sharpNeeds(r.parameters); needs != "" {
		d.Notes = append(d.Notes, "The sharp envelopes need "+needs+".")
	}
	for _, class := range spread(r.shown(), chosenClasses) {
		bound := []float64{math.NaN()}
		for t := range r.Epochs {
			value := math.NaN()
			if t < len(r.Bounds.envelopes) {
				value = r.Bounds.envelopes[t][class]
			}
			bound = append(bound, value)
		}
		d.Classes = append(d.Classes, plot.ClassBound{Name: r.className(class), Weight: r.weights(class), Bound: bound})
	}
	if clip := r.parameters.Clip; !clip.IsUnclipped() {
		d.Ends = append(d.Ends, plot.Level{Name: "clip, lower end " + plot.Exact(clip.Low), Weight: clip.Low})
	}
	return d
}
