package plot

import (
	"image/color"
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Forecast shows what the first epochs of a run foretold of the niche widths and
// entropies of a few classes, and what became of them.
type Forecast struct {
	Heading
	Fitted  int // epochs that the forecast knows
	Classes []ClassForecast
}

// ClassForecast is one class. Values count epochs from 0; those of a forecast are NaN
// where there is none.
type ClassForecast struct {
	Name    string
	Weight  Foretold // niche widths w_c of each epoch and the one after the last
	Entropy Foretold // H_c, nats
}

// Foretold is a real series and its forecast, of equal lengths, with the band that
// most drawn paths stay in.
type Foretold struct{ Real, Mean, Low, High []float64 }

// classColours tell a few classes apart.
var classColours = []draw.LineStyle{
	stroke(blue, 1.3, solid), stroke(vermilion, 1.3, solid), stroke(green, 1.3, solid), stroke(purple, 1.3, solid), stroke(orange, 1.3, solid),
}

const forecastHeight = 6.6 * vg.Centimeter

// Figure draws the weights above the entropies: real curves solid, forecasts dashed.
func (d Forecast) Figure() *Figure {
	f := newFigure(d.Heading)
	d.addPanel(f, "niche width w_c", func(c ClassForecast) Foretold { return c.Weight })
	d.addPanel(f, "class entropy H_c (nats)", func(c ClassForecast) Foretold { return c.Entropy })
	for i, class := range d.Classes {
		f.legend.add(class.Name, curve{style: classColours[i%len(classColours)]})
	}
	grey := stroke(darkGrey, 1.3, solid)
	f.legend.add("real", curve{style: grey})
	f.legend.add("forecast, with its 90 % band", edgedBand{area{fill: tint(darkGrey, 0.2)}, curve{style: dashedAs(grey)}})
	return f
}

// addPanel adds a row of a quantity of all classes.
func (d Forecast) addPanel(f *Figure, label string, of func(ClassForecast) Foretold) {
	f.addRow(forecastHeight)
	p := f.addPanel(1, "epoch t", label)
	last, r := 1, noRange()
	for _, class := range d.Classes {
		s := of(class)
		s.check()
		last = max(last, len(class.Weight.Real)-1)
		r.include(s.Real...)
		r.include(s.Mean...)
		r.include(s.Low...)
		r.include(s.High...)
	}
	epochAxis(&p.X, last)
	low, high := r.widened(0.05)
	setLinear(&p.Y, low, high)
	for i, class := range d.Classes {
		p.Add(between(of(class), tint(classColours[i%len(classColours)].Color.(color.RGBA), 0.18)))
	}
	p.Add(grid{})
	d.addCurves(p, of)
	if d.Fitted > 0 {
		p.Add(vertical(p, float64(d.Fitted), stroke(ink, 0.8, dotted)))
	}
}

func (d Forecast) addCurves(p *gonum.Plot, of func(ClassForecast) Foretold) {
	for i, class := range d.Classes {
		style := classColours[i%len(classColours)]
		p.Add(over(of(class).Real, style), over(of(class).Mean, dashedAs(style)))
	}
}

func (s Foretold) check() {
	if n := len(s.Real); len(s.Mean) != n || len(s.Low) != n || len(s.High) != n {
		panic("plot: a forecast has series of unequal lengths")
	}
}

// between returns the area between the edges of a band, where it has both.
func between(s Foretold, fill color.RGBA) area {
	a := area{fill: fill}
	var back Series
	for t := range s.Low {
		if low, high := s.Low[t], s.High[t]; !math.IsNaN(low+high) && !math.IsInf(low+high, 0) {
			a.X, a.Y = append(a.X, float64(t)), append(a.Y, low)
			back.X, back.Y = append(back.X, float64(t)), append(back.Y, high)
		}
	}
	for i := len(back.X) - 1; i >= 0; i-- {
		a.X, a.Y = append(a.X, back.X[i]), append(a.Y, back.Y[i])
	}
	return a
}

func dashedAs(style draw.LineStyle) draw.LineStyle {
	style.Dashes = dashed
	return style
}
