package plot

import (
	"slices"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Trajectories shows the niche widths of all classes over the epochs of a run,
// and the entropies and flows behind those of a few.
type Trajectories struct {
	Heading
	Classes    []ClassTrajectory
	ColourName string  // what tells the classes apart: their sizes, say
	LogColour  bool    // logarithmic colours
	Ends       []Level // horizontal lines, as the ends of the clip
}

// ClassTrajectory is the run of one class. Values count epochs from 0; one that
// isn't finite, as the entropy of an epoch without the class, interrupts its
// curve.
type ClassTrajectory struct {
	Name    string    // for the legend; used where Chosen
	Colour  float64   // what the colour shows; NaN is grey
	Chosen  bool      // whether entropy and flow are shown
	Weight  []float64 // w_c of each epoch and the one after the last
	Entropy []float64 // H_c, nats
	Flow    []float64 // ΔH̄_c, nats
}

// widthsHeight and causesHeight are the heights of the two rows.
const (
	widthsHeight = 7.5 * vg.Centimeter
	causesHeight = 5.6 * vg.Centimeter
)

// darkEnough is the part of the colours that show as curves on white.
const darkEnough = 0.9

// Figure draws the weights of all classes above the entropies and the flows of
// the chosen ones.
func (d Trajectories) Figure() *Figure {
	f := newFigure(d.Heading)
	scale := d.scale()
	f.addRow(widthsHeight)
	p := f.addPanel(0.89, "epoch t", "niche width w_c")
	d.setRanges(p)
	p.Add(grid{})
	for _, class := range d.Classes {
		p.Add(over(class.Weight, d.style(scale, class)))
	}
	for _, end := range d.Ends {
		line := level(p, end.Weight, clipEnd)
		p.Add(line)
		if end.Name != "" {
			f.legend.add(end.Name, line)
		}
	}
	f.addColourBar(scale, d.ColourName)
	f.addRow(causesHeight)
	d.addCauses(f, scale, "class entropy H_c (nats)", func(c ClassTrajectory) []float64 { return c.Entropy })
	d.addCauses(f, scale, "entropy flow ΔH̄_c (nats)", func(c ClassTrajectory) []float64 { return c.Flow })
	for _, class := range d.Classes {
		if class.Chosen {
			f.legend.add(class.Name, over(nil, d.style(scale, class)))
		}
	}
	return f
}

// addCauses adds a panel of a quantity of the chosen classes.
func (d Trajectories) addCauses(f *Figure, scale colourScale, label string, values func(ClassTrajectory) []float64) {
	p := f.addPanel(0.5, "epoch t", label)
	epochAxis(&p.X, d.epochs())
	r := noRange()
	for _, class := range d.Classes {
		if class.Chosen {
			r.include(values(class)...)
		}
	}
	low, high := r.widened(0.06)
	setLinear(&p.Y, low, high)
	p.Y.Tick.Marker = linearTicks{labels: 6}
	p.Add(grid{})
	for _, class := range slices.Backward(d.Classes) { // the smallest, which are the noisiest, at the back
		if !class.Chosen {
			continue
		}
		line := over(values(class), d.style(scale, class))
		if p.Add(line); len(line.X) == 1 {
			p.Add(marker{X: line.X, Y: line.Y, glyph: draw.GlyphStyle{Color: line.style.Color, Radius: 2, Shape: draw.CircleGlyph{}}})
		}
	}
}

func (d Trajectories) scale() colourScale {
	var colours []float64
	for _, class := range d.Classes {
		colours = append(colours, class.Colour)
	}
	scale := newColourScale([][]float64{colours}, d.LogColour)
	scale.top = darkEnough
	return scale
}

// style draws chosen classes heavier than the crowd.
func (d Trajectories) style(scale colourScale, class ClassTrajectory) draw.LineStyle {
	width := vg.Length(0.7)
	if class.Chosen {
		width = 1.5
	}
	const long = 300 // epochs, of which a noisy curve becomes a band
	if d.epochs() > long {
		width *= 0.6
	}
	return stroke(scale.colour(class.Colour), width, solid)
}

func (d Trajectories) epochs() int {
	n := 1
	for _, class := range d.Classes {
		n = max(n, len(class.Weight)-1)
	}
	return n
}

// setRanges makes room for every weight and line; weights over more than a decade
// and a half get a logarithmic axis.
func (d Trajectories) setRanges(p *gonum.Plot) {
	epochAxis(&p.X, d.epochs())
	r := noRange()
	for _, class := range d.Classes {
		r.include(class.Weight...)
	}
	for _, end := range d.Ends {
		r.include(end.Weight)
	}
	const wide, room = 30, 1.15
	if r.low > 0 && r.high > wide*r.low {
		setLogarithmic(&p.Y, r.low/room, r.high*room)
		return
	}
	low, high := r.widened(0.05)
	setLinear(&p.Y, low, high)
}

// over returns the curve of values over the epochs 0, 1, ….
func over(values []float64, style draw.LineStyle) curve {
	s := Series{Y: values}
	for t := range values {
		s.X = append(s.X, float64(t))
	}
	return curve{s, style}
}

// epochAxis gives an axis whole epochs from 0 to the last.
func epochAxis(axis *gonum.Axis, last int) {
	setLinear(axis, 0, float64(last))
	axis.Tick.Marker = linearTicks{labels: min(7, last+1)}
}
