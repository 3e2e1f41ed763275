package synth

import (
	"math"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// FrameRate is the number of frames in a second, the Kinect's.
const FrameRate = 30

// The length of clips, frames.
const (
	shortest = 48
	longest  = 80
)

// Clip makes clip i. The origin is the middle of the first body's spine in the
// first frame.
func (s *Source) Clip(i int) (skeleton.Clip, error) {
	scene := s.scene(s.place(i))
	clip := skeleton.NewClip(scene.record, 3, scene.frames, joints, scene.bodies)
	var origin vector
	for t := range scene.frames {
		for m := range scene.persons {
			places := scene.persons[m].places(float64(t) / FrameRate)
			if t == 0 && m == 0 {
				origin = places[lumbar]
			}
			for v, at := range places {
				for c, x := range at.minus(origin) {
					clip.Set(c, t, v, m, float32(x+scene.noise*scene.stream.Normal()))
				}
			}
		}
	}
	return clip, nil
}

// A scene is all of a clip but its noise.
type scene struct {
	record  skeleton.Record
	frames  int
	bodies  int // places for persons
	persons []performance
	noise   float64        // m, the standard deviation
	stream  *philox.Stream // of the noise
}

func (s *Source) scene(p place) scene {
	stream := s.stream(p)
	subject := drawSubject(stream, p.test)
	v := s.config.variety()
	a, other := s.actions[p.class], s.actions[rival(p.class, len(s.actions))]
	sc := scene{record: p.record(subject), bodies: s.Describe().Bodies, noise: s.config.NoiseLevel(), stream: stream}
	sc.frames = shortest + stream.IntN(longest-shortest+1)
	first := perform(stream, v, s.body(subject), a, other)
	first.yaw = stream.Between(-v.yaw, v.yaw)
	sc.persons = []performance{first}
	if a.mutual {
		sc.persons = s.pair(first, perform(stream, v, s.body(drawSubject(stream, p.test)), a, other), stream)
	}
	return sc
}

// pair makes two persons face each other, one to the camera's left and one to its
// right if it looks straight at them.
func (s *Source) pair(first, second performance, stream *philox.Stream) []performance {
	if first.yaw += math.Pi / 2; stream.Uniform() < 0.5 {
		first.yaw -= math.Pi
	}
	second.yaw = first.yaw + math.Pi
	sin, cos := math.Sincos(first.yaw)
	second.at = vector{-sin, 0, -cos}.times(stream.Between(0.9, 1.4))
	return []performance{first, second}
}
