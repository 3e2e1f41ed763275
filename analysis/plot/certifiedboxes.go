package plot

import "gonum.org/v1/plot/vg/draw"

// CertifiedBoxes shows which closed loops are proved stable, in the plane of
// smoothing β and gain G, over those that a simulation sees settle or oscillate.
type CertifiedBoxes struct {
	Heading
	Boxes               []Box
	Settles, Oscillates Series // simulated loops
	Limit               Series // G_crit over β
}

// A Box is a rectangle between two values of X and two of Y.
type Box struct{ X, Y [2]float64 }

// Figure draws the boxes under the simulated loops, gains on a logarithmic scale.
func (d CertifiedBoxes) Figure() *Figure {
	f := newFigure(d.Heading)
	p := f.addPanel(1, "smoothing β", "gain of the loop G")
	x, y := span{0, 1}, span{1, 1}
	for _, s := range []Series{d.Settles, d.Oscillates, d.Limit} {
		y.include(s.Y...)
	}
	setLinear(&p.X, x.low, x.high)
	setLogarithmic(&p.Y, y.low/1.2, y.high*1.2)
	proved := stroke(middleGrey, hairline, solid)
	for _, b := range d.Boxes {
		low := max(b.Y[0], y.low/1.2) // 0 has no place on a logarithmic scale
		if b.Y[1] <= low {
			continue
		}
		corners := area{X: []float64{b.X[0], b.X[1], b.X[1], b.X[0]}, Y: []float64{low, low, b.Y[1], b.Y[1]}, fill: tint(green, 0.3)}
		outline := Series{X: append(corners.X, b.X[0]), Y: append(corners.Y, low)}
		p.Add(corners, curve{outline, proved})
	}
	p.Add(grid{})
	settles, oscillates := dots(d.Settles, disc(stroke(blue, 1, solid), 1.6)), dots(d.Oscillates, cross(stroke(vermilion, 1, solid)))
	p.Add(settles, oscillates)
	f.legend.add("box certified stable", area{fill: tint(green, 0.3)})
	f.legend.add("settles in simulation", settles)
	f.legend.add("oscillates in simulation", oscillates)
	f.plot(p, d.Limit, stroke(ink, 1.4, dashed))
	return f
}

func cross(style draw.LineStyle) draw.GlyphStyle {
	return draw.GlyphStyle{Color: style.Color, Radius: 2, Shape: draw.CrossGlyph{}}
}
