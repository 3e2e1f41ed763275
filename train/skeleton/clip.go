package skeleton

import (
	"fmt"
	"math"
)

// A Clip is the motion of one or more bodies: the positions of their joints over
// time, with the class of what they do.
type Clip struct {
	Record
	Channels int // C: coordinates of a position, x y z or x y score
	Frames   int // T
	Joints   int // V
	Bodies   int // M
	// X holds the positions, shape (C, T, V, M), the last index fastest. A body
	// or a frame that is missing is zero throughout.
	X []float32
}

// A Record says what a clip is without its motion.
type Record struct {
	Name  string `json:"name"`  // unique in its source
	Class int    `json:"class"` // from 0
	// Who performs (from 1), and under which camera and set-up; 0 if unknown.
	Subject int `json:"subject,omitempty"`
	Camera  int `json:"camera,omitempty"`
	Setup   int `json:"setup,omitempty"`
}

// NewClip returns a clip of zeros. It panics if an extent is negative or all of
// them together exceed what an int holds.
func NewClip(r Record, channels, frames, joints, bodies int) Clip {
	return Clip{r, channels, frames, joints, bodies, make([]float32, Size(channels, frames, joints, bodies))}
}

// Size returns the product of the extents of a clip. It panics if one is negative
// or the product overflows, so readers check what a file claims before they ask.
func Size(extents ...int) int {
	size := 1
	for _, n := range extents {
		if n < 0 || n > 0 && size > math.MaxInt/n {
			panic(fmt.Sprintf("skeleton: no clip has extents %d", extents))
		}
		size *= n
	}
	return size
}

// Index returns the place in X of coordinate c of joint v of body m in frame t.
func (clip *Clip) Index(c, t, v, m int) int {
	return ((c*clip.Frames+t)*clip.Joints+v)*clip.Bodies + m
}

// At returns coordinate c of joint v of body m in frame t.
func (clip *Clip) At(c, t, v, m int) float32 { return clip.X[clip.Index(c, t, v, m)] }

// Set is the counterpart of At.
func (clip *Clip) Set(c, t, v, m int, x float32) { clip.X[clip.Index(c, t, v, m)] = x }

// FrameShown tells whether any body has a coordinate other than zero in frame t.
func (clip *Clip) FrameShown(t int) bool {
	row := clip.Joints * clip.Bodies
	for c := range clip.Channels {
		start := clip.Index(c, t, 0, 0)
		for _, x := range clip.X[start : start+row] {
			if x != 0 {
				return true
			}
		}
	}
	return false
}

// BodyShown tells whether body m has a coordinate other than zero in any frame.
func (clip *Clip) BodyShown(m int) bool {
	for i := m; i < len(clip.X); i += clip.Bodies {
		if clip.X[i] != 0 {
			return true
		}
	}
	return false
}

// ShownFrames returns the number of frames that show a body. The reference feeder
// counts frames whose coordinates sum to something other than zero, which differs
// only for a frame whose coordinates cancel exactly.
func (clip *Clip) ShownFrames() int {
	shown := 0
	for t := range clip.Frames {
		if clip.FrameShown(t) {
			shown++
		}
	}
	return shown
}

// Trim returns the clip without the frames after the last one shown and without
// the bodies after the last one shown, as a prepared set stores it. It shares X if
// nothing is cut; a clip that shows nothing loses all frames and bodies.
func (clip *Clip) Trim() Clip {
	frames, bodies := clip.Frames, clip.Bodies
	for frames > 0 && !clip.FrameShown(frames-1) {
		frames--
	}
	for bodies > 0 && !clip.BodyShown(bodies-1) {
		bodies--
	}
	if frames == clip.Frames && bodies == clip.Bodies {
		return *clip
	}
	cut := NewClip(clip.Record, clip.Channels, frames, clip.Joints, bodies)
	for c := range cut.Channels {
		for t := range cut.Frames {
			for v := range cut.Joints {
				from := clip.Index(c, t, v, 0)
				copy(cut.X[cut.Index(c, t, v, 0):][:bodies], clip.X[from:])
			}
		}
	}
	return cut
}

// Finite returns nil if every coordinate is a number, or an error that names the
// first that is not.
func (clip *Clip) Finite() error {
	for i, x := range clip.X {
		if x-x != 0 {
			m := i % clip.Bodies
			v := i / clip.Bodies % clip.Joints
			t := i / clip.Bodies / clip.Joints % clip.Frames
			c := i / clip.Bodies / clip.Joints / clip.Frames
			return fmt.Errorf("coordinate %d of joint %d of body %d in frame %d is %g", c, v, m, t, x)
		}
	}
	return nil
}
