package plot

import (
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// PhasePortrait shows the plane of niche width w (across) and entropy flow ΔH̄
// (up) under constant entropies.
type PhasePortrait struct {
	Heading
	W, Flow    [2]float64 // ranges of the axes
	Arrows     []Arrow    // where one epoch leads
	Nullclines []Series   // where one epoch leaves w or ΔH̄ as it is
	Basin      Series     // edge of the basin: to its left, up to w = 0, states converge to the origin
	Band       float64    // D̄: the flows in [−D̄, D̄] are those that entropies can make; 0 for none
	Safe       [2]float64 // w from 0 up to Safe[1], not included, stays below it; the least such bound is Safe[0]; 0, 0 for none
	Orbits     []Series
	Equilibria []float64 // their niche widths; the flow is 0
}

// An Arrow points from a state to the next.
type Arrow struct{ X, Y, NextX, NextY float64 }

// Figure draws regions, then nullclines and arrows, then orbits.
func (d PhasePortrait) Figure() *Figure {
	f := newFigure(d.Heading)
	f.addRow(portraitHeight)
	p := f.addPanel(1, "niche width w", "entropy flow ΔH̄ (nats)")
	setLinear(&p.X, d.W[0], d.W[1])
	setLinear(&p.Y, d.Flow[0], d.Flow[1])
	d.shade(f, p)
	p.Add(grid{})
	d.drawBand(f, p)
	p.Add(arrows{d.Arrows})
	for i, s := range d.Nullclines {
		f.plot(p, s, nullclines[i%len(nullclines)])
	}
	f.plot(p, d.Basin, stroke(ink, 1.6, dashed))
	for i, s := range d.Orbits {
		s.check()
		path := stroke(vermilion, 0.8, solid)
		line, points := curve{s, path}, disc(path, 1.5)
		p.Add(line, dots(s, points))
		if i == 0 {
			f.legend.add("orbits, a dot an epoch", keyed{line, points})
		}
	}
	equilibria := dots(Series{X: d.Equilibria, Y: make([]float64, len(d.Equilibria))}, circle(stroke(ink, 1, solid), 3.2))
	if p.Add(equilibria); len(d.Equilibria) > 0 {
		f.legend.add("equilibria", equilibria)
	}
	return f
}

const portraitHeight = 9.5 * vg.Centimeter

var nullclines = []draw.LineStyle{stroke(blue, 1.3, solid), stroke(blue, 1.3, mixed), stroke(green, 1.3, solid)}

// shade fills the basin and, in it, the safe region.
func (d PhasePortrait) shade(f *Figure, p *gonum.Plot) {
	if n := len(d.Basin.X); n > 0 {
		basin := area{X: append([]float64{0}, d.Basin.X...), Y: append([]float64{d.Basin.Y[0]}, d.Basin.Y...), fill: tint(skyBlue, 0.17)}
		basin.X, basin.Y = append(basin.X, 0), append(basin.Y, d.Basin.Y[n-1])
		p.Add(basin)
		f.legend.add("basin of the origin, w ≥ 0", basin)
	}
	if d.Safe[1] > 0 {
		box := func(low, high float64, fill float64) area {
			return area{X: []float64{low, high, high, low}, Y: []float64{-d.Band, -d.Band, d.Band, d.Band}, fill: tint(green, fill)}
		}
		safe, inner := box(0, d.Safe[1], 0.2), box(0, d.Safe[0], 0.38)
		p.Add(safe, inner)
		f.legend.add("safe region: (0, W] for the largest W", safe)
		f.legend.add("and for the smallest, W = D̄/γ", inner)
	}
}

// drawBand marks the flows that entropies can make.
func (d PhasePortrait) drawBand(f *Figure, p *gonum.Plot) {
	if d.Band <= 0 {
		return
	}
	edge := level(p, d.Band, stroke(darkGrey, 1, dotted))
	p.Add(edge, level(p, -d.Band, edge.style))
	f.legend.add("reachable flows ±D̄ = ±(1−β) ln C", edge)
}

// arrows draws arrows of one length, for the steps are of very different ones.
type arrows struct{ all []Arrow }

// Plot draws the arrows.
func (a arrows) Plot(c draw.Canvas, p *gonum.Plot) {
	const length, head = vg.Length(11), vg.Length(3)
	style := stroke(middleGrey, 0.7, solid)
	for _, arrow := range a.all {
		from, ok1 := position(&c, p, arrow.X, arrow.Y)
		to, ok2 := position(&c, p, arrow.NextX, arrow.NextY)
		dx, dy := float64(to.X-from.X), float64(to.Y-from.Y)
		size := math.Hypot(dx, dy)
		if !ok1 || !ok2 || size == 0 || math.IsInf(size, 0) || !c.Contains(from) {
			continue
		}
		along := vg.Point{X: vg.Length(dx / size), Y: vg.Length(dy / size)}
		across := vg.Point{X: -along.Y, Y: along.X}
		tail, tip := from.Sub(along.Scale(length/2)), from.Add(along.Scale(length/2))
		c.StrokeLines(style, c.ClipLinesXY([]vg.Point{tail, tip})...)
		left, right := tip.Sub(along.Scale(head)).Add(across.Scale(head*0.45)), tip.Sub(along.Scale(head)).Sub(across.Scale(head*0.45))
		c.FillPolygon(style.Color, c.ClipPolygonXY([]vg.Point{tip, left, right}))
	}
}
