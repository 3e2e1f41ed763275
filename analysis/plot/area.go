package plot

import (
	"image/color"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// An area is a filled polygon with corners X, Y.
type area struct {
	X, Y []float64
	fill color.Color
}

// band returns the area between two heights, across the whole figure.
func band(p *gonum.Plot, low, high float64, fill color.Color) area {
	return area{
		X:    []float64{p.X.Min, p.X.Max, p.X.Max, p.X.Min},
		Y:    []float64{low, low, high, high},
		fill: fill,
	}
}

// Plot fills the area, clipped at the edges of the data area.
func (a area) Plot(c draw.Canvas, p *gonum.Plot) {
	var corners []vg.Point
	for i := range a.X {
		if corner, ok := position(&c, p, a.X[i], a.Y[i]); ok {
			corners = append(corners, corner)
		}
	}
	if corners = c.ClipPolygonXY(corners); len(corners) > 2 {
		c.FillPolygon(a.fill, corners)
	}
}

// Thumbnail draws the area's entry in a legend.
func (a area) Thumbnail(c *draw.Canvas) {
	box := []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}}
	c.FillPolygon(a.fill, box)
	c.StrokeLines(stroke(middleGrey, hairline, solid), append(box, c.Min))
}

// An edgedBand is the legend entry of a band with its upper edge.
type edgedBand struct {
	band area
	edge curve
}

// Thumbnail draws the edge over the band.
func (e edgedBand) Thumbnail(c *draw.Canvas) {
	box := []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}}
	c.FillPolygon(e.band.fill, box)
	c.StrokeLine2(e.edge.style, c.Min.X, c.Max.Y, c.Max.X, c.Max.Y)
}

// grid draws a faint line at every labelled tick.
type grid struct{}

// Plot draws the grid.
func (grid) Plot(c draw.Canvas, p *gonum.Plot) {
	style := stroke(lightGrey, hairline, solid)
	for _, tick := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
		if x := c.X(p.X.Norm(tick.Value)); !tick.IsMinor() && c.ContainsX(x) {
			c.StrokeLine2(style, x, c.Min.Y, x, c.Max.Y)
		}
	}
	for _, tick := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
		if y := c.Y(p.Y.Norm(tick.Value)); !tick.IsMinor() && c.ContainsY(y) {
			c.StrokeLine2(style, c.Min.X, y, c.Max.X, y)
		}
	}
}

// frame draws the border of the data area, over the data.
type frame struct{}

// Plot draws the frame.
func (frame) Plot(c draw.Canvas, _ *gonum.Plot) {
	c.StrokeLines(stroke(darkGrey, hairline, solid), []vg.Point{
		c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}, c.Min,
	})
}
