package plot

import (
	"fmt"
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// Criticals shows how much the closed loop bears: the critical adaptation rate
// over the delay, for several smoothings, and the period of the oscillation that
// is born there.
type Criticals struct {
	Heading
	Delay     []float64 // d ≥ 0, epochs
	Curves    []Critical
	Eta       float64 // the adaptation rate at hand
	SmallGain float64 // the adaptation rate below which every loop is stable
}

// Critical is the boundary of stability for one smoothing.
type Critical struct {
	Beta   float64
	Eta    []float64 // η_crit > 0 at each delay
	Period []float64 // epochs; 2 is a flip, more a Neimark–Sacker bifurcation
}

var criticalLines = []draw.LineStyle{
	stroke(blue, 1.4, solid), stroke(vermilion, 1.4, dashed), stroke(green, 1.4, mixed), stroke(purple, 1.4, solid), stroke(orange, 1.4, dashed),
}

// Figure draws the rates on the left and the periods on the right, on
// logarithmic scales. Squares are flips, discs Neimark–Sacker bifurcations.
func (d Criticals) Figure() *Figure {
	f := newFigure(d.Heading)
	rates := f.addPanel(0.5, "delay d (epochs)", "critical adaptation rate η_{crit}")
	periods := f.addPanel(0.5, "delay d (epochs)", "period at the boundary (epochs)")
	eta, period, last := span{d.Eta, d.Eta}, span{2, 2}, 1.0
	eta.include(d.SmallGain)
	for _, c := range d.Curves {
		eta.include(c.Eta...)
		period.include(c.Period...)
	}
	for _, delay := range d.Delay {
		last = math.Max(last, delay)
	}
	setLogarithmic(&rates.Y, eta.low/1.3, eta.high*1.3)
	setLogarithmic(&periods.Y, period.low/1.15, period.high*1.15)
	for _, p := range []*gonum.Plot{rates, periods} {
		setLinear(&p.X, -0.03*last, 1.03*last)
		p.X.Tick.Marker = linearTicks{labels: int(math.Min(6, last+1))}
		p.Add(grid{})
	}
	at := level(rates, d.Eta, stroke(ink, 1, dotted))
	smallGain := level(rates, d.SmallGain, stroke(darkGrey, 1, dashed))
	rates.Add(at, smallGain)
	for i, c := range d.Curves {
		style := criticalLines[i%len(criticalLines)]
		d.draw(rates, Series{"", d.Delay, c.Eta}, c.Period, style)
		d.draw(periods, Series{"", d.Delay, c.Period}, c.Period, style)
		f.legend.add(fmt.Sprintf("β = %s", Exact(c.Beta)), curve{style: style})
	}
	grey := stroke(darkGrey, 1, solid)
	f.legend.add("Neimark–Sacker bifurcation", dots(Series{}, disc(grey, 2.2)))
	f.legend.add("flip (period 2)", dots(Series{}, square(grey)))
	f.legend.add(fmt.Sprintf("η = %s", Exact(d.Eta)), at)
	f.legend.add(fmt.Sprintf("small gain: stable below η = %s", Number(d.SmallGain)), smallGain)
	return f
}

// draw adds a curve with a glyph a delay that says which bifurcation it is.
func (d Criticals) draw(p *gonum.Plot, s Series, periods []float64, style draw.LineStyle) {
	s.check()
	var flips, others Series
	for i := range s.X {
		kind := &others
		if periods[i] <= 2 {
			kind = &flips
		}
		kind.X, kind.Y = append(kind.X, s.X[i]), append(kind.Y, s.Y[i])
	}
	p.Add(curve{s, style}, dots(others, disc(style, 2.2)), dots(flips, square(style)))
}

func square(style draw.LineStyle) draw.GlyphStyle {
	return draw.GlyphStyle{Color: style.Color, Radius: 2.8, Shape: draw.BoxGlyph{}}
}
