package plot

import (
	"image/color"
	"math"

	stdfont "golang.org/x/image/font"
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The house style. A figure is as wide as the text of an A4 page, so its
// letters print at the sizes given here.
const (
	figureWidth = 16 * vg.Centimeter
	panelHeight = 8 * vg.Centimeter
	margin      = vg.Length(6)  // around the figure, points
	gap         = vg.Length(8)  // between the parts of the figure, points
	resolution  = 200           // of a PNG, dots per inch
	hairline    = vg.Length(.5) // frames, ticks
)

// Sizes of letters, points.
const (
	titleSize   = vg.Length(11)
	settingSize = vg.Length(8.5)
	labelSize   = vg.Length(9.5)
	tickSize    = vg.Length(8.5)
	legendSize  = vg.Length(8.5)
	noteSize    = vg.Length(8)
)

// The palette of Okabe and Ito, told apart by every common form of colour
// vision, and greys. Curves differ in their dashes too, for grey printers.
var (
	blue       = color.RGBA{0x00, 0x72, 0xB2, 0xFF}
	vermilion  = color.RGBA{0xD5, 0x5E, 0x00, 0xFF}
	green      = color.RGBA{0x00, 0x9E, 0x73, 0xFF}
	purple     = color.RGBA{0xCC, 0x79, 0xA7, 0xFF}
	orange     = color.RGBA{0xE6, 0x9F, 0x00, 0xFF}
	skyBlue    = color.RGBA{0x56, 0xB4, 0xE9, 0xFF}
	ink        = color.RGBA{0x22, 0x22, 0x22, 0xFF}
	darkGrey   = color.RGBA{0x66, 0x66, 0x66, 0xFF}
	middleGrey = color.RGBA{0x99, 0x99, 0x99, 0xFF}
	lightGrey  = color.RGBA{0xE4, 0xE4, 0xE4, 0xFF}
)

// Dashes, points.
var (
	solid  []vg.Length
	dashed = []vg.Length{5, 2.5}
	dotted = []vg.Length{1.2, 2}
	mixed  = []vg.Length{7, 2, 1.5, 2}
)

// tint returns c mixed with white, c's part being strength in [0, 1]. Mixed
// colours print and compress better than transparent ones.
func tint(c color.RGBA, strength float64) color.RGBA {
	mix := func(v uint8) uint8 { return uint8(255 - strength*float64(255-v) + .5) }
	return color.RGBA{mix(c.R), mix(c.G), mix(c.B), 0xFF}
}

func stroke(c color.Color, width vg.Length, dashes []vg.Length) draw.LineStyle {
	return draw.LineStyle{Color: c, Width: width, Dashes: dashes}
}

// textStyle returns a style whose text stands on the baseline, left aligned.
func (f *Figure) textStyle(size vg.Length, c color.Color, bold bool) text.Style {
	face := font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
	if bold {
		face.Weight = stdfont.WeightBold
	}
	return text.Style{Color: c, Font: face, Handler: f.lettering}
}

// newPlot returns an empty gonum plot in the house style. Its axes draw
// ticks only; a figure adds their names, and the frame over the data.
func (f *Figure) newPlot() *gonum.Plot {
	p := gonum.New()
	p.TextHandler = f.lettering
	p.Legend.TextStyle.Handler = f.lettering
	p.Title.TextStyle.Handler = f.lettering
	p.BackgroundColor = nil
	for _, axis := range []*gonum.Axis{&p.X, &p.Y} {
		xAlign, yAlign := axis.Tick.Label.XAlign, axis.Tick.Label.YAlign
		axis.Tick.Label = f.textStyle(tickSize, ink, false)
		axis.Tick.Label.XAlign, axis.Tick.Label.YAlign = xAlign, yAlign
		axis.Padding = 0
		axis.LineStyle.Width = 0
		axis.Tick.LineStyle = stroke(darkGrey, hairline, solid)
		axis.Tick.Length = 4
		axis.Tick.Marker = linearTicks{labels: 7}
	}
	return p
}

// setLinear gives an axis its range and ticks. A range that isn't one, as that
// of no data, becomes [0, 1]; one too narrow for the digits of its ticks is
// widened.
func setLinear(axis *gonum.Axis, low, high float64) {
	if !(low < high) || math.IsInf(high-low, 0) {
		low, high = 0, 1
	}
	const narrow = 1e-9
	if size := math.Max(math.Abs(low), math.Abs(high)); high-low < narrow*size {
		low, high = low-narrow*size, high+narrow*size
	}
	axis.Min, axis.Max = low, high
}

// setLogarithmic does the same with a logarithmic scale; a range that isn't
// one becomes [1, 10].
func setLogarithmic(axis *gonum.Axis, low, high float64) {
	const smallest, largest = 1e-300, 1e300 // what the ticks can label
	low, high = math.Max(low, smallest), math.Min(high, largest)
	if !(low < high) {
		low, high = 1, 10
	}
	if high/low < 1+1e-9 {
		low, high = low/(1+1e-9), high*(1+1e-9)
	}
	axis.Min, axis.Max = low, high
	axis.Scale = gonum.LogScale{}
	axis.Tick.Marker = logTicks{}
}
