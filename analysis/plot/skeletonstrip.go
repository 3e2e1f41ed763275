package plot

import (
	"math"
	"strconv"

	gonum "gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// SkeletonStrip shows motions as rows of poses, evenly spaced in time from the
// first frame of a clip to the last, with the numbers of their frames below. The
// poses of a row have one scale and one floor, so that a jump is seen; sideways the
// picture follows the bodies.
type SkeletonStrip struct {
	Heading
	Clips []SkeletonClip // one a row
	Poses int            // in a row, at least 2
}

// Figure draws the rows one below the other.
func (d SkeletonStrip) Figure() *Figure {
	if d.Poses < 2 {
		panic("plot: a skeleton strip has less than 2 poses in a row")
	}
	f := newFigure(d.Heading)
	second := false
	for i, clip := range d.Clips {
		clip.check()
		r := newPoses(clip, d.Poses)
		height, xLabel := r.rowHeight(), ""
		if i == len(d.Clips)-1 {
			height, xLabel = height+labelRoom, "frame"
		}
		f.addRow(height)
		p := f.addPanel(1, xLabel, "")
		p.Title.Text = clip.title()
		p.Title.TextStyle = f.textStyle(labelSize, ink, true)
		p.Title.TextStyle.XAlign, p.Title.TextStyle.YAlign = draw.XCenter, draw.YTop
		p.Title.Padding = 3
		setLinear(&p.X, 0, r.length())
		p.X.Tick.Marker = r
		p.HideY()
		p.Add(r)
		for _, bodies := range clip.Frames {
			second = second || len(bodies) > 1 && !absent(bodies[1])
		}
	}
	for s, name := range []string{"trunk", "left", "right"} {
		f.legend.add(name, curve{style: stroke(sideColour(side(s), 0), poseWidth, solid)})
	}
	if second {
		f.legend.add("second person", keyedPair{left, right})
	}
	return f
}

const poseWidth = vg.Length(1.8)

// poses is one row of a strip.
type poses struct {
	clip    SkeletonClip
	frames  []int     // those shown
	middles []float64 // of the bodies in each, metres
	centres []float64 // of their cells, metres from the left end of the row
	ends    []float64 // of their cells
	height  span      // of all, metres
}

const (
	apart     = 0.15 // m, between the poses of a row
	narrowest = 0.4  // m, what a pose takes at least: the number of its frame must fit
)

func newPoses(clip SkeletonClip, n int) poses {
	r := poses{clip: clip}
	all := noBox()
	if len(clip.Frames) == 0 {
		n = 0
	}
	for k := range n {
		t := int(math.Round(float64(k) * float64(len(clip.Frames)-1) / float64(n-1)))
		b := noBox()
		b.include(clip.Frames[t], clip.Head)
		all.include(clip.Frames[t], clip.Head)
		b = b.orEmpty()
		wide := max(b.x.high-b.x.low, narrowest) + apart
		r.frames = append(r.frames, t)
		r.middles = append(r.middles, (b.x.low+b.x.high)/2)
		r.centres, r.ends = append(r.centres, r.length()+wide/2), append(r.ends, r.length()+wide)
	}
	r.height = all.orEmpty().y
	return r
}

// length returns that of the row, metres.
func (r poses) length() float64 {
	if len(r.ends) == 0 {
		return 0
	}
	return r.ends[len(r.ends)-1]
}

// tall returns the height of the tallest bodies with some room, metres.
func (r poses) tall() float64 {
	const room = 1.1
	return room * max(r.height.high-r.height.low, narrowest)
}

// Sizes of a row, points.
const (
	rowText    = vg.Length(36) // what title and frame numbers take
	lowestRow  = 1.5 * vg.Centimeter
	highestRow = 4.5 * vg.Centimeter
)

// rowHeight returns that of the row: what the poses need if they fill its length.
func (r poses) rowHeight() vg.Length {
	filling := (figureWidth - 2*margin) * vg.Length(r.tall()/max(r.length(), narrowest))
	return rowText + min(max(filling, lowestRow), highestRow)
}

// Ticks puts the number of its frame under every pose.
func (r poses) Ticks(_, _ float64) []gonum.Tick {
	var ticks []gonum.Tick
	for k, t := range r.frames {
		ticks = append(ticks, gonum.Tick{Value: r.centres[k], Label: strconv.Itoa(t)})
	}
	return ticks
}

// Plot draws the poses over a floor.
func (r poses) Plot(c draw.Canvas, p *gonum.Plot) {
	size := c.Size()
	scale := min(float64(size.X)/(p.X.Max-p.X.Min), float64(size.Y)/r.tall())
	ground := c.Min.Y + (size.Y-vg.Length(scale*(r.height.high-r.height.low)))/2
	c.StrokeLine2(stroke(lightGrey, 1, solid), c.Min.X, ground, c.Max.X, ground)
	for k, t := range r.frames {
		if edge := c.X(p.X.Norm(r.ends[k])); k+1 < len(r.frames) {
			c.StrokeLine2(stroke(lightGrey, hairline, solid), edge, c.Min.Y, edge, c.Max.Y)
		}
		origin := vg.Point{
			X: c.X(p.X.Norm(r.centres[k])) - vg.Length(scale*r.middles[k]),
			Y: ground - vg.Length(scale*r.height.low),
		}
		r.clip.drawBodies(c, r.clip.Frames[t], origin, scale, poseWidth)
	}
}

// keyedPair is the legend entry of a second body: its left and right.
type keyedPair [2]side

// Thumbnail draws half a line in each colour.
func (k keyedPair) Thumbnail(c *draw.Canvas) {
	at := c.Center()
	c.StrokeLine2(stroke(sideColour(k[0], 1), poseWidth, solid), c.Min.X, at.Y, at.X, at.Y)
	c.StrokeLine2(stroke(sideColour(k[1], 1), poseWidth, solid), at.X, at.Y, c.Max.X, at.Y)
}
