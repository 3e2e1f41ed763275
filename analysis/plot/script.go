package plot

import (
	"math"
	"unicode"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
)

// Scale and shift of raised and lowered letters, in parts of the font size.
const (
	scriptScale  = 0.7
	raisedShift  = 0.34
	loweredShift = -0.16
	markGap      = 0.07 // between a letter and the mark over it
)

// A glyph is a placed letter; lengths are in parts of the font size.
type glyph struct {
	index       sfnt.GlyphIndex
	x, y, scale float64
}

// A letter is a character with its script level.
type letter struct {
	char         rune
	scale, shift float64
}

// letters resolves the markup of txt.
func letters(txt string) []letter {
	var out []letter
	scale, shift := 1.0, 0.0
	group, single := false, false
	for _, r := range txt {
		switch {
		case scale == 1 && (r == '^' || r == '_'):
			scale, shift, single = scriptScale, raisedShift, true
			if r == '_' {
				shift = loweredShift
			}
			continue
		case single && r == '{':
			group, single = true, false
			continue
		case group && r == '}':
			group, scale, shift = false, 1, 0
			continue
		}
		out = append(out, letter{r, scale, shift})
		if single {
			single, scale, shift = false, 1, 0
		}
	}
	return out
}

// lay places one line of text in fnt, starting at the origin, and returns its
// width in parts of the font size.
func (l *lettering) lay(txt string, fnt font.Font) (placed []glyph, width float64, missing []rune) {
	face := l.fonts.Lookup(fnt, fnt.Size).Face
	unit := fixed.Int26_6(face.UnitsPerEm()) // at this size, lengths count font units
	em := float64(unit)
	var buf sfnt.Buffer
	var before struct { // the letter before
		glyph
		advance, top float64
	}
	for i, c := range letters(txt) {
		index, err := face.GlyphIndex(&buf, c.char)
		if err != nil || index == 0 {
			missing = append(missing, c.char)
		}
		bounds, advance, err := face.GlyphBounds(&buf, index, unit, stdfont.HintingNone)
		if err != nil {
			continue
		}
		g := glyph{index: index, x: width, y: c.shift, scale: c.scale}
		if unicode.Is(unicode.Mn, c.char) && i > 0 {
			g.x -= before.advance / 2
			bottom := -float64(bounds.Max.Y) / em * c.scale // y points down in a font
			g.y = before.y + math.Max(0, before.top+markGap*c.scale-bottom)
			placed = append(placed, g)
			continue
		}
		if i > 0 && before.scale == c.scale {
			if kern, err := face.Kern(&buf, before.index, index, unit, stdfont.HintingNone); err == nil {
				g.x += float64(kern) / em * c.scale
			}
		}
		before.glyph, before.advance = g, float64(advance)/em*c.scale
		before.top = -float64(bounds.Min.Y) / em * c.scale
		width = g.x + before.advance
		placed = append(placed, g)
	}
	return placed, width, missing
}
