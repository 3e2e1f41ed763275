package ntu

import "aeed/train/skeleton"

// Joints is the number of joints of a body, in the order of skeleton.NTU25.
const Joints = 25

// What a recording holds at most. The longest of NTU RGB+D has 300 frames; a Kinect
// v2 follows six bodies.
const (
	MaxFrames = 10_000
	MaxBodies = 6
)

// maxMetres is how far from the camera a joint may be: far beyond any room, and
// small enough for differences and squares of float32.
const maxMetres = 1e6

// A Recording is the bodies of every frame of a file.
type Recording []Frame

// A Frame is the bodies that the sensor saw at one time, each with another ID.
type Frame []Body

// A Body is a body in one frame.
type Body struct {
	ID   uint64 // by which the sensor follows the body from frame to frame
	Pose Pose
}

// A Pose is the position x, y, z of every joint in metres from the camera: right,
// up, forth.
type Pose [Joints][3]float32

// shown tells whether any coordinate is other than zero.
func (p *Pose) shown() bool { return *p != Pose{} }

// extent returns the distance between the least and the greatest coordinate c of
// all joints.
func (p *Pose) extent(c int) float64 {
	low, high := p[0][c], p[0][c]
	for v := range p {
		low, high = min(low, p[v][c]), max(high, p[v][c])
	}
	return float64(high - low)
}

// SecondBody says what a clip that has one body shows in place of a second.
type SecondBody string

// The ways of the two data sets. The zero value is Zero.
const (
	Zero      SecondBody = "zero"      // nothing, as usual with NTU RGB+D
	Duplicate SecondBody = "duplicate" // the first once more, as usual with NTU RGB+D 120
)

// Clip returns the recording as a clip of two actors, shape (3, T, 25, 2), T the
// number of frames that show one of them. The package comment tells how it is made.
// With Duplicate, a clip that has a single track shows it as both.
//
// The error wraps skeleton.ErrNobody if there is no body, or if all of several
// bodies are too short to be one.
func (r Recording) Clip(record skeleton.Record, second SecondBody) (skeleton.Clip, error) {
	tracks, frames := r.tracks()
	kept, err := denoise(tracks)
	if err != nil {
		return skeleton.Clip{}, err
	}
	actors := cast(kept, frames)
	if second == Duplicate && len(kept) == 1 {
		actors[1] = actors[0]
	}
	return align(record, actors)
}
