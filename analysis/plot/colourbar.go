package plot

import (
	"image/color"
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A colourScale turns values into parts of the range of colours.
type colourScale struct {
	low, high   float64
	logarithmic bool
	top         float64 // part of the colours that the highest value has, at most 1
}

// newColourScale spans the finite values, or the positive ones if it is to be
// logarithmic; without any of these it is linear.
func newColourScale(values [][]float64, logarithmic bool) colourScale {
	s := colourScale{math.Inf(1), math.Inf(-1), logarithmic, 1}
	for _, row := range values {
		for _, v := range row {
			if !math.IsInf(v, 0) && !math.IsNaN(v) && (v > 0 || !logarithmic) {
				s.low, s.high = math.Min(s.low, v), math.Max(s.high, v)
			}
		}
	}
	switch {
	case s.low > s.high:
		return colourScale{0, 1, false, 1}
	case s.high-s.low <= 1e-9*s.high && logarithmic:
		s.low, s.high = s.low/2, s.high*2
	case s.high-s.low <= 1e-9*math.Max(math.Abs(s.low), math.Abs(s.high)):
		room := math.Max(math.Abs(s.low)/10, 1e-9)
		s.low, s.high = s.low-room, s.high+room
	}
	return s
}

// part returns where a value lies in the range, and whether it has a colour.
func (s colourScale) part(v float64) (part float64, ok bool) {
	if math.IsNaN(v) || math.IsInf(v, 0) || s.logarithmic && v <= 0 {
		return 0, false
	}
	if s.logarithmic {
		return math.Log(v/s.low) / math.Log(s.high/s.low), true
	}
	return (v/2 - s.low/2) / (s.high/2 - s.low/2), true // no difference overflows
}

// colour returns the colour of a value, that of an empty cell if it has none.
func (s colourScale) colour(v float64) color.RGBA {
	part, ok := s.part(v)
	if !ok {
		return emptyCell
	}
	return colourAt(part * s.top)
}

// addColourBar appends a panel that explains the colours.
func (f *Figure) addColourBar(s colourScale, label string) {
	p := f.addPanel(0.11, "", label)
	p.HideX()
	setLinear(&p.X, 0, 1)
	if s.logarithmic {
		setLogarithmic(&p.Y, s.low, s.high)
	} else {
		setLinear(&p.Y, s.low, s.high)
	}
	p.Add(colourBar{s.top})
}

// A colourBar fills the data area with the colours up to the
// part top, which is on top.
type colourBar struct{ top float64 }

// Plot draws the bar.
func (b colourBar) Plot(c draw.Canvas, _ *gonum.Plot) {
	const steps = 128
	height := (c.Max.Y - c.Min.Y) / steps
	for i := range steps {
		bottom := c.Min.Y + height*vg.Length(i)
		fillTile(c, colourAt((float64(i)+0.5)/steps*b.top), vg.Rectangle{
			Min: vg.Point{X: c.Min.X, Y: bottom}, Max: vg.Point{X: c.Max.X, Y: bottom + height}})
	}
}
