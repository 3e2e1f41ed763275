package plot

// Bounds shows the niche widths of a few classes below what is proved of them.
type Bounds struct {
	Heading
	Classes []ClassBound
	Ends    []Level // horizontal lines, as the ends of the clip
}

// ClassBound is one class. Values count epochs from 0; a bound is NaN where there is
// none.
type ClassBound struct {
	Name   string
	Weight []float64 // w_c of each epoch and the one after the last
	Bound  []float64 // no weight exceeds it, whatever the later entropies
}

// Figure draws weights and bounds on the left, and on the right the slack, the part
// of its bound that a weight lies below it.
func (d Bounds) Figure() *Figure {
	f := newFigure(d.Heading)
	left := f.addPanel(0.5, "epoch t", "niche width w_c")
	right := f.addPanel(0.5, "epoch t", "slack, 1 − w_c/bound")
	widths, slacks, last := noRange(), span{0, 0}, 1
	for _, class := range d.Classes {
		widths.include(class.Weight...)
		widths.include(class.Bound...)
		slacks.include(class.slack()...)
		last = max(last, len(class.Weight)-1)
	}
	for _, end := range d.Ends {
		widths.include(end.Weight)
	}
	low, high := widths.widened(0.05)
	setLinear(&left.Y, low, high)
	low, high = slacks.widened(0.05)
	setLinear(&right.Y, low, high)
	epochAxis(&left.X, last)
	epochAxis(&right.X, last)
	left.X.Tick.Marker, right.X.Tick.Marker = linearTicks{labels: min(5, last+1)}, linearTicks{labels: min(5, last+1)}
	left.Add(grid{})
	right.Add(grid{}, level(right, 0, stroke(ink, 0.8, solid)))
	for i, class := range d.Classes {
		style := classColours[i%len(classColours)]
		left.Add(over(class.Weight, style), over(class.Bound, dashedAs(style)))
		right.Add(over(class.slack(), style))
		f.legend.add(class.Name, curve{style: style})
	}
	f.legend.add("niche width", curve{style: stroke(darkGrey, 1.3, solid)})
	f.legend.add("proved bound", curve{style: stroke(darkGrey, 1.3, dashed)})
	for _, end := range d.Ends {
		line := level(left, end.Weight, clipEnd)
		left.Add(line)
		if end.Name != "" {
			f.legend.add(end.Name, line)
		}
	}
	return f
}

func (c ClassBound) slack() []float64 {
	if len(c.Weight) != len(c.Bound) {
		panic("plot: a class has weights and bounds of unequal lengths")
	}
	slack := make([]float64, len(c.Weight))
	for t, bound := range c.Bound {
		slack[t] = 1 - c.Weight[t]/bound
	}
	return slack
}
