package plot

import (
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Series is a named curve, the values Y over X, of equal lengths. A value
// that an axis can't show (not finite, or not positive on a logarithmic axis)
// interrupts the curve. A series without points is left out of its figure.
type Series struct {
	Name string
	X, Y []float64
}

func (s Series) check() {
	if len(s.X) != len(s.Y) {
		panic("plot: a series has X and Y of unequal lengths")
	}
}

// A curve draws a Series.
type curve struct {
	Series
	style draw.LineStyle
}

// Plot draws the curve, clipped at the edges of the data area.
func (v curve) Plot(c draw.Canvas, p *gonum.Plot) {
	for _, run := range v.runs(c, p) {
		c.StrokeLines(v.style, c.ClipLinesXY(thin(run))...)
	}
}

// Thumbnail draws the curve's entry in a legend.
func (v curve) Thumbnail(c *draw.Canvas) {
	y := c.Center().Y
	c.StrokeLine2(v.style, c.Min.X, y, c.Max.X, y)
}

// runs returns the stretches of points that the axes can show.
func (v curve) runs(c draw.Canvas, p *gonum.Plot) [][]vg.Point {
	var runs [][]vg.Point
	var run []vg.Point
	for i := range v.X {
		point, ok := position(&c, p, v.X[i], v.Y[i])
		if ok {
			run = append(run, point)
			continue
		}
		runs, run = append(runs, run), nil
	}
	return append(runs, run)
}

// position returns where the axes of p put the point (x, y); ok is false where
// they can't show it.
func position(c *draw.Canvas, p *gonum.Plot, x, y float64) (point vg.Point, ok bool) {
	for _, coordinate := range []struct {
		axis  *gonum.Axis
		value float64
	}{{&p.X, x}, {&p.Y, y}} {
		_, logarithmic := coordinate.axis.Scale.(gonum.LogScale)
		if math.IsNaN(coordinate.value) || math.IsInf(coordinate.value, 0) || logarithmic && coordinate.value <= 0 {
			return vg.Point{}, false
		}
	}
	return vg.Point{X: c.X(p.X.Norm(x)), Y: c.Y(p.Y.Norm(y))}, true
}

// columnWidth is the width, in points, within which thin keeps no detail.
const columnWidth = 0.25

// thin drops points of a curve that no eye could tell: of the consecutive
// points in a column of columnWidth it keeps the first, the lowest, the
// highest and the last, so that peaks survive.
func thin(points []vg.Point) []vg.Point {
	var kept []vg.Point
	for start := 0; start < len(points); {
		end, lowest, highest := start, start, start
		column := math.Floor(float64(points[start].X) / columnWidth)
		for ; end < len(points) && math.Floor(float64(points[end].X)/columnWidth) == column; end++ {
			if points[end].Y < points[lowest].Y {
				lowest = end
			}
			if points[end].Y > points[highest].Y {
				highest = end
			}
		}
		previous := -1
		for _, i := range []int{start, min(lowest, highest), max(lowest, highest), end - 1} {
			if i > previous {
				kept, previous = append(kept, points[i]), i
			}
		}
		start = end
	}
	return kept
}
