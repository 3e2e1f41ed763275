package feed

import (
	"math"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

func TestDefaultsMakeSense(t *testing.T) {
	for _, kind := range Kinds() {
		for _, train := range []bool{false, true} {
			if err := Defaults(kind, train).Check(); err != nil {
				t.Errorf("%s, train %t: %v", kind, train, err)
			}
		}
	}
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	for _, c := range []struct {
		kind   Kind
		train  bool
		change func(*Options)
		want   string
	}{
		{"kinetics", true, func(o *Options) {}, `"kinetics"; hint: there are [ntu ucla]`},
		{NTU, true, func(o *Options) { o.Modality = "speed" }, `"speed"`},
		{NTU, true, func(o *Options) { o.Window = 0 }, "window = 0"},
		{NTU, true, func(o *Options) { o.Bodies = -1 }, "bodies = -1"},
		{NTU, true, func(o *Options) { o.MaxAngle = -0.1 }, "angle = -0.1"},
		{NTU, true, func(o *Options) { o.MaxAngle = 4 }, "angle = 4"},
		{NTU, true, func(o *Options) { o.MaxAngle = math.NaN() }, "angle = NaN"},
		{NTU, true, func(o *Options) { o.Workers = 0 }, "workers = 0"},
		{NTU, true, func(o *Options) { o.Ahead = -1 }, "ahead = -1"},
		{NTU, true, func(o *Options) { o.CropLow = 0 }, "crop = [0, 1]"},
		{NTU, true, func(o *Options) { o.CropLow = math.NaN() }, "crop = [NaN, 1]"},
		{NTU, true, func(o *Options) { o.CropHigh = 0.4 }, "crop = [0.5, 0.4]"},
		{NTU, true, func(o *Options) { o.CropHigh = 1.1 }, "crop = [0.5, 1.1]"},
		{NTU, false, func(o *Options) { o.CropHigh = 1 }, "testing is not random"},
		{UCLA, true, func(o *Options) { o.CropHigh = 1 }, "keeps all frames"},
	} {
		o := Defaults(c.kind, c.train)
		c.change(&o)
		if err := o.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
		if _, err := New(noises(1, 1), o); err == nil || !strings.HasPrefix(err.Error(), "feed: ") {
			t.Errorf("New: error %v", err)
		}
	}
}

func TestSourcesThatDontSuit(t *testing.T) {
	g := skeleton.NTU25()
	flat := func(channels, bodies int) skeleton.Clip {
		return skeleton.NewClip(skeleton.Record{}, channels, 1, 25, bodies)
	}
	for _, c := range []struct {
		kind   Kind
		source memory
		want   string
	}{
		{NTU, memory{graph: g}, "no clips"},
		{NTU, memory{graph: g, clips: []skeleton.Clip{flat(3, 0)}}, "no bodies"},
		{NTU, memory{graph: g, clips: []skeleton.Clip{flat(1, 1)}}, "1 coordinates"},
		{UCLA, memory{graph: g, clips: []skeleton.Clip{flat(2, 1)}}, "three dimensions"},
		{UCLA, memory{graph: g, clips: []skeleton.Clip{flat(4, 1)}}, "three dimensions"},
		{UCLA, memory{graph: skeleton.OpenPose18(), clips: []skeleton.Clip{flat(3, 1)}}, "three dimensions"},
		{UCLA, memory{graph: skeleton.COCO17(), clips: []skeleton.Clip{flat(3, 1)}}, "three dimensions"},
	} {
		if _, err := New(&c.source, options(c.kind, true)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// Scores of key points are not turned into coordinates, and two coordinates suffice.
func TestKeyPointsTurnInTheImage(t *testing.T) {
	for name, c := range map[string]struct {
		graph    skeleton.Graph
		channels int
	}{
		"OpenPose":        {skeleton.OpenPose18(), 3},
		"COCO":            {skeleton.COCO17(), 3},
		"two coordinates": {skeleton.NTU25(), 2},
	} {
		joints := c.graph.Vertices()
		clip := skeleton.NewClip(skeleton.Record{}, c.channels, 1, joints, 1)
		for v := range joints {
			clip.Set(0, 0, v, 0, float32(v)+1)
			clip.Set(c.channels-1, 0, v, 0, 0.75)
		}
		got := prepared(t, c.graph, clip, options(NTU, true))
		for v := range joints {
			x, y := float64(got.At(0, 5, v, 0)), float64(got.At(1, 5, v, 0))
			before := math.Hypot(float64(clip.At(0, 0, v, 0)), float64(clip.At(1, 0, v, 0)))
			if math.Abs(math.Hypot(x, y)-before) > 1e-5 || x == float64(v)+1 {
				t.Errorf("%s: joint %d turned to (%g, %g)", name, v, x, y)
			}
			if c.channels == 3 && got.At(2, 5, v, 0) != 0.75 {
				t.Errorf("%s: score %g, want 0.75", name, got.At(2, 5, v, 0))
			}
		}
	}
}
