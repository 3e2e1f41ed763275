package plot

import (
	"image/color"
	"strings"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Heading is what a figure says about itself: a title above, the parameters
// that it was made with below that, and under the figure notes such as why a
// curve is missing. Text may raise and lower letters: C^η, w_0, 10^{−3}.
type Heading struct {
	Title   string
	Setting string
	Notes   []string
}

// A Figure is a finished picture, to Save or Encode. It is not safe for
// concurrent use.
type Figure struct {
	heading   Heading
	panels    []panel
	rows      []vg.Length // heights
	legend    legend
	lettering *lettering
}

func newFigure(h Heading) *Figure {
	return &Figure{heading: h, lettering: newLettering()}
}

// plot adds a series to p and to the legend, unless it has no points.
func (f *Figure) plot(p *gonum.Plot, s Series, style draw.LineStyle) {
	s.check()
	if len(s.X) == 0 {
		return
	}
	line := curve{s, style}
	p.Add(line)
	f.legend.add(s.Name, line)
}

// Baselines of the heading and distances of lines, points.
const (
	titleLine   = vg.Length(13)
	settingLine = vg.Length(12)
	noteLine    = vg.Length(10.5)
)

// size returns the extent of the figure: its width is that of the house, its
// height is what rows and text need.
func (f *Figure) size() (width, height vg.Length) {
	height = 2*margin + f.panelsHeight() + titleLine + gap
	height += settingLine * vg.Length(len(f.settingLines()))
	if len(f.legend.entries) > 0 {
		rows, _ := f.layoutLegend(figureWidth - 2*margin)
		height += gap + legendLine*vg.Length(rows)
	}
	if notes := f.noteLines(); len(notes) > 0 {
		height += gap + noteLine*vg.Length(len(notes))
	}
	return figureWidth, height
}

// draw draws the figure from top to bottom.
func (f *Figure) draw(c draw.Canvas) {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	left, width := c.Min.X+margin, c.Max.X-c.Min.X-2*margin
	y := c.Max.Y - margin - titleLine
	f.write(c, f.textStyle(titleSize, ink, true), vg.Point{X: left, Y: y + 3}, f.heading.Title)
	for _, line := range f.settingLines() {
		y -= settingLine
		f.write(c, f.settingStyle(), vg.Point{X: left, Y: y + 3}, line)
	}
	y -= gap
	f.drawPanels(c, vg.Point{X: left, Y: y}, width)
	y -= f.panelsHeight()
	if len(f.legend.entries) > 0 {
		y -= gap
		f.drawLegend(c, vg.Point{X: left, Y: y}, width)
		rows, _ := f.layoutLegend(width)
		y -= legendLine * vg.Length(rows)
	}
	y -= gap
	for _, line := range f.noteLines() {
		y -= noteLine
		f.write(c, f.noteStyle(), vg.Point{X: left, Y: y + 3}, line)
	}
}

// write draws one line of text on a baseline that starts at pt.
func (f *Figure) write(c draw.Canvas, style text.Style, pt vg.Point, line string) {
	pt.Y += f.lettering.Extents(style.Font).Ascent - style.Font.Size // see lettering.Draw
	c.FillText(style, pt, line)
}

func (f *Figure) settingStyle() text.Style { return f.textStyle(settingSize, darkGrey, false) }
func (f *Figure) noteStyle() text.Style    { return f.textStyle(noteSize, darkGrey, false) }

func (f *Figure) settingLines() []string { return wrap(f.heading.Setting, f.settingStyle()) }

func (f *Figure) noteLines() []string {
	var lines []string
	for _, note := range f.heading.Notes {
		lines = append(lines, wrap(note, f.noteStyle())...)
	}
	return lines
}

// wrap breaks a paragraph at spaces into lines that fit a figure.
func wrap(paragraph string, style text.Style) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(paragraph, " ") {
		longer := line + " " + word
		if line == "" {
			longer = word
		} else if style.Width(longer) > figureWidth-2*margin {
			lines, longer = append(lines, line), word
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
