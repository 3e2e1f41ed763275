package plot

import (
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// CommonScale shows the collapse that all niche widths share apart from what tells
// them apart. Values count epochs from 0.
type CommonScale struct {
	Heading
	Scale      []float64       // geometric mean of the weights, > 0
	Rest       []float64       // what it would be if no entropy moved; empty for none
	Relative   []RelativeWidth // weights over the common scale
	ColourName string          // what the colours of the classes show
	LogColour  bool
}

// RelativeWidth is the niche width of a class over the common scale.
type RelativeWidth struct {
	Colour float64 // NaN is grey
	Value  []float64
}

// Figure draws the common scale on the left and the relative weights on the right,
// on logarithmic axes where they span much.
func (d CommonScale) Figure() *Figure {
	f := newFigure(d.Heading)
	left := f.addPanel(0.5, "epoch t", "common scale (geometric mean of w_c)")
	right := f.addPanel(0.5, "epoch t", "relative weight, w_c over the common scale")
	scale, relative, last := noRange(), span{1, 1}, max(1, len(d.Scale)-1)
	var colours []float64
	includePositive(&scale, d.Scale)
	includePositive(&scale, d.Rest)
	for _, class := range d.Relative {
		colours = append(colours, class.Colour)
		includePositive(&relative, class.Value)
	}
	setRatioAxis(&left.Y, scale)
	setRatioAxis(&right.Y, relative)
	epochAxis(&left.X, last)
	epochAxis(&right.X, last)
	left.X.Tick.Marker, right.X.Tick.Marker = linearTicks{labels: min(5, last+1)}, linearTicks{labels: min(5, last+1)}
	left.Add(grid{})
	right.Add(grid{})
	lines := []struct {
		name   string
		values []float64
		style  draw.LineStyle
	}{
		{"common scale", d.Scale, stroke(blue, 1.6, solid)},
		{"if no entropy moved: self-competition alone", d.Rest, stroke(vermilion, 1.3, dashed)},
	}
	for _, line := range lines {
		if len(line.values) > 0 {
			c := over(line.values, line.style)
			left.Add(c)
			f.legend.add(line.name, c)
		}
	}
	shades := newColourScale([][]float64{colours}, d.LogColour)
	shades.top = darkEnough
	for _, class := range d.Relative {
		right.Add(over(class.Value, stroke(shades.colour(class.Colour), 0.9, solid)))
	}
	f.addColourBar(shades, d.ColourName)
	return f
}

// setRatioAxis gives an axis the range of positive values of which ratios matter.
func setRatioAxis(axis *gonum.Axis, r span) {
	const wide, room = 5, 1.08
	if r.high > wide*r.low {
		setLogarithmic(axis, r.low/room, r.high*room)
		return
	}
	low, high := r.widened(0.05)
	setLinear(axis, low, high)
}

// includePositive widens the span to hold all positive finite values.
func includePositive(r *span, values []float64) {
	for _, v := range values {
		if v > 0 {
			r.include(v)
		}
	}
}
