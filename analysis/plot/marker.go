package plot

import (
	"math"
	"slices"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A marker is a glyph at each point X, Y, with a label above it where
// Labels has one.
type marker struct {
	X, Y   []float64
	Labels []string
	glyph  draw.GlyphStyle

	lettering *lettering
	text      text.Style
}

// labelRise is how far above a point its label stands, clear of a ring.
const labelRise = vg.Length(8.5)

// Plot draws the glyphs whose centre lies in the data area. A label that would
// cover another point, or a label before it, is left out.
func (m marker) Plot(c draw.Canvas, p *gonum.Plot) {
	taken := m.boxes(c, p)
	for i := range m.X {
		point, ok := position(&c, p, m.X[i], m.Y[i])
		if !ok || !c.Contains(point) {
			continue
		}
		c.DrawGlyphNoClip(m.glyph, point)
		if i < len(m.Labels) {
			above := point.Add(vg.Point{Y: labelRise})
			box := m.text.Rectangle(m.Labels[i]).Add(above)
			if slices.ContainsFunc(taken, func(other vg.Rectangle) bool { return overlap(box, other) }) {
				continue
			}
			taken = append(taken, box)
			m.lettering.drawHalo(c, m.Labels[i], m.text, above)
			m.lettering.Draw(c, m.Labels[i], m.text, above)
		}
	}
}

// boxes returns the boxes of the glyphs.
func (m marker) boxes(c draw.Canvas, p *gonum.Plot) []vg.Rectangle {
	var boxes []vg.Rectangle
	for i := range m.X {
		if point, ok := position(&c, p, m.X[i], m.Y[i]); ok {
			boxes = append(boxes, m.glyph.Rectangle().Add(point))
		}
	}
	return boxes
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// Thumbnail draws the marker's entry in a legend.
func (m marker) Thumbnail(c *draw.Canvas) { c.DrawGlyphNoClip(m.glyph, c.Center()) }

// A remark is text in the middle of the data area, for want of data.
type remark struct {
	text string
	sty  text.Style
}

func (f *Figure) remark(txt string) remark {
	sty := f.textStyle(labelSize, darkGrey, false)
	sty.XAlign, sty.YAlign = draw.XCenter, draw.YCenter
	return remark{txt, sty}
}

// Plot draws the remark.
func (r remark) Plot(c draw.Canvas, _ *gonum.Plot) { c.FillText(r.sty, c.Center(), r.text) }

// ring is a circle with a thick line, to go around a smaller glyph.
type ring struct{}

// DrawGlyph draws the ring.
func (ring) DrawGlyph(c *draw.Canvas, sty draw.GlyphStyle, pt vg.Point) {
	c.SetLineStyle(stroke(sty.Color, 1.6, solid))
	var path vg.Path
	path.Move(vg.Point{X: pt.X + sty.Radius, Y: pt.Y})
	path.Arc(pt, sty.Radius, 0, 2*math.Pi)
	path.Close()
	c.Stroke(path)
}
