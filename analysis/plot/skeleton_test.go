package plot

import (
	"bytes"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/recorder"

	"aeed/internal/golden"
)

// sampleSkeleton is a person of eleven joints who lifts the arms over n frames, and
// hops in the middle.
func sampleSkeleton(title string, n, bodies int) SkeletonClip {
	s := SkeletonClip{
		Title: title, Head: 2,
		Bones: [][2]int{{1, 0}, {2, 1}, {3, 1}, {4, 3}, {5, 1}, {6, 5}, {7, 0}, {8, 7}, {9, 0}, {10, 9}},
		Left:  []int{3, 4, 7, 8}, Right: []int{5, 6, 9, 10},
	}
	for t := range n {
		part := float64(t) / float64(n-1)
		sin, cos := math.Sincos(math.Pi * part)
		var frame [][]Point3
		for m := range bodies {
			right, hop := 1.2*float64(m), 0.25*math.Max(0, sin-0.5)
			var body []Point3
			for _, p := range []Point3{
				{0, 0, 0}, {0, 0.5, 0}, {0, 0.72, 0},
				{-0.2, 0.5, 0.1}, {-0.2 - 0.55*sin, 0.5 - 0.55*cos, 0.1},
				{0.2, 0.5, 0}, {0.2 + 0.55*sin, 0.5 - 0.55*cos, 0},
				{-0.15, -0.4, 0}, {-0.17, -0.85, 0}, {0.15, -0.4, 0}, {0.17, -0.85, 0},
			} {
				body = append(body, Point3{p.X + right, p.Y + hop, p.Z})
			}
			frame = append(frame, body)
		}
		s.Frames = append(s.Frames, frame)
	}
	return s
}

func sampleStrip() SkeletonStrip {
	partial := sampleSkeleton("one_who^comes", 9, 2) // the partner comes late, without a hand
	for t := range partial.Frames {
		partial.Frames[t][1][4].X = math.NaN()
		if t < 4 {
			partial.Frames[t][1] = make([]Point3, 11)
		}
	}
	return SkeletonStrip{
		Heading: Heading{Title: "Motions", Setting: "eleven joints"},
		Clips:   []SkeletonClip{sampleSkeleton("lift the arms", 40, 1), partial},
		Poses:   8,
	}
}

func TestGoldenSkeletonStrip(t *testing.T) {
	figure := sampleStrip().Figure()
	golden.Check(t, filepath.Join("testdata", "skeleton-strip.png"), encodedPNG(t, figure))
	for _, format := range []string{"svg", "pdf"} {
		first, err := figure.Encode(format)
		again, _ := sampleStrip().Figure().Encode(format)
		if err != nil || !bytes.Equal(first, again) || format == "svg" && bytes.Contains(first, []byte("NaN")) {
			t.Errorf("%s: %v, or not the same bytes twice, or a coordinate isn't a number", format, err)
		}
	}
}

// Each of these is a change that a reader would see.
func TestGoldenSkeletonStripComparisonFails(t *testing.T) {
	before := encodedPNG(t, sampleStrip().Figure())
	for name, change := range map[string]func(*SkeletonStrip){
		"a hand":          func(d *SkeletonStrip) { d.Clips[0].Frames[39][0][6].X = 0.75 },
		"the sides":       func(d *SkeletonStrip) { d.Clips[0].Left, d.Clips[0].Right = d.Clips[0].Right, d.Clips[0].Left },
		"a head":          func(d *SkeletonStrip) { d.Clips[0].Head = -1 },
		"the partner":     func(d *SkeletonStrip) { d.Clips[1].Frames[8] = d.Clips[1].Frames[8][:1] },
		"the order":       func(d *SkeletonStrip) { slices.Reverse(d.Clips[0].Frames[20:]) },
		"a frame number":  func(d *SkeletonStrip) { d.Clips[0].Frames = append(d.Clips[0].Frames, d.Clips[0].Frames[39]) },
		"a name of a row": func(d *SkeletonStrip) { d.Clips[1].Title = "leave" },
	} {
		d := sampleStrip()
		change(&d)
		if golden.Same(t, before, encodedPNG(t, d.Figure())) {
			t.Errorf("%s changed, and the comparison did not notice", name)
		}
	}
}

