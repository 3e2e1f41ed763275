package ntu

import (
	"fmt"
	"strings"
	"testing"

	"aeed/train/skeleton"
)

// format is the counterpart of Parse.
func format(r Recording) string {
	var b strings.Builder
	fmt.Fprintln(&b, len(r))
	for _, frame := range r {
		fmt.Fprintln(&b, len(frame))
		for _, body := range frame {
			fmt.Fprintf(&b, "%d 0 1 1 1 1 0 0.01 -0.1 2\n%d\n", body.ID, Joints)
			for _, joint := range body.Pose {
				fmt.Fprintf(&b, "%v %v %v 265.07 194.11 NaN -Infinity -0.1 0.2 0.9 0.05 2\n", joint[0], joint[1], joint[2])
			}
		}
	}
	return b.String()
}

// stand returns a pose that is 2.4 m high, of the given width, with joint 2 at x.
func stand(x, y, width float32) Pose {
	var p Pose
	for v := range p {
		p[v] = [3]float32{x + width*float32(v-1)/(Joints-1), y + 0.1*float32(v), 3}
	}
	return p
}

// A part is a body that appears in a recording: in frames first to last, with a
// pose that rises and falls by swing metres.
type part struct {
	id           uint64
	first, last  int
	x            float32
	swing, width float32
	fat          int // so many frames from the first are as wide as high
}

func (p part) pose(t int) Pose {
	width := p.width
	if t < p.first+p.fat {
		width = 2.4
	}
	return stand(p.x, p.swing*float32(t%2), width)
}

// record returns a recording of so many frames.
func record(frames int, parts ...part) Recording {
	r := make(Recording, frames)
	for _, p := range parts {
		for t := p.first; t <= p.last; t++ {
			r[t] = append(r[t], Body{p.id, p.pose(t)})
		}
	}
	return r
}

// mustClip makes a clip of a recording that must have one.
func mustClip(t *testing.T, r Recording, second SecondBody) skeleton.Clip {
	t.Helper()
	clip, err := r.Clip(skeleton.Record{Name: "test"}, second)
	if err != nil {
		t.Fatal(err)
	}
	return clip
}

// places returns where body m stands frame by frame, "1×20 -×3" for at x = 1 for 20
// frames and missing for 3, if the origin of the clip is at that x.
func places(clip skeleton.Clip, m int, origin float32) string {
	var runs []string
	place, frames := "", 0
	for t := range clip.Frames + 1 {
		here := ""
		switch {
		case t == clip.Frames:
		case bodyShown(clip, t, m):
			here = fmt.Sprint(clip.At(0, t, 1, m) + origin)
		default:
			here = "-"
		}
		if here != place && frames > 0 {
			runs = append(runs, fmt.Sprintf("%s×%d", place, frames))
			frames = 0
		}
		place = here
		frames++
	}
	return strings.Join(runs, " ")
}

// bodyShown tells whether frame t shows body m.
func bodyShown(clip skeleton.Clip, t, m int) bool {
	for v := range clip.Joints {
		for c := range clip.Channels {
			if clip.At(c, t, v, m) != 0 {
				return true
			}
		}
	}
	return false
}
