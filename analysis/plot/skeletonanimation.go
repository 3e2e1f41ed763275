package plot

import (
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"io"
	"math"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// SkeletonAnimation shows motions side by side, in one scale. A clip that ends
// before the longest starts again.
type SkeletonAnimation struct {
	Clips     []SkeletonClip
	FrameRate float64 // frames per second, above 0
}

// Sizes of an animation. Points are pixels.
const (
	stageHeight  = 180 // of the tallest clip's bodies
	widestStage  = 1000
	leastStage   = 110
	stageMargin  = 12
	stageText    = 16 // a line
	limbWidth    = 2.5
	animationDPI = 72
)

// mostShown bounds the pictures of an animation, and with them its size: of a
// longer clip it shows every second frame, or every third, at the same pace.
const mostShown = 150

// Encode writes the animation as a GIF that repeats for ever. The same clips give
// the same bytes. No frame at all, a frame
// rate that isn't one and a character that the fonts lack are errors.
func (a SkeletonAnimation) Encode(w io.Writer) error {
	frames := 0
	for _, clip := range a.Clips {
		clip.check()
		frames = max(frames, len(clip.Frames))
	}
	switch {
	case frames == 0:
		return fmt.Errorf("plot: animation: no clip has a frame; hint: choose one that shows somebody")
	case !(a.FrameRate > 0) || math.IsInf(a.FrameRate, 0):
		return fmt.Errorf("plot: animation: %g frames per second; hint: recordings mostly have 30", a.FrameRate)
	}
	f := newFigure(Heading{})
	stages, scale := a.stages(f)
	palette := newPalette()
	picture := &gif.GIF{}
	every := max(1, (frames+mostShown-1)/mostShown, int(math.Ceil(a.FrameRate/fastest)))
	for t := 0; t < frames; t += every {
		picture.Image = append(picture.Image, palette.next(drawFrame(f, stages, scale, t)))
		picture.Delay = append(picture.Delay, hundredths(min(t+every, frames), a.FrameRate)-hundredths(t, a.FrameRate))
	}
	if missing := f.lettering.missing; len(missing) > 0 {
		return fmt.Errorf("plot: the font has no glyph for %q; hint: write names in Latin or Greek letters", string(missing))
	}
	if err := gif.EncodeAll(w, picture); err != nil {
		return fmt.Errorf("plot: animation: %w", err)
	}
	return nil
}

// fastest is how many pictures a second programs show reliably.
const fastest = 50

// hundredths returns the time of a frame in the unit of GIFs. Differences of it
// keep the pace over many frames, however each is rounded.
func hundredths(frame int, rate float64) int { return int(math.Round(100 * float64(frame) / rate)) }

// A stage is the part of the picture that shows one clip.
type stage struct {
	clip        SkeletonClip
	left, right vg.Length
	box         box
}

// stages divides the picture among the clips, and returns the scale in points per
// metre.
func (a SkeletonAnimation) stages(f *Figure) ([]stage, float64) {
	var stages []stage
	var tallest, widths float64
	for _, clip := range a.Clips {
		b := noBox()
		for _, bodies := range clip.Frames {
			b.include(bodies, clip.Head)
		}
		b = b.orEmpty()
		stages = append(stages, stage{clip: clip, box: b})
		tallest, widths = max(tallest, b.y.high-b.y.low), widths+b.x.high-b.x.low
	}
	scale := min(stageHeight/max(tallest, 1e-3), widestStage/max(widths, 1e-3))
	left := vg.Length(0)
	for i := range stages {
		s := &stages[i]
		bodies, title := vg.Length(scale*(s.box.x.high-s.box.x.low)), f.titleStyle(ink).Width(s.clip.title())
		s.left, s.right = left, left+max(bodies, title, leastStage)+2*stageMargin
		left = s.right
	}
	return stages, scale
}

// titleStyle is that of text that stands in the middle of a stage.
func (f *Figure) titleStyle(c color.RGBA) text.Style {
	style := f.textStyle(titleSize, c, c == ink)
	style.XAlign = draw.XCenter
	return style
}

// drawFrame returns what all stages show at frame t.
func drawFrame(f *Figure, stages []stage, scale float64, t int) *image.RGBA {
	width, height := stages[len(stages)-1].right, vg.Length(stageHeight+2*stageMargin+2*stageText)
	canvas := vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(animationDPI))
	c := draw.New(canvas)
	for _, s := range stages {
		middle := (s.left + s.right) / 2
		f.write(c, f.titleStyle(ink), vg.Point{X: middle, Y: height - stageText}, s.clip.title())
		if len(s.clip.Frames) == 0 {
			continue
		}
		shown := t % len(s.clip.Frames)
		f.write(c, f.titleStyle(darkGrey), vg.Point{X: middle, Y: 5}, fmt.Sprintf("frame %d", shown))
		ground := vg.Length(stageText + stageMargin)
		floor := ground - 0.5 // the middle of a row of pixels
		c.StrokeLine2(stroke(lightGrey, 1, solid), s.left+4, floor, s.right-4, floor)
		origin := vg.Point{X: middle - vg.Length(scale*(s.box.x.low+s.box.x.high)/2), Y: ground - vg.Length(scale*s.box.y.low)}
		s.clip.drawBodies(c, s.clip.Frames[shown], origin, scale, limbWidth)
	}
	return canvas.Image().(*image.RGBA)
}
