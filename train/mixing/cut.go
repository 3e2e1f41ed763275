package mixing

import (
	"errors"
	"fmt"
	"math"

	"aeed/internal/philox"
)

// cut is CutMix: a window of frames of a clip is its partner's, in all joints or, if
// there are parts, in those of one part.
type cut struct {
	alpha float64
	parts [][]int // joints
}

func newPartCut(s Settings) (Strategy, error) {
	if len(s.Parts) == 0 {
		return nil, errors.New("the graph has no parts; hint: add parts to it, or use cutmix")
	}
	c := cut{alpha: s.Alpha}
	for _, part := range s.Parts {
		seen := map[int]bool{}
		for _, v := range part.Joints {
			if v < 0 || seen[v] {
				return nil, fmt.Errorf("part %q has joint %d: want every joint once, from 0; hint: mend the graph's parts", part.Name, v)
			}
			seen[v] = true
		}
		if len(part.Joints) == 0 {
			return nil, fmt.Errorf("part %q has no joints; hint: remove it from the graph", part.Name)
		}
		c.parts = append(c.parts, part.Joints)
	}
	return c, s.checkAlpha()
}

func (s cut) Draw(random *philox.Stream, shape [5]int, classes []int, out *Mixed) {
	frames, joints := shape[2], shape[3]
	s.fits(joints)
	if !out.begin(random, shape, classes, false) {
		return
	}
	length := int(math.Round((1 - ratio(random, s.alpha)) * float64(frames)))
	var part []int
	cutJoints := joints
	if s.parts != nil {
		part = s.parts[random.IntN(len(s.parts))]
		cutJoints = len(part)
	}
	out.Cut, out.Window = true, Window{Start: random.IntN(frames - length + 1), Length: length, Joints: part}
	out.fill(1 - float64(length*cutJoints)/float64(frames*joints))
}

// fits panics if a part has a joint that the clips don't have.
func (s cut) fits(joints int) {
	for _, part := range s.parts {
		for _, v := range part {
			if v >= joints {
				panic(fmt.Sprintf("mixing: a part has joint %d, the clips %d joints", v, joints))
			}
		}
	}
}

// A Window is some joints in a window of frames.
type Window struct {
	Start, Length int
	Joints        []int // nil for all
}

// paste copies a window of one clip into another, both of shape (C, T, V, M).
func (w Window) paste(to, from []float32, shape [5]int) {
	channels, frames, bodies := shape[1], shape[2], shape[4]
	frame := shape[3] * bodies
	for c := range channels {
		first := (c*frames + w.Start) * frame
		if w.Joints == nil {
			copy(to[first:][:w.Length*frame], from[first:])
			continue
		}
		for t := range w.Length {
			for _, v := range w.Joints {
				joint := first + t*frame + v*bodies
				copy(to[joint:][:bodies], from[joint:])
			}
		}
	}
}
