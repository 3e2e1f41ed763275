package plot

import (
	"math"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A panel is one plot of a figure, in a row of panels; share is its part of the
// width, relative to the others' of the row.
type panel struct {
	*gonum.Plot
	row            int
	share          float64
	xLabel, yLabel string
}

// addRow begins a row of panels below those before. A figure whose panels have
// the usual height in a single row needs no call.
func (f *Figure) addRow(height vg.Length) { f.rows = append(f.rows, height) }

// addPanel appends a panel to the right of the others in the last row and returns
// its plot, to which the caller gives ranges and plotters.
func (f *Figure) addPanel(share float64, xLabel, yLabel string) *gonum.Plot {
	if len(f.rows) == 0 {
		f.addRow(panelHeight)
	}
	p := f.newPlot()
	f.panels = append(f.panels, panel{p, len(f.rows) - 1, share, xLabel, yLabel})
	return p
}

// panelsHeight returns the height of all rows.
func (f *Figure) panelsHeight() vg.Length {
	height := gap * vg.Length(max(len(f.rows), 1)-1)
	for _, row := range f.rows {
		height += row
	}
	return height
}

func (f *Figure) drawPanels(c draw.Canvas, topLeft vg.Point, width vg.Length) {
	areas := f.panelAreas(c, topLeft, width)
	inners := make([]draw.Canvas, len(areas))
	for i, p := range f.panels {
		inners[i] = p.inner(areas[i])
	}
	f.align(areas, inners)
	for i, p := range f.panels {
		f.drawPanel(areas[i], inners[i], p)
	}
}

// panelAreas divides the figure among its panels.
func (f *Figure) panelAreas(c draw.Canvas, topLeft vg.Point, width vg.Length) []draw.Canvas {
	areas := make([]draw.Canvas, len(f.panels))
	for row, height := range f.rows {
		var total float64
		count := 0
		for _, p := range f.panels {
			if p.row == row {
				total += p.share
				count++
			}
		}
		left, free := topLeft.X, width-gap*vg.Length(count-1)
		for i, p := range f.panels {
			if p.row != row {
				continue
			}
			part := free * vg.Length(p.share/total)
			areas[i] = c
			areas[i].Min = vg.Point{X: left, Y: topLeft.Y - height}
			areas[i].Max = vg.Point{X: left + part, Y: topLeft.Y}
			left += part + gap
		}
		topLeft.Y -= height + gap
	}
	return areas
}

// labelRoom is the part of a panel that the name of an axis takes, points.
const labelRoom = vg.Length(15)

// inner returns the part of the panel's area that its names of axes leave.
func (p panel) inner(area draw.Canvas) draw.Canvas {
	if p.xLabel != "" {
		area.Min.Y += labelRoom
	}
	if p.yLabel != "" {
		area.Min.X += labelRoom
	}
	return area
}

// align makes the data areas of a row begin and end at the same heights, and
// those of panels one above the other at the same left and right, so that axes
// can be shared.
func (f *Figure) align(areas, inners []draw.Canvas) {
	data := make([]vg.Rectangle, len(inners))
	for i, p := range f.panels {
		data[i] = p.DataCanvas(inners[i]).Rectangle
	}
	for i, p := range f.panels {
		common := data[i]
		for k, q := range f.panels {
			if p.row == q.row {
				common.Min.Y, common.Max.Y = max(common.Min.Y, data[k].Min.Y), min(common.Max.Y, data[k].Max.Y)
			}
			if areas[i].Min.X == areas[k].Min.X && areas[i].Max.X == areas[k].Max.X {
				common.Min.X, common.Max.X = max(common.Min.X, data[k].Min.X), min(common.Max.X, data[k].Max.X)
			}
		}
		inners[i].Min = inners[i].Min.Add(common.Min.Sub(data[i].Min))
		inners[i].Max = inners[i].Max.Add(common.Max.Sub(data[i].Max))
	}
}

// drawPanel draws the names of the axes itself: gonum's would take room at the
// end of a logarithmic axis, where it believes their middle to be.
func (f *Figure) drawPanel(area, inner draw.Canvas, p panel) {
	framed := *p.Plot // a copy, so that drawing twice adds one frame
	framed.Add(frame{})
	framed.Draw(inner)
	data := framed.DataCanvas(inner)
	style := f.textStyle(labelSize, ink, false)
	style.XAlign = draw.XCenter
	f.write(area, style, vg.Point{X: data.Center().X, Y: area.Min.Y + 3}, p.xLabel)
	style.Rotation, style.YAlign = math.Pi/2, draw.YTop
	area.FillText(style, vg.Point{X: area.Min.X - 1, Y: data.Center().Y}, p.yLabel)
}
