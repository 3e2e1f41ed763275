package plot

import (
	"image/color"
	"math"
	"slices"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// SafeRegion shows the plane of η and γ: what is proved where, the naive
// condition, parameters with their measured accuracy, and those at hand.
type SafeRegion struct {
	Heading
	Gamma    []float64 // ascending, > 0: where the limits are known
	Proved   []Limit   // at most three: each holds for η below its limit
	Naive    Limit     // left out where Eta is empty
	Measured []Measured
	Eta0     float64 // the parameters at hand
	Gamma0   float64
}

// A Limit is the η > 0 below which something holds, at every γ of a SafeRegion.
type Limit struct {
	Name string
	Eta  []float64
}

// Measured is an accuracy at some parameters.
type Measured struct {
	Eta, Gamma float64
	Accuracy   string
}

// Figure shades the plane by how much is proved, on logarithmic axes.
func (d SafeRegion) Figure() *Figure {
	f := newFigure(d.Heading)
	p := f.addPanel(1, "adaptation rate η", "self-competition γ")
	d.setRanges(p)
	d.shade(f, p)
	p.Add(grid{})
	for i, limit := range d.Proved {
		f.plot(p, Series{limit.Name, limit.Eta, d.Gamma}, provedLimits[i%len(provedLimits)])
	}
	if len(d.Naive.Eta) > 0 {
		f.plot(p, Series{d.Naive.Name, d.Naive.Eta, d.Gamma}, stroke(darkGrey, 1.2, dashed))
	}
	d.mark(f, p)
	return f
}

var provedLimits = []draw.LineStyle{
	stroke(blue, 1.6, solid), stroke(vermilion, 1.6, solid), stroke(green, 1.6, mixed),
}

// setRanges makes room for every curve and point.
func (d SafeRegion) setRanges(p *gonum.Plot) {
	low, high := d.Eta0, d.Eta0
	include := func(eta float64) {
		if eta > 0 && !math.IsInf(eta, 1) {
			low, high = math.Min(low, eta), math.Max(high, eta)
		}
	}
	for _, limit := range append(slices.Clone(d.Proved), d.Naive) {
		for _, eta := range limit.Eta {
			include(eta)
		}
	}
	for _, m := range d.Measured {
		include(m.Eta)
	}
	const room = 1.6
	setLogarithmic(&p.X, low/room, high*room)
	setLogarithmic(&p.Y, d.Gamma[0], d.Gamma[len(d.Gamma)-1])
}

// shade fills the regions in which one, two, … of the limits hold, the more
// the darker.
func (d SafeRegion) shade(f *Figure, p *gonum.Plot) {
	n := len(d.Proved)
	sorted := make([][]float64, n) // sorted[k] is the (k+1)-th largest limit at each γ
	for k := range sorted {
		sorted[k] = make([]float64, len(d.Gamma))
	}
	for i := range d.Gamma {
		at := make([]float64, n)
		for k, limit := range d.Proved {
			at[k] = limit.Eta[i]
		}
		slices.Sort(at)
		for k := range at {
			sorted[k][i] = at[n-1-k]
		}
	}
	words := [][]string{{"the condition holds"}, {"one condition holds", "both conditions hold"}, {"one condition holds", "two conditions hold", "all three conditions hold"}}
	areas := make([]area, n)
	for k := range sorted {
		areas[k] = leftOf(p, sorted[k], d.Gamma, tint(skyBlue, 0.15+0.17*float64(k)))
		p.Add(areas[k])
	}
	for k := n - 1; k >= 0; k-- {
		f.legend.add(words[n-1][k], areas[k])
	}
}

// leftOf returns the area between the left edge of the figure and a curve.
func leftOf(p *gonum.Plot, x, y []float64, fill color.Color) area {
	a := area{X: slices.Clone(x), Y: slices.Clone(y), fill: fill}
	a.X = append(a.X, p.X.Min, p.X.Min)
	a.Y = append(a.Y, y[len(y)-1], y[0])
	return a
}

// mark draws the measured parameters and those at hand.
func (d SafeRegion) mark(f *Figure, p *gonum.Plot) {
	at := marker{
		X: []float64{d.Eta0}, Y: []float64{d.Gamma0},
		glyph: draw.GlyphStyle{Color: vermilion, Radius: 5.5, Shape: ring{}},
	}
	points := marker{
		glyph: draw.GlyphStyle{Color: ink, Radius: 2.2, Shape: draw.CircleGlyph{}},

		lettering: f.lettering,
		text:      f.textStyle(tickSize, ink, false),
	}
	points.text.XAlign = draw.XCenter
	for _, m := range d.Measured {
		points.X, points.Y = append(points.X, m.Eta), append(points.Y, m.Gamma)
		points.Labels = append(points.Labels, m.Accuracy)
	}
	p.Add(points, at)
	if len(d.Measured) > 0 {
		f.legend.add("overall accuracy in the paper’s Table 6 (%)", points)
	}
	f.legend.add("these parameters", at)
}
