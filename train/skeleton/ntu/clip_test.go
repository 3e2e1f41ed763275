package ntu

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

// Who is seen where, one rule of the preparation a case. A part of width 0 is at
// its x in all frames; the first actor's x is the origin.
func TestActors(t *testing.T) {
	for name, c := range map[string]struct {
		recording     Recording
		origin        float32
		first, second string
	}{
		"one person":                           {record(3, part{id: 1, last: 2, x: 1, swing: 1}), 1, "1×3", "-×3"},
		"a single short body is kept":          {record(1, part{id: 1, x: 1}), 1, "1×1", "-×1"},
		"a single wide body is kept":           {record(20, part{id: 1, last: 19, x: 1, fat: 20}), 1, "1×20", "-×20"},
		"frames without a body are left out":   {record(9, part{id: 1, first: 3, last: 5, x: 1}), 1, "1×3", "-×3"},
		"the one that moves more is actor 1":   {record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 19, x: 2, swing: 2}), 2, "2×20", "1×20"},
		"equal motion: the one seen first":     {record(20, part{id: 7, last: 19, x: 1, swing: 1}, part{id: 2, last: 19, x: 2, swing: 1}), 1, "1×20", "2×20"},
		"11 frames are noise":                  {record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 10, x: 2, swing: 2}), 1, "1×20", "-×20"},
		"12 frames are not":                    {record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 11, x: 2, swing: 2}), 2, "2×12 -×8", "1×20"},
		"13 of 20 wide frames are not noise":   {record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 19, x: 2, swing: 2, fat: 13}), 2, "2×20", "1×20"},
		"14 of 20 are":                         {record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 19, x: 2, swing: 2, fat: 14}), 1, "1×20", "-×20"},
		"0.8 of the height is not wide":        {record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 19, x: 2, swing: 2, width: 1.9}), 2, "2×20", "1×20"},
		"0.81 is":                              {record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 19, x: 2, swing: 2, width: 1.95}), 1, "1×20", "-×20"},
		"the last track is kept though wide":   {record(20, part{id: 1, last: 19, x: 1, fat: 20}, part{id: 2, last: 19, x: 2, fat: 20}), 2, "2×20", "-×20"},
		"an ID that changes":                   {record(40, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, first: 20, last: 39, x: 2, swing: 2}), 1, "1×20 2×20", "-×40"},
		"…with one frame in common":            {record(40, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, first: 19, last: 39, x: 2, swing: 2}), 1, "1×20 2×20", "-×40"},
		"…with two":                            {record(40, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, first: 18, last: 39, x: 2, swing: 2}), 2, "-×18 2×22", "1×20 -×20"},
		"a third body is dropped":              {record(20, part{id: 1, last: 19, x: 1, swing: 3}, part{id: 2, last: 19, x: 2, swing: 2}, part{id: 3, last: 19, x: 4, swing: 1}), 1, "1×20", "2×20"},
		"a second ID that changes":             {record(40, part{id: 1, last: 39, x: 1, swing: 3}, part{id: 2, last: 19, x: 2, swing: 2}, part{id: 3, first: 20, last: 39, x: 4, swing: 1}), 1, "1×40", "2×20 4×20"},
		"…is lost if the later one moves more": {record(40, part{id: 1, last: 39, x: 1, swing: 3}, part{id: 2, last: 19, x: 2, swing: 1}, part{id: 3, first: 20, last: 39, x: 4, swing: 2}), 1, "1×40", "-×20 4×20"},
		"a first person that comes late":       {record(40, part{id: 1, last: 39, x: 1, swing: 1}, part{id: 2, first: 10, last: 39, x: 2, swing: 2}), 2, "-×10 2×30", "1×40"},
	} {
		clip := mustClip(t, c.recording, Zero)
		if clip.Channels != 3 || clip.Joints != Joints || clip.Bodies != 2 {
			t.Errorf("%s: shape (%d, %d, %d, %d)", name, clip.Channels, clip.Frames, clip.Joints, clip.Bodies)
		}
		want := [2]string{c.first, c.second}
		for m := range want {
			if got := places(clip, m, c.origin); got != want[m] {
				t.Errorf("%s: body %d is at %s, want %s", name, m, got, want[m])
			}
		}
	}
}

// A track has no gaps: after a frame in which a body is lost it continues at once.
func TestGapsAreClosed(t *testing.T) {
	r := record(20, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, last: 19, x: 2, swing: 2})
	for _, lost := range []int{5, 9} {
		r[lost] = r[lost][:1]
	}
	clip := mustClip(t, r, Zero)
	if got, want := places(clip, 0, 2), "2×18 -×2"; got != want {
		t.Errorf("actor 1 is at %s, want %s", got, want)
	}
}

