package plot

import (
	"image/color"
	"math"
)

// viridis is the colour map of that name at ninths of its range: of even steps to
// the eye, in colour, in grey print and to the colour-blind.
var viridis = [...]color.RGBA{
	{0x44, 0x01, 0x54, 0xFF}, {0x47, 0x2D, 0x7B, 0xFF}, {0x3B, 0x52, 0x8B, 0xFF},
	{0x2C, 0x72, 0x8E, 0xFF}, {0x21, 0x91, 0x8C, 0xFF}, {0x28, 0xAE, 0x80, 0xFF},
	{0x5E, 0xC9, 0x62, 0xFF}, {0xAD, 0xDC, 0x30, 0xFF}, {0xFD, 0xE7, 0x25, 0xFF},
}

// colourAt returns the colour of a part of the range, 0 the lowest and 1 the
// highest value; parts beyond have the colours of the ends.
func colourAt(part float64) color.RGBA {
	x := math.Min(math.Max(part, 0), 1) * float64(len(viridis)-1)
	i := min(int(x), len(viridis)-2)
	between := func(from, to uint8) uint8 {
		return uint8(float64(from) + (x-float64(i))*(float64(to)-float64(from)) + 0.5)
	}
	a, b := viridis[i], viridis[i+1]
	return color.RGBA{between(a.R, b.R), between(a.G, b.G), between(a.B, b.B), 0xFF}
}

// lightness returns the relative luminance of a colour, from 0 to 1.
func lightness(c color.RGBA) float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// inkOn returns the colour, white or ink, in which text reads best on c.
func inkOn(c color.RGBA) color.RGBA {
	if lightness(c) < 0.2 {
		return color.RGBA{0xFF, 0xFF, 0xFF, 0xFF}
	}
	return ink
}
