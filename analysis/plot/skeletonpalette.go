package plot

import (
	"image"
	"image/color"
)

// A palette brings the pictures of an animation into a few colours, and leaves out
// of each what the one before shows already.
type palette struct {
	colours color.Palette // the first is transparent
	known   map[color.RGBA]uint8
	shown   []uint8 // the picture before
}

// newPalette returns white and, of every colour of bodies and text, shades towards
// white, for edges.
func newPalette() *palette {
	const shades = 4
	p := &palette{colours: color.Palette{color.Transparent, color.White, lightGrey}, known: map[color.RGBA]uint8{}}
	for _, c := range []color.RGBA{ink, blue, vermilion, darkGrey} {
		for i := range shades {
			p.colours = append(p.colours, tint(c, float64(i+1)/shades))
		}
	}
	for s := range sideColours {
		p.colours = append(p.colours, sideColour(side(s), 1))
	}
	return p
}

// nearest returns the place of the colour that is most like c.
func (p *palette) nearest(c color.RGBA) uint8 {
	index, ok := p.known[c]
	if !ok {
		index = uint8(1 + p.colours[1:].Index(c))
		p.known[c] = index
	}
	return index
}

// next returns the smallest picture that turns the one before into full, whose
// corner is (0, 0).
func (p *palette) next(full *image.RGBA) *image.Paletted {
	first := p.shown == nil
	if first {
		p.shown = make([]uint8, len(full.Pix)/4)
	}
	reduced := image.NewPaletted(full.Rect, p.colours)
	var changed image.Rectangle
	for i := range p.shown {
		index := p.nearest(color.RGBA{full.Pix[4*i], full.Pix[4*i+1], full.Pix[4*i+2], full.Pix[4*i+3]})
		if index == p.shown[i] {
			continue // stays transparent
		}
		reduced.Pix[i], p.shown[i] = index, index
		x, y := i%full.Rect.Dx(), i/full.Rect.Dx()
		changed = changed.Union(image.Rect(x, y, x+1, y+1))
	}
	switch {
	case first:
		return reduced
	case changed.Empty():
		changed = image.Rect(0, 0, 1, 1) // the least that a file can hold
	}
	return reduced.SubImage(changed).(*image.Paletted)
}
