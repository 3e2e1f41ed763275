package plot

import (
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// Drive shows what the niche widths of a run answer to: one point a class.
type Drive struct {
	Heading
	Absolute, Change Scatter
	ColourName       string // what the colours of the classes show: their sizes, say
	LogColour        bool
}

// A Scatter is ln w_c of each class over what may explain it, with a straight line.
type Scatter struct {
	XLabel   string
	X, Y     []float64 // Y is ln w_c
	Colour   []float64 // NaN is grey
	LineName string    // for the legend; "" is no line
	Slope    float64
	Constant float64
}

// Figure draws the two scatters side by side.
func (d Drive) Figure() *Figure {
	f := newFigure(d.Heading)
	scale := newColourScale([][]float64{d.Absolute.Colour, d.Change.Colour}, d.LogColour)
	scale.top = darkEnough
	lines := []draw.LineStyle{stroke(vermilion, 1.2, solid), stroke(blue, 1.2, dashed)}
	for i, s := range []Scatter{d.Absolute, d.Change} {
		p := f.addPanel(0.5, s.XLabel, "ln w_c")
		s.add(p, scale, lines[i])
		if s.LineName != "" {
			f.legend.add(s.LineName, curve{style: lines[i]})
		}
	}
	f.addColourBar(scale, d.ColourName)
	return f
}

func (s Scatter) add(p *gonum.Plot, scale colourScale, line draw.LineStyle) {
	if len(s.X) != len(s.Y) || len(s.X) != len(s.Colour) {
		panic("plot: a scatter has series of unequal lengths")
	}
	x, y := noRange(), noRange()
	x.include(s.X...)
	y.include(s.Y...)
	low, high := x.widened(0.06)
	setLinear(&p.X, low, high)
	bottom, top := y.widened(0.06)
	setLinear(&p.Y, bottom, top)
	p.X.Tick.Marker = linearTicks{labels: 5}
	p.Add(grid{})
	if s.LineName != "" {
		ends := []float64{p.X.Min, p.X.Max}
		p.Add(curve{Series{X: ends, Y: []float64{s.Constant + s.Slope*ends[0], s.Constant + s.Slope*ends[1]}}, line})
	}
	for i := range s.X {
		p.Add(marker{X: s.X[i : i+1], Y: s.Y[i : i+1],
			glyph: draw.GlyphStyle{Color: scale.colour(s.Colour[i]), Radius: 2.4, Shape: draw.CircleGlyph{}}})
	}
}
