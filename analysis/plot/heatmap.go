package plot

import (
	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// HeatMap shows a value over a grid of two parameters by colour.
type HeatMap struct {
	Heading
	XLabel, YLabel, ValueLabel string
	X, Y                       []float64   // ascending centres of the cells, at least one each; > 0 on a logarithmic axis
	Values                     [][]float64 // Values[j][i] at X[i], Y[j]; what isn't finite is an empty cell
	LogX, LogY                 bool        // logarithmic axes
	LogValue                   bool        // logarithmic colours; values ≤ 0 are then empty cells
	Marked                     []Marked    // points of interest; those outside the grid are left out
	MarkedName                 string      // what they are, for the legend
}

// Marked is a point of a HeatMap with a label, "" for none.
type Marked struct {
	X, Y  float64
	Label string
}

func (d HeatMap) check() {
	if len(d.X) == 0 || len(d.Y) == 0 || len(d.Values) != len(d.Y) {
		panic("plot: a heat map needs X, Y and a row of values for each Y")
	}
	for _, row := range d.Values {
		if len(row) != len(d.X) {
			panic("plot: a heat map needs a value for each X in every row")
		}
	}
	for _, centres := range [][]float64{d.X, d.Y} {
		for i := 1; i < len(centres); i++ {
			if !(centres[i-1] < centres[i]) {
				panic("plot: a heat map needs ascending X and Y")
			}
		}
	}
	if d.LogX && !(d.X[0] > 0) || d.LogY && !(d.Y[0] > 0) {
		panic("plot: a heat map with a logarithmic axis needs positive centres")
	}
}

// Figure draws the map beside its colour bar. A grid of at most 12 by 12, or 5 by 5
// with marks, shows its values as numbers too. Axes and sizes that don't fit panic.
func (d HeatMap) Figure() *Figure {
	d.check()
	f := newFigure(d.Heading)
	p := f.addPanel(0.89, d.XLabel, d.YLabel)
	left, bottom := cellEdges(d.X, d.LogX), cellEdges(d.Y, d.LogY)
	setCellAxis(&p.X, d.X, left, d.LogX)
	setCellAxis(&p.Y, d.Y, bottom, d.LogY)
	scale := newColourScale(d.Values, d.LogValue)
	grid := cells{x: left, y: bottom, values: d.Values, scale: scale}
	if few := d.few(); len(d.X) <= few && len(d.Y) <= few {
		grid.numbers = f.textStyle(tickSize, ink, false)
		grid.numbers.XAlign, grid.numbers.YAlign = draw.XCenter, draw.YCenter
		grid.numbered, grid.marked = true, d.Marked
	}
	p.Add(grid)
	if grid.hasEmpty() {
		f.legend.add("no value", area{fill: emptyCell})
	}
	d.mark(f, p)
	f.addColourBar(scale, d.ValueLabel)
	return f
}

// few returns the number of columns and of rows up to which there is room for the
// values as numbers, beside marks and their labels if there are any.
func (d HeatMap) few() int {
	if len(d.Marked) > 0 {
		return 5
	}
	return 12
}

// mark draws the points of interest.
func (d HeatMap) mark(f *Figure, p *gonum.Plot) {
	points := marker{
		glyph: draw.GlyphStyle{Color: ink, Radius: 3, Shape: pearl{}},

		lettering: f.lettering,
		text:      f.textStyle(tickSize, ink, false),
	}
	points.text.XAlign = draw.XCenter
	for _, m := range d.Marked {
		points.X, points.Y, points.Labels = append(points.X, m.X), append(points.Y, m.Y), append(points.Labels, m.Label)
	}
	p.Add(points)
	if d.MarkedName != "" && len(d.Marked) > 0 {
		f.legend.add(d.MarkedName, points)
	}
}
