package dynamics

import (
	"math"
	"testing"
)

func TestClip(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	clip, half := Clip{.1, 4}, Clip{.1, inf}
	for _, c := range []struct {
		clip         Clip
		weight, want float64
	}{
		{clip, .1, .1}, {clip, 4, 4}, {clip, 1, 1}, {clip, math.Nextafter(.1, 0), .1}, {clip, math.Nextafter(4, 5), 4},
		{clip, -7, .1}, {clip, inf, 4}, {clip, -inf, .1},
		{half, 1e300, 1e300}, {half, inf, inf}, {half, 0, .1},
		{Unclipped(), -7, -7}, {Unclipped(), 0, 0}, {Unclipped(), inf, inf},
	} {
		if got := c.clip.Apply(c.weight); got != c.want {
			t.Errorf("%v.Apply(%v) = %v, want %v", c.clip, c.weight, got, c.want)
		}
		if inside := c.clip.Contains(c.weight); inside != (c.weight == c.want) {
			t.Errorf("%v.Contains(%v) = %v", c.clip, c.weight, inside)
		}
	}
	if !math.IsNaN(clip.Apply(nan)) || clip.Contains(nan) {
		t.Error("NaN must stay NaN and be outside")
	}
}

func TestClipString(t *testing.T) {
	for want, clip := range map[string]Clip{
		"[0.1, 4]": {.1, 4}, "[0.1, +Inf]": {.1, math.Inf(1)}, "none": Unclipped(),
	} {
		if clip.String() != want || clip.IsUnclipped() != (want == "none") {
			t.Errorf("%v: want %q", clip, want)
		}
	}
}
