package plot

import (
	"image"
	"image/color"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg/draw"
)

// A Fate is what becomes of a start.
type Fate uint8

// The fates.
const (
	Undecided Fate = iota
	Converges
	Diverges
)

// Basin shows which starts converge, by simulation, against the basin's edge in
// closed form.
type Basin struct {
	Heading
	W, Flow   [2]float64 // ranges of the starts: niche width across, entropy flow (nats) up
	Fates     [][]Fate   // Fates[j][i]: of an even grid over the ranges
	Proved    Series     // the edge where it is proved
	Unproved  []Series   // its formula beyond
	Limits    []Level    // flows between which it is proved
	Reachable float64    // D̄: flows in [−D̄, D̄] are those that entropies can make; 0 for none
}

var fateFills = [...]color.RGBA{tint(middleGrey, 0.6), tint(skyBlue, 0.4), tint(orange, 0.28)}
var fateNames = [...]string{"undecided", "converges to the origin", "diverges"}

// Figure draws the fates as a map, and the edge over it.
func (d Basin) Figure() *Figure {
	f := newFigure(d.Heading)
	f.addRow(portraitHeight)
	p := f.addPanel(1, "first niche width w_0", "first entropy flow ΔH̄_0 (nats)")
	setLinear(&p.X, d.W[0], d.W[1])
	setLinear(&p.Y, d.Flow[0], d.Flow[1])
	p.Add(fateMap{d.Fates})
	var met [len(fateFills)]bool
	for _, row := range d.Fates {
		for _, fate := range row {
			met[fate] = true
		}
	}
	for _, fate := range []Fate{Converges, Diverges, Undecided} {
		if met[fate] {
			f.legend.add(fateNames[fate], area{fill: fateFills[fate]})
		}
	}
	if d.Reachable > 0 {
		edge := level(p, d.Reachable, stroke(darkGrey, 0.9, dotted))
		p.Add(edge, level(p, -d.Reachable, edge.style))
		f.legend.add("reachable flows ±D̄", edge)
	}
	for i, limit := range d.Limits {
		line := level(p, limit.Weight, stroke(purple, 1.1, mixed))
		if p.Add(line); i == 0 {
			f.legend.add(limit.Name, line)
		}
	}
	for i, s := range d.Unproved {
		line := curve{s, stroke(ink, 1.2, dashed)}
		if p.Add(line); i == 0 {
			f.legend.add(s.Name, line)
		}
	}
	f.plot(p, d.Proved, stroke(ink, 1.7, solid))
	return f
}

// A fateMap colours the data area.
type fateMap struct{ fates [][]Fate }

// Plot draws the map as an image of sharp cells.
func (m fateMap) Plot(c draw.Canvas, _ *gonum.Plot) {
	if len(m.fates) == 0 {
		return
	}
	size := c.Size()
	width, height := int(size.X.Dots(resolution)), int(size.Y.Dots(resolution))
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		row := m.fates[(height-1-y)*len(m.fates)/height]
		for x := range width {
			picture.SetRGBA(x, y, fateFills[row[x*len(row)/width]])
		}
	}
	c.DrawImage(c.Rectangle, picture)
}
