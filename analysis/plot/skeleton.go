package plot

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A Point3 is a place in space, metres: x to the right, y up, z away from the
// viewer. One with a coordinate that is not a number is not drawn.
type Point3 struct{ X, Y, Z float64 }

// A SkeletonClip is the motion of one or more bodies, to be drawn as a camera in
// front of them sees it, without perspective.
type SkeletonClip struct {
	Title       string   // as it is: ^ and _ raise and lower nothing
	Bones       [][2]int // pairs of joints
	Left, Right []int    // the joints of the body's left and right; bones between others are its trunk
	Head        int      // the joint that is drawn as a head; −1 for none
	// Frames holds the joints of every body in every frame: indices frame,
	// body, joint. A body whose joints are all zero is absent.
	Frames [][][]Point3
}

// check panics if a bone or a part names a joint that a body lacks.
func (s SkeletonClip) check() {
	named := slices.Concat(s.Left, s.Right, []int{max(s.Head, 0)})
	for _, bone := range s.Bones {
		named = append(named, bone[:]...)
	}
	least, most := slices.Min(named), slices.Max(named)
	for t, bodies := range s.Frames {
		for _, body := range bodies {
			if least < 0 || most >= len(body) {
				panic(fmt.Sprintf("plot: a clip names joints %d to %d of the %d in frame %d", least, most, len(body), t))
			}
		}
	}
}

// title returns the title as text that prints as the title does.
func (s SkeletonClip) title() string {
	return strings.NewReplacer("_", "_{_}", "^", "^{^}").Replace(s.Title)
}

// visible tells whether a point can be drawn.
func (p Point3) visible() bool { return !math.IsNaN(p.X+p.Y+p.Z) && !math.IsInf(p.X+p.Y+p.Z, 0) }

func absent(body []Point3) bool {
	return !slices.ContainsFunc(body, func(p Point3) bool { return p != Point3{} })
}

// A box is what of the picture's plane something takes, metres.
type box struct{ x, y span }

// headRadius is that of a head, metres.
const headRadius = 0.09

// include widens the box to hold all bodies of a frame.
func (b *box) include(bodies [][]Point3, head int) {
	for _, body := range bodies {
		if absent(body) {
			continue
		}
		for v, p := range body {
			if !p.visible() {
				continue
			}
			b.x.include(p.X)
			b.y.include(p.Y)
			if v == head {
				b.x.include(p.X-headRadius, p.X+headRadius)
				b.y.include(p.Y + headRadius)
			}
		}
	}
}

func noBox() box { return box{noRange(), noRange()} }

// orEmpty returns a box of the size of a person if b holds nothing.
func (b box) orEmpty() box {
	if b.x.low > b.x.high {
		return box{span{-0.5, 0.5}, span{-1, 1}}
	}
	return b
}

// The sides of a body by colour: those of a second body are paler.
type side int

const (
	trunk side = iota
	left
	right
)

var sideColours = [...]color.RGBA{trunk: ink, left: blue, right: vermilion}

// fading is how strong the colours of the bodies after the first are.
const fading = 0.45

func sideColour(s side, body int) color.RGBA {
	if body == 0 {
		return sideColours[s]
	}
	return tint(sideColours[s], fading)
}

func (s SkeletonClip) side(v int) side {
	switch {
	case slices.Contains(s.Left, v):
		return left
	case slices.Contains(s.Right, v):
		return right
	}
	return trunk
}

// A limb is a bone, or a head, ready to be drawn.
type limb struct {
	from, to Point3
	colour   color.RGBA
	head     bool
}

// limbs returns what there is to draw of a frame, the farthest first.
func (s SkeletonClip) limbs(bodies [][]Point3) []limb {
	var all []limb
	for m, body := range bodies {
		if absent(body) {
			continue
		}
		for _, bone := range s.Bones {
			l := limb{from: body[bone[0]], to: body[bone[1]], colour: sideColour(max(s.side(bone[0]), s.side(bone[1])), m)}
			if l.from.visible() && l.to.visible() {
				all = append(all, l)
			}
		}
		if s.Head >= 0 && body[s.Head].visible() {
			all = append(all, limb{body[s.Head], body[s.Head], sideColour(trunk, m), true})
		}
	}
	slices.SortStableFunc(all, func(a, b limb) int { return cmp.Compare(b.from.Z+b.to.Z, a.from.Z+a.to.Z) })
	return all
}

// drawBodies draws the bodies of a frame; scale is in points per metre, and origin
// is where x = y = 0 goes.
func (s SkeletonClip) drawBodies(c draw.Canvas, bodies [][]Point3, origin vg.Point, scale float64, width vg.Length) {
	at := func(p Point3) vg.Point {
		return origin.Add(vg.Point{X: vg.Length(scale * p.X), Y: vg.Length(scale * p.Y)})
	}
	for _, l := range s.limbs(bodies) {
		if l.head {
			c.DrawGlyphNoClip(disc(stroke(l.colour, 0, solid), vg.Length(headRadius*scale)), at(l.from))
			continue
		}
		c.StrokeLines(stroke(l.colour, width, solid), []vg.Point{at(l.from), at(l.to)})
		for _, end := range []Point3{l.from, l.to} {
			c.DrawGlyphNoClip(disc(stroke(l.colour, 0, solid), width/2), at(end))
		}
	}
}
