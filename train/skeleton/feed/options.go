package feed

import (
	"fmt"
	"math"
	"runtime"
	"slices"

	"aeed/train/skeleton"
)

// A Kind is a way to bring a clip to a window of frames.
type Kind string

// The preparations of NTU RGB+D, which fits any source, and of Northwestern-UCLA,
// which needs positions in three dimensions.
const (
	NTU  Kind = "ntu"
	UCLA Kind = "ucla"
)

// Kinds returns all of them.
func Kinds() []Kind { return []Kind{NTU, UCLA} }

// Options say how a Feeder prepares clips.
type Options struct {
	Kind     Kind
	Modality skeleton.Modality
	Window   int  // T, frames of a prepared clip
	Bodies   int  // M of a prepared clip, the first ones; 0 is as many as the source has
	Train    bool // random views
	Seed     uint64

	// CropLow and CropHigh bound the share of the shown frames that NTU keeps, in
	// (0, 1]; equal in testing. A training clip keeps at least Window frames if it
	// has them. UCLA keeps all frames: 0 and 0.
	CropLow, CropHigh float64
	// MaxAngle is the largest angle of rotation in training, in radians. Sources of
	// key points in the image (two coordinates, or the graphs OpenPose18 and COCO17)
	// are turned in the image only, by NTU's Rz.
	MaxAngle float64

	Workers int // goroutines that prepare clips
	Ahead   int // batches that they prepare ahead of the consumer, at most
}

// Defaults returns the options of a preparation as its data set's reference has
// them: joints, seed 0, and
//
//	       Window  CropLow, CropHigh             MaxAngle
//	NTU    64      0.5, 1 (testing: 0.95, 0.95)  0.3
//	UCLA   52      0, 0                          60°
//
// with as many workers as Go runs at once and 2 batches ahead.
func Defaults(kind Kind, train bool) Options {
	o := Options{Kind: kind, Modality: skeleton.Joint, Train: train, Workers: runtime.GOMAXPROCS(0), Ahead: 2}
	switch kind {
	case NTU:
		o.Window, o.MaxAngle = 64, 0.3
		o.CropLow, o.CropHigh = 0.95, 0.95
		if train {
			o.CropLow, o.CropHigh = 0.5, 1
		}
	case UCLA:
		o.Window, o.MaxAngle = 52, 60*degree
	}
	return o
}

const degree = math.Pi / 180

// Check returns nil if the options make sense together, or an error that says which
// one does not.
func (o Options) Check() error {
	switch {
	case !slices.Contains(Kinds(), o.Kind):
		return fmt.Errorf("no preparation is called %q; hint: there are %v", o.Kind, Kinds())
	case o.Window < 1:
		return fmt.Errorf("window = %d frames: want at least 1", o.Window)
	case o.Bodies < 0:
		return fmt.Errorf("bodies = %d: want at least 1, or 0 for as many as the source has", o.Bodies)
	case !(o.MaxAngle >= 0 && o.MaxAngle <= math.Pi):
		return fmt.Errorf("greatest angle = %g: want radians in [0, π]", o.MaxAngle)
	case o.Workers < 1:
		return fmt.Errorf("workers = %d: want at least 1", o.Workers)
	case o.Ahead < 0:
		return fmt.Errorf("batches ahead = %d: want at least 0", o.Ahead)
	case o.Kind == UCLA && (o.CropLow != 0 || o.CropHigh != 0):
		return fmt.Errorf("crop = [%g, %g]: the preparation ucla keeps all frames; hint: leave both 0", o.CropLow, o.CropHigh)
	case o.Kind == NTU && !(0 < o.CropLow && o.CropLow <= o.CropHigh && o.CropHigh <= 1):
		return fmt.Errorf("crop = [%g, %g]: want 0 < low ≤ high ≤ 1, shares of the frames", o.CropLow, o.CropHigh)
	case o.Kind == NTU && !o.Train && o.CropLow != o.CropHigh:
		return fmt.Errorf("crop = [%g, %g]: testing is not random; hint: make both the same share", o.CropLow, o.CropHigh)
	}
	_, err := skeleton.ParseModality(string(o.Modality))
	return err
}
