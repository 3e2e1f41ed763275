package plot

import (
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// level returns a horizontal line across a panel.
func level(p *gonum.Plot, height float64, style draw.LineStyle) curve {
	return curve{Series{X: []float64{p.X.Min, p.X.Max}, Y: []float64{height, height}}, style}
}

// vertical returns a line from the bottom to the top of a panel.
func vertical(p *gonum.Plot, x float64, style draw.LineStyle) curve {
	return curve{Series{X: []float64{x, x}, Y: []float64{p.Y.Min, p.Y.Max}}, style}
}

// A Threshold is a value of the horizontal axis at which something changes.
type Threshold struct {
	Name string
	X    float64
}

var thresholdLines = []draw.LineStyle{
	stroke(vermilion, 1.1, dashed), stroke(purple, 1.1, mixed), stroke(ink, 1.1, dotted),
}

// markThresholds draws thresholds into a panel; the legend names them if asked to.
func (f *Figure) markThresholds(p *gonum.Plot, thresholds []Threshold, named bool) {
	for i, t := range thresholds {
		line := vertical(p, t.X, thresholdLines[i%len(thresholdLines)])
		p.Add(line)
		if named {
			f.legend.add(t.Name, line)
		}
	}
}

// shareX takes the labels off the horizontal axis of a panel whose axis is that
// of the panel below.
func shareX(p *gonum.Plot) {
	p.X.Tick.Marker = unlabelled{p.X.Tick.Marker}
	p.X.Tick.Label.Font.Size = 1
}

type unlabelled struct{ gonum.Ticker }

// Ticks returns the ticks with blank labels, which keeps them long.
func (u unlabelled) Ticks(low, high float64) []gonum.Tick {
	ticks := u.Ticker.Ticks(low, high)
	for i := range ticks {
		if !ticks[i].IsMinor() {
			ticks[i].Label = " "
		}
	}
	return ticks
}

// dots returns a marker of small discs.
func dots(s Series, c draw.GlyphStyle) marker { return marker{X: s.X, Y: s.Y, glyph: c} }

func disc(style draw.LineStyle, radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: style.Color, Radius: radius, Shape: draw.CircleGlyph{}}
}

func circle(style draw.LineStyle, radius vg.Length) draw.GlyphStyle {
	return draw.GlyphStyle{Color: style.Color, Radius: radius, Shape: pearl{}}
}

// A keyed mark is a line with a glyph on it, in a legend.
type keyed struct {
	line  curve
	glyph draw.GlyphStyle
}

// Thumbnail draws the glyph on the line.
func (k keyed) Thumbnail(c *draw.Canvas) {
	k.line.Thumbnail(c)
	c.DrawGlyphNoClip(k.glyph, c.Center())
}
