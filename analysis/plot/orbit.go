package plot

import (
	"image"
	"image/color"
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Orbit is an orbit diagram: where a one-dimensional map settles over one of its
// parameters, and the Lyapunov exponent there.
type Orbit struct {
	Heading
	XLabel, YLabel string
	X              []float64   // ascending, at least two values of the parameter
	Attractor      [][]float64 // Attractor[i]: the states visited at X[i] after the transient; empty where the orbit escapes
	Exponent       []float64   // Lyapunov exponents (1/epoch) at X; NaN where there is none, −∞ at superstable orbits
	Ends           []Level     // horizontal lines, as the ends of the clip
	Thresholds     []Threshold // vertical lines
	Escape         string      // what an empty attractor means, for the legend
	Superstable    string      // what an exponent of −∞ means, for the legend
}

const (
	attractorHeight = 8.5 * vg.Centimeter
	exponentHeight  = 4.2 * vg.Centimeter
)

// Figure draws the orbit diagram above the exponents; both share their axis.
func (d Orbit) Figure() *Figure {
	if len(d.X) < 2 || len(d.Attractor) != len(d.X) || len(d.Exponent) != 0 && len(d.Exponent) != len(d.X) {
		panic("plot: an orbit diagram needs two values of its parameter, and as many attractors and exponents")
	}
	f := newFigure(d.Heading)
	f.addRow(attractorHeight)
	hasExponents := len(d.Exponent) > 0
	name := d.XLabel
	if hasExponents {
		name = ""
	}
	p := f.addPanel(1, name, d.YLabel)
	setLinear(&p.X, d.X[0], d.X[len(d.X)-1])
	d.setStates(p)
	p.Add(grid{})
	d.shadeEscapes(f, p)
	f.markThresholds(p, d.Thresholds, true)
	for _, end := range d.Ends {
		line := level(p, end.Weight, clipEnd)
		p.Add(line)
		if end.Name != "" {
			f.legend.add(end.Name, line)
		}
	}
	p.Add(cloud{d.Attractor})
	if hasExponents {
		shareX(p)
		d.addExponents(f)
	}
	return f
}

func (d Orbit) setStates(p *gonum.Plot) {
	r := noRange()
	for _, states := range d.Attractor {
		r.include(states...)
	}
	for _, end := range d.Ends {
		r.include(end.Weight)
	}
	setLinear(&p.Y, 0, 1)
	if low, high := r.widened(0.05); low < high {
		setLinear(&p.Y, low, high)
	}
}

// shadeEscapes greys the columns without an attractor.
func (d Orbit) shadeEscapes(f *Figure, p *gonum.Plot) {
	var last area
	for i := 0; i < len(d.X); i++ {
		if len(d.Attractor[i]) > 0 {
			continue
		}
		first := i
		for i+1 < len(d.X) && len(d.Attractor[i+1]) == 0 {
			i++
		}
		left, right := d.edge(first), d.edge(i+1)
		last = area{X: []float64{left, right, right, left}, Y: []float64{p.Y.Min, p.Y.Min, p.Y.Max, p.Y.Max}, fill: escapeFill}
		p.Add(last)
	}
	if last.X != nil {
		f.legend.add(d.Escape, last)
	}
}

var escapeFill = tint(middleGrey, 0.35)

// edge returns the border between columns i−1 and i.
func (d Orbit) edge(i int) float64 {
	switch i {
	case 0:
		return d.X[0]
	case len(d.X):
		return d.X[i-1]
	}
	return (d.X[i-1] + d.X[i]) / 2
}

// addExponents adds the lower panel.
func (d Orbit) addExponents(f *Figure) {
	f.addRow(exponentHeight)
	p := f.addPanel(1, d.XLabel, "Lyapunov exponent Λ")
	setLinear(&p.X, d.X[0], d.X[len(d.X)-1])
	r := span{0, 0}
	r.include(d.Exponent...)
	const deepest, room = -3.0, 0.15
	low := math.Max(r.low, deepest)
	high := r.high + room*math.Max(r.high-low, 0.1)
	low -= 2 * room * math.Max(r.high-low, 0.1)
	setLinear(&p.Y, low, high)
	p.Y.Tick.Marker = linearTicks{labels: 6}
	p.Add(grid{}, level(p, 0, stroke(ink, 0.8, solid)))
	f.markThresholds(p, d.Thresholds, false)
	exponents := curve{Series{"Lyapunov exponent", d.X, d.Exponent}, stroke(blue, 0.9, solid)}
	p.Add(exponents)
	f.plot(p, d.superstable(low+0.5*room*(r.high-low)), stroke(green, 3, solid))
}

// superstable returns bars at a height over the columns whose exponent is −∞.
func (d Orbit) superstable(height float64) Series {
	s := Series{Name: d.Superstable}
	for i, v := range d.Exponent {
		if math.IsInf(v, -1) {
			s.X = append(s.X, d.edge(i), d.edge(i+1), d.edge(i+1))
			s.Y = append(s.Y, height, height, math.NaN())
		}
	}
	return s
}

// A cloud shows states by column as ink, the denser the darker.
type cloud struct{ columns [][]float64 }

// Plot draws the cloud as an image: a hundred thousand dots would be a large SVG.
func (l cloud) Plot(c draw.Canvas, p *gonum.Plot) {
	const coarse = 140 // dots per inch, for a single orbit must not be too thin to see
	size := c.Size()
	width, height := int(size.X.Dots(coarse)), int(size.Y.Dots(coarse))
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	counts := make([]int, height)
	for x := range width {
		column := l.columns[int((float64(x)+0.5)/float64(width)*float64(len(l.columns)-1)+0.5)]
		clear(counts)
		for _, state := range column {
			if y := int(p.Y.Norm(state) * float64(height)); y >= 0 && y < height {
				counts[y]++
			}
		}
		for y, count := range counts {
			if count > 0 {
				picture.SetRGBA(x, height-1-y, density(count, len(column)))
			}
		}
	}
	c.DrawImage(c.Rectangle, picture)
}

// density returns the ink of a dot that holds count of all states of a column.
func density(count, all int) color.RGBA {
	const full = 0.05 // part of the states that makes the darkest dot
	strength := 0.25 + 0.75*math.Min(1, float64(count)/float64(all)/full)
	alpha := uint8(255*strength + 0.5)
	premultiplied := func(v uint8) uint8 { return uint8(float64(v)*strength + 0.5) }
	return color.RGBA{premultiplied(blue.R), premultiplied(blue.G), premultiplied(blue.B), alpha}
}
