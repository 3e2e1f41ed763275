package device

import (
	"errors"
	"fmt"

	"aeed/train/program"
)

// A Trainer is a State that takes whole steps of training by itself, on clips that lie on
// its device, so that the host isn't needed between them.
type Trainer interface {
	State
	// Load puts clips on the device, in place of those before. The error is that of a
	// clip or an ErrNoRoom, and leaves the trainer without clips.
	Load(c Clips) error
	// Train takes steps one after the other, and returns what came of each. It panics
	// if no clips were loaded, or a step makes no sense.
	Train(p Preparation, steps []Step) []Outcome
	// Infer returns the logits of batches, shape (N, classes).
	Infer(p Preparation, batches []Batch) [][]float64
}

// ErrNoRoom says that clips are too many for a device.
var ErrNoRoom = errors.New("the clips are too many for the device's memory")

// Clips are those of a data set that batches may have.
type Clips struct {
	Count    int   // of the data set, at places from 0
	Places   []int // of the clips
	Channels int   // C: coordinates of a position
	Parents  []int // of each of V joints: where its bone begins
	Clip     func(place int) (Clip, error)
}

// A Clip is the motion of some bodies.
type Clip struct {
	Positions []float32 // shape (C, T, V, M), the last index fastest
	Frames    int       // T
	Bodies    int       // M
	Shown     int       // frames that show one of a preparation's bodies, from 1 to Frames
	Present   []bool    // of each of a preparation's bodies: whether a frame shows it
}

// A Preparation says how the clips of a batch are made of those of the data set: as
// package train/skeleton/feed does.
type Preparation struct {
	Window, Bodies    int  // T and M of a prepared clip
	Normalised        bool // as for Northwestern-UCLA: coordinates span [−1, 1]
	Train             bool // random views
	Seed              uint64
	CropLow, CropHigh float64
	MaxAngle          float64
	Planar            bool // the clips are key points in the image
	Bones, Motion     bool // bones instead of positions, changes from frame to frame
}

// A Batch is clips that a program runs on.
type Batch struct {
	Program *program.Program
	Epoch   int   // from 0, below 2³²
	Places  []int // of the clips, which count modulo the number of those of the data set
	Bodies  program.Bodies
}

// Check panics unless the bodies are those of a batch of the program, and the places as
// many as its clips.
func (b Batch) Check() {
	b.Bodies.Check(b.Program)
	if len(b.Places) != b.Program.Clips || b.Epoch < 0 {
		panic(fmt.Sprintf("device: %d places of epoch %d for %d clips", len(b.Places), b.Epoch, b.Program.Clips))
	}
}

// A Step of training is a clean pass, a mixed one unless Mixed is nil, and a descent
// along the gradient of both (Eq. 6).
type Step struct {
	Batch
	Pairs        []float64 // of the clean clips, as program.Objective has them
	ClassWeights []float64
	Constants    [2]float64 // scale, and ε of Eq. 5
	Mixed        *Mixed
	Descent      Descent
}

// Check panics unless the step is one of its program, labels are classes and partners
// clips.
func (s Step) Check() {
	s.Batch.Check()
	o := s.Program.Objective
	if o == nil || len(s.ClassWeights) != o.Logits.Columns {
		panic(fmt.Sprintf("device: %d class weights for a step of training, or a program without an objective", len(s.ClassWeights)))
	}
	o.CheckPairs(s.Pairs)
	if m := s.Mixed; m != nil {
		m.Bodies.Check(s.Program)
		o.CheckPairs(m.Pairs)
	}
}

// Mixed says how the clips of a batch are mixed with partners, which are in Pairs.
type Mixed struct {
	Bodies program.Bodies
	Pairs  []float64
	// λ, the share of the clip itself, where all of both clips is blended.
	Ratio float64
	// Cut has the frames that are the partner's, of which joints; nil for a blend.
	Cut *Cut
}

// A Cut is a window of frames and the joints that it takes, nil for all.
type Cut struct {
	Start, Length int
	Joints        []int
}

// An Outcome is what came of a step on N clips. What is of the mixed pass is nil if
// there was none.
type Outcome struct {
	LogPosterior  []float64 // (N, C), of the clean clips
	Terms         []float64 // (N, program.TermColumns)
	Features      []float64 // (N, D), what the classifier sees; nil without a mixed pass
	MixedTerms    []float64
	MixedFeatures []float64
}