// A body whose joints are all at zero is missing; a frame that has only such is left
// out.
func TestZeroPosesAreMissing(t *testing.T) {
	r := record(20, part{id: 1, last: 19, x: 1, swing: 2}, part{id: 2, last: 19, x: 2, swing: 1})
	r[0][0].Pose, r[4][1].Pose = Pose{}, Pose{}
	r[7][0].Pose, r[7][1].Pose = Pose{}, Pose{}
	clip := mustClip(t, r, Zero)
	if got, want := places(clip, 0, 1), "-×1 1×18"; got != want {
		t.Errorf("actor 1 is at %s, want %s", got, want)
	}
	if got, want := places(clip, 1, 1), "2×4 -×1 2×14"; got != want {
		t.Errorf("actor 2 is at %s, want %s", got, want)
	}
}

// The motion is the lesser of those with and without noise, by hand: both bodies
// swing by 1 m, which is a variance of 0.25 m² above that of the pose itself; the
// noise of the first adds to it and that of the second, amid the swing, hides it.
func TestMotionIsTheLesser(t *testing.T) {
	still := track{poses: []Pose{stand(0, 0, 0)}}
	if !still.measure() {
		t.Fatal("a person is taken for noise")
	}
	swing := []Pose{stand(0, 0, 0), stand(0, 1, 0)}
	moving := track{poses: swing}
	moving.measure()
	if got, want := moving.motion-still.motion, 0.25; math.Abs(got-want) > 1e-6 {
		t.Errorf("swing: motion %g above the pose's, want %g", got, want)
	}
	adds := track{poses: append(slices.Clone(swing), stand(9, 9, 2.4))}
	adds.measure()
	if adds.motion != moving.motion {
		t.Errorf("noise that adds: motion %g, want %g", adds.motion, moving.motion)
	}
	wide := stand(0, 0.5, 2.4)
	for v := range wide {
		wide[v][1] = 1.7
		if v == 0 {
			wide[v][0], wide[v][1] = 0.1, 1.71
		} else {
			wide[v][0] = 0
		}
	}
	hides := track{poses: append(slices.Clone(swing), wide)}
	hides.measure()
	if got, want := hides.motion, variance(hides.poses); got != want || got >= moving.motion {
		t.Errorf("noise that hides: motion %g, want %g, less than %g", got, want, moving.motion)
	}
}

func TestDuplicate(t *testing.T) {
	one := record(5, part{id: 1, last: 4, x: 1, swing: 1})
	if got, want := places(mustClip(t, one, Duplicate), 1, 1), "1×5"; got != want {
		t.Errorf("the second body is at %s, want %s", got, want)
	}
	if got, want := places(mustClip(t, one, ""), 1, 1), "-×5"; got != want {
		t.Errorf("by default the second body is at %s, want %s", got, want)
	}
	changes := record(40, part{id: 1, last: 19, x: 1, swing: 1}, part{id: 2, first: 20, last: 39, x: 2, swing: 2})
	if got, want := places(mustClip(t, changes, Duplicate), 1, 1), "-×40"; got != want {
		t.Errorf("with two tracks the second body is at %s, want %s", got, want)
	}
}

func TestOriginIsJoint2(t *testing.T) {
	r := record(3, part{id: 1, last: 2, x: 1, swing: 1})
	clip := mustClip(t, r, Zero)
	for i, frame := range r {
		for v, joint := range frame[0].Pose {
			for c := range joint {
				if got, want := clip.At(c, i, v, 0), joint[c]-r[0][0].Pose[1][c]; got != want {
					t.Fatalf("coordinate %d of joint %d in frame %d is %g, want %g", c, v, i, got, want)
				}
			}
		}
	}
}

func TestNobody(t *testing.T) {
	zero := record(3, part{id: 1, last: 2})
	for i := range zero {
		zero[i][0].Pose = Pose{}
	}
	for name, c := range map[string]struct {
		recording Recording
		says      string
	}{
		"no frame":             {nil, "no body"},
		"frames of nobody":     {make(Recording, 5), "no body"},
		"all at zero":          {zero, "no body"},
		"all bodies are short": {record(11, part{id: 1, last: 10, x: 1}, part{id: 2, last: 5, x: 2}), "none of its 2 bodies is there for more than 11 frames"},
	} {
		if _, err := c.recording.Clip(skeleton.Record{}, Zero); !errors.Is(err, skeleton.ErrNobody) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
