package plot

import (
	"fmt"
	"math"

	"gonum.org/v1/plot/vg/draw"
)

// Onset shows where oscillations of the closed loop begin, in a simulation and by
// the linear theory, over the adaptation rate in units of its critical value.
type Onset struct {
	Heading
	Ratio  []float64 // η/η_crit, ascending, > 0
	Delays []DelayOnset
}

// DelayOnset is the onset for one delay.
type DelayOnset struct {
	Delay     int       // d, epochs
	Predicted []float64 // growth rates of a small perturbation by the linear theory, 1/epoch
	Growth    []float64 // the same in a simulation; NaN where there is none
	Swing     []float64 // range of the entropy gap between classes in the long run, nats; empty for none
}

// Figure draws growth rates, whose sign is the linear verdict, and swings,
// which the nonlinear loop decides.
func (d Onset) Figure() *Figure {
	f := newFigure(d.Heading)
	p := f.addPanel(0.5, "η/η_{crit}", "growth rate (1/epoch)")
	q := f.addPanel(0.5, "η/η_{crit}", "swing of the entropy gap (nats)")
	x, growth, swing := noRange(), span{0, 0}, span{0, 0}
	x.include(d.Ratio...)
	for _, delay := range d.Delays {
		growth.include(delay.Predicted...)
		growth.include(delay.Growth...)
		swing.include(delay.Swing...)
	}
	low, high := x.widened(0.03)
	setLinear(&p.X, low, high)
	setLinear(&q.X, low, high)
	low, high = growth.widened(0.08)
	setLinear(&p.Y, low, high)
	setLinear(&q.Y, -0.04*math.Max(swing.high, 1), 1.08*math.Max(swing.high, 1))
	threshold := stroke(ink, 0.8, dashed)
	p.X.Tick.Marker, q.X.Tick.Marker = linearTicks{labels: 6}, linearTicks{labels: 6}
	p.Add(grid{}, level(p, 0, stroke(ink, 0.8, solid)), vertical(p, 1, threshold))
	q.Add(grid{}, vertical(q, 1, threshold))
	for i, delay := range d.Delays {
		line := criticalLines[i%len(criticalLines)]
		line.Width = 1.1
		points := disc(line, 1.9)
		p.Add(curve{Series{"", d.Ratio, delay.Predicted}, line}, dots(finite(d.Ratio, delay.Growth), points))
		faint := line
		faint.Width = 0.6
		q.Add(curve{Series{"", d.Ratio[:len(delay.Swing)], delay.Swing}, faint}, dots(finite(d.Ratio, delay.Swing), points))
		f.legend.add(fmt.Sprintf("delay d = %d", delay.Delay), keyed{curve{style: line}, points})
	}
	f.legend.add("linear theory", curve{style: stroke(darkGrey, 1.1, solid)})
	f.legend.add("simulation", dots(Series{}, draw.GlyphStyle{Color: darkGrey, Radius: 1.9, Shape: draw.CircleGlyph{}}))
	f.legend.add("linear threshold η = η_{crit}", curve{style: threshold})
	return f
}

// finite returns the points whose values are finite.
func finite(x, y []float64) Series {
	var s Series
	for i, v := range y {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			s.X, s.Y = append(s.X, x[i]), append(s.Y, v)
		}
	}
	return s
}