// A metre is as long across as upwards, whatever the room.
func TestPosesKeepTheirProportions(t *testing.T) {
	for _, wide := range []float64{0.1, 3, 30} {
		clip := SkeletonClip{Bones: [][2]int{{0, 1}, {1, 2}}, Head: -1}
		for range 3 {
			clip.Frames = append(clip.Frames, [][]Point3{{{0, 0, 0}, {wide, 0, 0}, {wide, 1.5, 0}}})
		}
		f := SkeletonStrip{Clips: []SkeletonClip{clip}, Poses: 4}.Figure()
		width, height := f.size()
		var canvas recorder.Canvas
		f.draw(draw.NewCanvas(&canvas, width, height))
		lengths := strokes(canvas, sideColour(trunk, 0))
		if len(lengths) != 8 {
			t.Fatalf("%d bones drawn, want 8", len(lengths))
		}
		for _, pair := range slices.Collect(slices.Chunk(lengths, 2)) {
			if got := float64(pair[0] / pair[1]); math.Abs(got-wide/1.5) > 1e-9 {
				t.Errorf("%g m across: ratio %g", wide, got)
			}
		}
		if lengths[0] > width {
			t.Errorf("%g m across: a pose of %g points leaves the figure", wide, lengths[0])
		}
	}
}

// What is nearer covers what is farther, heads too, and the second body like the
// first.
func TestNearerLimbsComeLast(t *testing.T) {
	clip := sampleSkeleton("", 2, 2)
	for m, far := range []float64{-0.5, 0.5} {
		for v := range clip.Frames[0][m] {
			clip.Frames[0][m][v].Z += far
		}
	}
	limbs := clip.limbs(clip.Frames[0])
	for i := 1; i < len(limbs); i++ {
		if limbs[i-1].from.Z+limbs[i-1].to.Z < limbs[i].from.Z+limbs[i].to.Z {
			t.Errorf("limb %d is nearer than the one after", i-1)
		}
	}
	if n := len(limbs); n != 22 || limbs[0].colour != sideColour(left, 1) || limbs[n-1].colour == sideColour(left, 0) {
		t.Errorf("%d limbs from %v to %v", n, limbs[0].colour, limbs[n-1].colour)
	}
}

// strokes returns the lengths of the lines drawn as bones in a colour; those of the
// legend are level lines that gonum's curve draws.
func strokes(canvas recorder.Canvas, colour any) []vg.Length {
	var lengths []vg.Length
	var current any
	var width vg.Length
	for _, action := range canvas.Actions {
		switch a := action.(type) {
		case *recorder.SetColor:
			current = a.Color
		case *recorder.SetLineWidth:
			width = a.Width
		case *recorder.Stroke:
			if current == colour && width == poseWidth {
				d := a.Path[1].Pos.Sub(a.Path[0].Pos)
				lengths = append(lengths, vg.Length(math.Hypot(float64(d.X), float64(d.Y))))
			}
		}
	}
	return lengths[:len(lengths)-1] // the last is the legend's
}

func TestStripsOfNothing(t *testing.T) {
	nobody := sampleSkeleton("nobody", 3, 1)
	for _, frame := range nobody.Frames {
		clear(frame[0])
	}
	lost := sampleSkeleton("lost", 3, 1)
	for v := range lost.Frames[1][0] {
		lost.Frames[1][0][v].Y = math.Inf(1)
	}
	for name, clips := range map[string][]SkeletonClip{
		"no clips":  nil,
		"no frames": {{Title: "none", Head: -1}},
		"one frame": {sampleSkeleton("one", 2, 1), {Frames: sampleSkeleton("", 2, 1).Frames[:1], Head: 2}},
		"nobody":    {nobody},
		"no bodies": {{Frames: make([][][]Point3, 2), Head: -1}},
		"lost":      {lost},
	} {
		content, err := SkeletonStrip{Clips: clips, Poses: 5}.Figure().Encode("svg")
		if err != nil || bytes.Contains(content, []byte("NaN")) || bytes.Contains(content, []byte("Inf")) {
			t.Errorf("%s: %v, or a coordinate isn't a number", name, err)
		}
	}
}

func TestWrongSkeletonsPanic(t *testing.T) {
	for name, figure := range map[string]func(){
		"one pose":             func() { (SkeletonStrip{Poses: 1}).Figure() },
		"a bone to nowhere":    func() { d := sampleStrip(); d.Clips[0].Bones[3][1] = 11; d.Figure() },
		"a bone from below":    func() { d := sampleStrip(); d.Clips[0].Bones[3][0] = -1; d.Figure() },
		"a head too many":      func() { d := sampleStrip(); d.Clips[0].Head = 11; d.Figure() },
		"a joint too few":      func() { d := sampleStrip(); d.Clips[0].Frames[7][0] = d.Clips[0].Frames[7][0][:9]; d.Figure() },
		"in a moving picture":  func() { c := sampleSkeleton("", 3, 1); c.Left[0] = 99; encodedGIF(t, c) },
		"a negative left side": func() { c := sampleSkeleton("", 3, 1); c.Left[0] = -2; encodedGIF(t, c) },
	} {
		func() {
			defer func() {
				if r, _ := recover().(string); !strings.HasPrefix(r, "plot: ") {
					t.Errorf("%s: panic %q", name, r)
				}
			}()
			figure()
		}()
	}
}
