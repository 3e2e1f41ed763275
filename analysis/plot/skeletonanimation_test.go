package plot

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	stddraw "image/draw"
	"image/gif"
	"image/png"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"aeed/internal/golden"
)

func encodedGIF(t *testing.T, clips ...SkeletonClip) *gif.GIF {
	t.Helper()
	var content bytes.Buffer
	if err := (SkeletonAnimation{clips, 30}).Encode(&content); err != nil {
		t.Fatal(err)
	}
	if content.Len() > 1<<20 {
		t.Errorf("%d bytes", content.Len())
	}
	picture, err := gif.DecodeAll(&content)
	if err != nil {
		t.Fatal(err)
	}
	return picture
}

// film returns what a viewer sees of some pictures, one below the other, as a PNG.
func film(t *testing.T, g *gif.GIF, chosen ...int) []byte {
	t.Helper()
	size := image.Pt(g.Config.Width, g.Config.Height)
	whole := image.NewRGBA(image.Rect(0, 0, size.X, size.Y*len(chosen)))
	screen := image.NewRGBA(image.Rectangle{Max: size})
	for k, picture := range g.Image {
		stddraw.Draw(screen, picture.Rect, picture, picture.Rect.Min, stddraw.Over)
		for row, c := range chosen {
			if c == k {
				stddraw.Draw(whole, image.Rectangle{Max: size}.Add(image.Pt(0, row*size.Y)), screen, image.Point{}, stddraw.Src)
			}
		}
	}
	var content bytes.Buffer
	if err := png.Encode(&content, whole); err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

func TestGoldenSkeletonAnimation(t *testing.T) {
	clips := sampleStrip().Clips
	picture := encodedGIF(t, clips...)
	golden.Check(t, filepath.Join("testdata", "skeleton-animation.png"), film(t, picture, 0, 6, 12, 20))

	before := film(t, picture, 39)
	clips[0].Frames[39][0][4].X -= 0.3
	if golden.Same(t, before, film(t, encodedGIF(t, clips...), 39)) {
		t.Error("a hand moved, and the comparison did not notice")
	}
}

func TestAnimationKeepsTime(t *testing.T) {
	for _, c := range []struct {
		frames   int
		rate     float64
		pictures int
	}{
		{40, 30, 40}, {150, 30, 150}, {151, 25, 76}, {20, 120, 7}, {5, 0.5, 5},
	} {
		clip := SkeletonClip{Head: -1, Frames: make([][][]Point3, c.frames)}
		for f := range clip.Frames {
			clip.Frames[f] = [][]Point3{{{0, 0, 0}, {float64(f) / 1000, 1, 0}}}
		}
		clip.Bones = [][2]int{{0, 1}}
		var content bytes.Buffer
		if err := (SkeletonAnimation{[]SkeletonClip{clip}, c.rate}).Encode(&content); err != nil {
			t.Fatal(err)
		}
		picture, err := gif.DecodeAll(&content)
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, delay := range picture.Delay {
			if delay < 2 {
				t.Errorf("%d frames at %g: a picture for %d/100 s", c.frames, c.rate, delay)
			}
			total += delay
		}
		if want := 100 * float64(c.frames) / c.rate; math.Abs(float64(total)-want) > 1 || len(picture.Image) != c.pictures {
			t.Errorf("%d frames at %g: %d pictures in %d/100 s, want %d in %.0f", c.frames, c.rate, len(picture.Image), total, c.pictures, want)
		}
		if picture.LoopCount != 0 {
			t.Error("it ends")
		}
	}
}

func TestAnimationIsDeterministicAndSmall(t *testing.T) {
	a := SkeletonAnimation{[]SkeletonClip{sampleSkeleton("one", 60, 1), sampleSkeleton("two", 60, 2)}, 30}
	var first, again bytes.Buffer
	if err := errors.Join(a.Encode(&first), a.Encode(&again)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), again.Bytes()) {
		t.Error("the bytes differ")
	}
	if first.Len() > 400_000 {
		t.Errorf("%d bytes", first.Len())
	}
	still := sampleSkeleton("still", 3, 1)
	still.Frames[1], still.Frames[2] = still.Frames[0], still.Frames[0]
	picture := encodedGIF(t, still)
	if seen := film(t, picture, 0, 1); golden.Same(t, seen, white(t, seen)) {
		t.Error("the number of the frame does not change")
	}
	if r := picture.Image[1].Rect; r.Dx()*r.Dy() > 30*20 {
		t.Errorf("of a still picture %v is drawn anew", r)
	}
}

// white returns a white PNG of the extent of another.
func white(t *testing.T, content []byte) []byte {
	t.Helper()
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	blank := image.NewRGBA(image.Rect(0, 0, size.Width, size.Height))
	stddraw.Draw(blank, blank.Rect, image.NewUniform(color.White), image.Point{}, stddraw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, blank); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestPictureThatDoesNotChange(t *testing.T) {
	full := image.NewRGBA(image.Rect(0, 0, 9, 5))
	full.Set(3, 2, color.White)
	p := newPalette()
	if first := p.next(full); first.Rect != full.Rect {
		t.Errorf("the first picture is %v", first.Rect)
	}
	if again := p.next(full); again.Rect.Dx() != 1 || again.Rect.Dy() != 1 || again.ColorIndexAt(0, 0) != 0 {
		t.Errorf("the same again is %v", again.Rect)
	}
	full.Set(4, 3, vermilion)
	if moved := p.next(full); moved.Rect != image.Rect(4, 3, 5, 4) {
		t.Errorf("a pixel changed, and %v is drawn", moved.Rect)
	}
}

// However narrow the motion, its name finds room beside the others'.
func TestStagesHoldTheirTitles(t *testing.T) {
	long := sampleSkeleton("a motion whose name is far longer than it is wide", 3, 1)
	f := newFigure(Heading{})
	stages, _ := SkeletonAnimation{Clips: []SkeletonClip{long, long}}.stages(f)
	if title := f.titleStyle(ink).Width(long.title()); title < 200 || stages[1].left < title || stages[1].right-stages[1].left < title {
		t.Errorf("a title of %v points on stages from %v to %v", title, stages[1].left, stages[1].right)
	}
}

func TestAnimationFails(t *testing.T) {
	clip := sampleSkeleton("wave", 4, 1)
	for want, a := range map[string]SkeletonAnimation{
		"no clip has a frame; hint":            {nil, 30},
		"no clip has a frame":                  {[]SkeletonClip{{Head: -1}}, 30},
		"0 frames per second; hint":            {[]SkeletonClip{clip}, 0},
		"NaN frames per second":                {[]SkeletonClip{clip}, math.NaN()},
		"+Inf frames per second":               {[]SkeletonClip{clip}, math.Inf(1)},
		"broken pipe":                          {[]SkeletonClip{clip}, 30},
		"the font has no glyph for \"\u6325\"": {[]SkeletonClip{sampleSkeleton("\u6325", 4, 1)}, 30},
	} {
		if err := a.Encode(brokenPipe{}); err == nil || !strings.HasPrefix(err.Error(), "plot: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	with := SkeletonAnimation{[]SkeletonClip{clip, {Title: "empty", Head: -1}}, 30}
	if err := with.Encode(&bytes.Buffer{}); err != nil {
		t.Errorf("beside an empty clip: %v", err)
	}
}
