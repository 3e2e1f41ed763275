package plot

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// lettering draws text as filled outlines of the Liberation fonts, in every
// format alike: a figure needs no installed font, Greek letters reach the PDF
// (whose backend knows Windows-1252 alone), and bars stand centred over their
// letters. ^ raises and _ lowers the next letter or {group}: C^η, w_0, 10^{−3}.
type lettering struct {
	fonts   *font.Cache
	missing []rune // characters drawn for which the font has no glyph
}

var liberationFonts = font.NewCache(liberation.Collection())

func newLettering() *lettering { return &lettering{fonts: liberationFonts} }

// outline returns the path of glyphs laid at the given size, their origin at
// the given point.
func (l *lettering) outline(placed []glyph, fnt font.Font, origin vg.Point) vg.Path {
	face := l.fonts.Lookup(fnt, fnt.Size).Face
	unit := fixed.Int26_6(face.UnitsPerEm())
	var buf sfnt.Buffer
	var path vg.Path
	for _, g := range placed {
		segments, err := face.LoadGlyph(&buf, g.index, unit, nil)
		if err != nil {
			continue
		}
		at := func(p fixed.Point26_6) vg.Point {
			scale := g.scale / float64(unit)
			return origin.Add(vg.Point{
				X: fnt.Size * vg.Length(g.x+float64(p.X)*scale),
				Y: fnt.Size * vg.Length(g.y-float64(p.Y)*scale),
			})
		}
		for i, s := range segments {
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				if i > 0 {
					path.Close()
				}
				path.Move(at(s.Args[0]))
			case sfnt.SegmentOpLineTo:
				path.Line(at(s.Args[0]))
			case sfnt.SegmentOpQuadTo:
				path.QuadTo(at(s.Args[0]), at(s.Args[1]))
			case sfnt.SegmentOpCubeTo:
				path.CubeTo(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
			}
		}
		if len(segments) > 0 {
			path.Close()
		}
	}
	return path
}

// Cache returns the fonts.
func (l *lettering) Cache() *font.Cache { return l.fonts }

// Extents returns the metrics of fnt.
func (l *lettering) Extents(fnt font.Font) font.Extents {
	face := l.fonts.Lookup(fnt, fnt.Size)
	return face.Extents()
}

// Lines splits txt at its line breaks.
func (l *lettering) Lines(txt string) []string {
	return strings.Split(strings.TrimRight(txt, "\n"), "\n")
}

// Box returns the size of one line of text.
func (l *lettering) Box(txt string, fnt font.Font) (width, height, depth vg.Length) {
	_, parts, _ := l.lay(txt, fnt)
	extents := l.Extents(fnt)
	return fnt.Size * vg.Length(parts), extents.Ascent, extents.Descent
}

// Draw draws txt at pt.
func (l *lettering) Draw(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	l.eachLine(c, txt, sty, pt, func(outline vg.Path) {
		c.SetColor(sty.Color)
		c.Fill(outline)
	})
}

// drawHalo draws a white border around txt, which then reads on top of lines.
func (l *lettering) drawHalo(c vg.Canvas, txt string, sty text.Style, pt vg.Point) {
	l.eachLine(c, txt, sty, pt, func(outline vg.Path) {
		c.SetColor(color.White)
		c.SetLineWidth(2)
		c.SetLineDash(nil, 0)
		c.Stroke(outline)
	})
}

// eachLine shows the outline of every line of txt at pt. It places lines
// exactly as gonum's text.Plain does, on which gonum's axes rely.
func (l *lettering) eachLine(c vg.Canvas, txt string, sty text.Style, pt vg.Point, show func(vg.Path)) {
	if sty.Rotation != 0 {
		c.Push()
		defer c.Pop()
		c.Rotate(sty.Rotation)
		sin, cos := math.Sincos(sty.Rotation)
		pt = vg.Point{
			X: pt.Y*vg.Length(sin) + pt.X*vg.Length(cos),
			Y: pt.Y*vg.Length(cos) - pt.X*vg.Length(sin),
		}
	}
	lines := l.Lines(txt)
	pt.Y += sty.Height(txt)*vg.Length(sty.YAlign) - l.Extents(sty.Font).Ascent
	for i, line := range lines {
		placed, width, missing := l.lay(line, sty.Font)
		for _, r := range missing {
			if !slices.Contains(l.missing, r) {
				l.missing = append(l.missing, r)
			}
		}
		shift := vg.Point{
			X: sty.Font.Size * vg.Length(width) * vg.Length(sty.XAlign),
			Y: sty.Font.Size * vg.Length(len(lines)-i),
		}
		if path := l.outline(placed, sty.Font, pt.Add(shift)); len(path) > 0 {
			show(path)
		}
	}
}
