package plot

import (
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A legend explains the marks of a figure, in columns below its panels, where
// it can't hide any data.
type legend struct {
	entries []legendEntry
}

type legendEntry struct {
	name string
	mark gonum.Thumbnailer
}

func (l *legend) add(name string, mark gonum.Thumbnailer) {
	l.entries = append(l.entries, legendEntry{name, mark})
}

// Sizes of a legend, points.
const (
	swatchWidth  = vg.Length(22)
	swatchHeight = vg.Length(7)
	swatchGap    = vg.Length(5)
	columnGap    = vg.Length(16)
	legendLine   = vg.Length(13)
)

// layout returns the number of rows and the left edges of the columns that fit
// the width. Entries run down the columns; a column is as wide as its widest
// entry.
func (f *Figure) layoutLegend(width vg.Length) (rows int, left []vg.Length) {
	style := f.textStyle(legendSize, ink, false)
	n := len(f.legend.entries)
	for rows = 1; rows <= n; rows++ {
		x := vg.Length(0)
		left = nil
		for first := 0; first < n; first += rows {
			if first > 0 {
				x += columnGap
			}
			left = append(left, x)
			widest := vg.Length(0)
			for _, e := range f.legend.entries[first:min(first+rows, n)] {
				widest = max(widest, style.Width(e.name))
			}
			x += swatchWidth + swatchGap + widest
		}
		if x <= width {
			return rows, left
		}
	}
	return n, []vg.Length{0}
}

// drawLegend draws the legend downwards from the top left corner.
func (f *Figure) drawLegend(c draw.Canvas, topLeft vg.Point, width vg.Length) {
	rows, left := f.layoutLegend(width)
	style := f.textStyle(legendSize, ink, false)
	for i, e := range f.legend.entries {
		x := topLeft.X + left[i/rows]
		baseline := topLeft.Y - legendLine*vg.Length(i%rows+1) + 3.5
		swatch := draw.Crop(c, 0, 0, 0, 0)
		swatch.Min = vg.Point{X: x, Y: baseline + 3 - swatchHeight/2}
		swatch.Max = swatch.Min.Add(vg.Point{X: swatchWidth, Y: swatchHeight})
		e.mark.Thumbnail(&swatch)
		f.write(c, style, vg.Point{X: x + swatchWidth + swatchGap, Y: baseline}, e.name)
	}
}
