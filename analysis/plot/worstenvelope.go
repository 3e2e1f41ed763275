package plot

import (
	"math"

	gonum "gonum.org/v1/plot"
)

// WorstEnvelope shows how large a niche width can become: weights over epochs
// t > 0, proved bounds and attained paths. Empty series are left out.
type WorstEnvelope struct {
	Heading
	Attained Series  // the path that a search found to rise highest
	Constant Series  // the path under constant entropies
	Bound    Series  // no weight exceeds it, whatever the entropies
	Collapse Series  // a coarser bound, which shows the rate of collapse
	Levels   []Level // horizontal lines, as the ends of the clip
}

// A Level is a weight; one without a name shares the legend entry of the one
// before.
type Level struct {
	Name   string
	Weight float64
}

// Figure draws the weights on logarithmic axes.
func (d WorstEnvelope) Figure() *Figure {
	f := newFigure(d.Heading)
	p := f.addPanel(1, "epoch t", "niche width w")
	d.setRanges(p)
	p.Add(grid{})
	if len(d.Attained.X)+len(d.Constant.X)+len(d.Bound.X)+len(d.Collapse.X) == 0 {
		p.Add(f.remark("no curve exists at these parameters: see the notes"))
	}
	f.plot(p, d.Collapse, stroke(orange, 1.3, mixed))
	f.plot(p, d.Bound, stroke(blue, 1.6, dashed))
	f.plot(p, d.Attained, stroke(vermilion, 1.6, solid))
	f.plot(p, d.Constant, stroke(green, 1.3, solid))
	for _, level := range d.Levels {
		line := curve{Series{level.Name, []float64{p.X.Min, p.X.Max}, []float64{level.Weight, level.Weight}}, clipEnd}
		p.Add(line)
		if level.Name != "" {
			f.legend.add(level.Name, line)
		}
	}
	return f
}

var clipEnd = stroke(darkGrey, 1, dotted)

// setRanges makes room for every curve.
func (d WorstEnvelope) setRanges(p *gonum.Plot) {
	first, last := math.Inf(1), math.Inf(-1)
	low, high := math.Inf(1), math.Inf(-1)
	include := func(weight float64) {
		if weight > 0 && !math.IsInf(weight, 1) {
			low, high = math.Min(low, weight), math.Max(high, weight)
		}
	}
	for _, level := range d.Levels {
		include(level.Weight)
	}
	for _, s := range []Series{d.Attained, d.Constant, d.Bound, d.Collapse} {
		for _, weight := range s.Y {
			include(weight)
		}
		for _, epoch := range s.X {
			if epoch > 0 {
				first, last = math.Min(first, epoch), math.Max(last, epoch)
			}
		}
	}
	const room = 1.5
	setLogarithmic(&p.X, first, last)
	setLogarithmic(&p.Y, low/room, high*room)
}
