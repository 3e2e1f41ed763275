package plot

import (
	"image"
	"image/color"
	"math"
	"slices"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// emptyCell is the colour of a cell without a value, none of viridis's.
var emptyCell = tint(middleGrey, 0.55)

// cells are the coloured rectangles of a heat map between edges x and y.
type cells struct {
	x, y     []float64
	values   [][]float64 // by row
	scale    colourScale
	numbered bool
	numbers  text.Style
	marked   []Marked // leave room for these
}

// cellEdges returns the borders of cells around ascending centres: halfway
// between them on their axis, and as far from the first and the last.
func cellEdges(centres []float64, logarithmic bool) []float64 {
	n := len(centres)
	to, from := func(x float64) float64 { return x }, func(x float64) float64 { return x }
	if logarithmic {
		to, from = math.Log, math.Exp
	}
	edges := make([]float64, n+1)
	for i := 1; i < n; i++ {
		edges[i] = from((to(centres[i-1]) + to(centres[i])) / 2)
	}
	half := 0.5
	if n > 1 {
		half = (to(centres[1]) - to(centres[0])) / 2
	}
	edges[0] = from(to(centres[0]) - half)
	if n > 1 {
		half = (to(centres[n-1]) - to(centres[n-2])) / 2
	}
	edges[n] = from(to(centres[n-1]) + half)
	return edges
}

// setCellAxis gives an axis the range of its cells. Where the centres are few
// and apart they are its ticks.
func setCellAxis(axis *gonum.Axis, centres, edges []float64, logarithmic bool) {
	if logarithmic {
		setLogarithmic(axis, edges[0], edges[len(edges)-1])
	} else {
		setLinear(axis, edges[0], edges[len(edges)-1])
	}
	const room = 0.08 // part of the axis that a label takes
	var ticks []gonum.Tick
	for i, x := range centres {
		if i > 0 && axis.Norm(x)-axis.Norm(centres[i-1]) < room {
			return
		}
		ticks = append(ticks, gonum.Tick{Value: x, Label: Number(x)})
	}
	axis.Tick.Marker = gonum.ConstantTicks(ticks)
}

func (g cells) hasEmpty() bool {
	return slices.ContainsFunc(g.values, func(row []float64) bool {
		return slices.ContainsFunc(row, func(v float64) bool { _, ok := g.scale.part(v); return !ok })
	})
}

// Plot draws the cells; so many that they would be smaller than dots become an
// image, which keeps SVG and PDF small.
func (g cells) Plot(c draw.Canvas, p *gonum.Plot) {
	const most = 10000
	if (len(g.x)-1)*(len(g.y)-1) > most {
		c.DrawImage(c.Rectangle, g.image(c, p))
		return
	}
	for j, row := range g.values {
		for i, v := range row {
			box := g.box(c, p, i, j)
			fillTile(c, g.scale.colour(v), box)
		}
	}
	if g.numbered {
		g.write(c, p)
	}
}

// fillTile fills a box, and a little beyond its right and upper sides: the tiles
// that are drawn next cover it, and no seam shows between them.
func fillTile(c draw.Canvas, fill color.Color, box vg.Rectangle) {
	const overlap = 0.4 // points
	right, top := min(box.Max.X+overlap, c.Max.X), min(box.Max.Y+overlap, c.Max.Y)
	c.FillPolygon(fill, []vg.Point{box.Min, {X: right, Y: box.Min.Y}, {X: right, Y: top}, {X: box.Min.X, Y: top}})
}

func (g cells) box(c draw.Canvas, p *gonum.Plot, i, j int) vg.Rectangle {
	at := func(x, y float64) vg.Point { return vg.Point{X: c.X(p.X.Norm(x)), Y: c.Y(p.Y.Norm(y))} }
	return vg.Rectangle{Min: at(g.x[i], g.y[j]), Max: at(g.x[i+1], g.y[j+1])}
}

// write shows the value of each cell where there is room for it, below a mark.
func (g cells) write(c draw.Canvas, p *gonum.Plot) {
	for j, row := range g.values {
		for i, v := range row {
			label, box := Number(round3(v)), g.box(c, p, i, j)
			if _, ok := g.scale.part(v); !ok || g.numbers.Width(label) > box.Size().X || g.numbers.Font.Size*1.2 > box.Size().Y {
				continue
			}
			style, at := g.numbers, vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
			style.Color = inkOn(g.scale.colour(v))
			if slices.ContainsFunc(g.marked, func(m Marked) bool {
				return g.x[i] < m.X && m.X < g.x[i+1] && g.y[j] < m.Y && m.Y < g.y[j+1]
			}) {
				at.Y -= 11
			}
			c.FillText(style, at, label)
		}
	}
}

// round3 rounds to three digits.
func round3(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return v
	}
	unit := math.Pow(10, math.Floor(math.Log10(math.Abs(v)))-2)
	return math.Round(v/unit) * unit
}

// image returns the map as dots of the resolution of a PNG.
func (g cells) image(c draw.Canvas, p *gonum.Plot) image.Image {
	size := c.Size()
	width, height := int(size.X.Dots(resolution)), int(size.Y.Dots(resolution))
	columns, rows := nearestCells(p.X.Norm, g.x, width), nearestCells(p.Y.Norm, g.y, height)
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			picture.SetRGBA(x, height-1-y, g.scale.colour(g.values[rows[y]][columns[x]]))
		}
	}
	return picture
}

// nearestCells returns the cell in which each of a number of dots along an axis
// lies.
func nearestCells(norm func(float64) float64, edges []float64, dots int) []int {
	cells := make([]int, dots)
	cell := 0
	for dot := range cells {
		for cell < len(edges)-2 && norm(edges[cell+1]) <= (float64(dot)+0.5)/float64(dots) {
			cell++
		}
		cells[dot] = cell
	}
	return cells
}

// pearl is a white disc with a border, to be seen on any colour.
type pearl struct{}

// DrawGlyph draws the pearl.
func (pearl) DrawGlyph(c *draw.Canvas, sty draw.GlyphStyle, pt vg.Point) {
	var path vg.Path
	path.Move(vg.Point{X: pt.X + sty.Radius, Y: pt.Y})
	path.Arc(pt, sty.Radius, 0, 2*math.Pi)
	path.Close()
	c.SetColor(color.White)
	c.Fill(path)
	c.SetLineStyle(stroke(sty.Color, 1.2, solid))
	c.Stroke(path)
}
