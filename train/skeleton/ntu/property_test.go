package ntu

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"aeed/train/skeleton"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// anyRecording returns a recording of up to 40 frames, in which up to four bodies
// come, go, get lost, stand, lie and are at zero.
func anyRecording(seed uint64) Recording {
	random := rand.New(rand.NewPCG(seed, 1))
	r := make(Recording, random.IntN(41))
	for id := range uint64(random.IntN(5)) {
		first, lost, fat, zero := random.IntN(41), random.Float64()/3, random.Float64(), random.Float64()/3
		x, swing := random.Float32()*8-4, random.Float32()
		for t := first; t < min(len(r), first+random.IntN(41)); t++ {
			switch chance := random.Float64(); {
			case chance < lost:
			case chance < lost+zero:
				r[t] = append(r[t], Body{ID: id})
			default:
				width := float32(0)
				if random.Float64() < fat {
					width = 2.4
				}
				r[t] = append(r[t], Body{id, stand(x, swing*random.Float32(), width)})
			}
		}
	}
	return r
}

// checkClip checks what every clip of a recording must be: two bodies, no longer than
// the recording, and finite.
func checkClip(t *testing.T, r Recording) {
	t.Helper()
	for _, second := range []SecondBody{Zero, Duplicate} {
		clip, err := r.Clip(skeleton.Record{Name: "test"}, second)
		if errors.Is(err, skeleton.ErrNobody) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if clip.Bodies != 2 || clip.Joints != Joints || clip.Channels != 3 || clip.Frames < 1 || clip.Frames > len(r) {
			t.Fatalf("shape (%d, %d, %d, %d) of %d frames", clip.Channels, clip.Frames, clip.Joints, clip.Bodies, len(r))
		}
		if err := clip.Finite(); err != nil {
			t.Fatal(err)
		}
	}
}

// originHolds tells whether joint 2 of actor 1 is at the origin in the first frame
// that shows it.
func originHolds(clip skeleton.Clip) bool {
	for t := range clip.Frames {
		if bodyShown(clip, t, 0) {
			return clip.At(0, t, 1, 0) == 0 && clip.At(1, t, 1, 0) == 0 && clip.At(2, t, 1, 0) == 0
		}
	}
	return false
}

func TestProperties(t *testing.T) {
	properties := gopter.NewProperties(nil)
	properties.Property("a recording is written and read again the same", prop.ForAll(func(seed uint64) bool {
		r := anyRecording(seed)
		again, err := Parse("file", strings.NewReader(format(r)))
		return err == nil && len(again) == len(r) && (len(r) == 0 || reflect.DeepEqual(again, r))
	}, gen.UInt64()))
	properties.Property("a clip is sound", prop.ForAll(func(seed uint64) bool {
		checkClip(t, anyRecording(seed))
		return true
	}, gen.UInt64()))
	// Both hold for bodies that have some height.
	properties.Property("no frame shows nobody", prop.ForAll(func(seed uint64) bool {
		clip, err := anyRecording(seed).Clip(skeleton.Record{}, Zero)
		return errors.Is(err, skeleton.ErrNobody) || clip.ShownFrames() == clip.Frames
	}, gen.UInt64()))
	properties.Property("actor 1 begins with joint 2 at the origin", prop.ForAll(func(seed uint64) bool {
		clip, err := anyRecording(seed).Clip(skeleton.Record{}, Duplicate)
		return errors.Is(err, skeleton.ErrNobody) || originHolds(clip)
	}, gen.UInt64()))
	properties.Property("where everybody stands makes no difference but between bodies", prop.ForAll(func(seed uint64) bool {
		r := anyRecording(seed)
		first, err := r.Clip(skeleton.Record{}, Zero)
		for _, frame := range r {
			for m := range frame {
				for v := range frame[m].Pose {
					if frame[m].Pose != (Pose{}) {
						frame[m].Pose[v][2] += 4 // from 3, both exact
					}
				}
			}
		}
		moved, errMoved := r.Clip(skeleton.Record{}, Zero)
		return errors.Is(err, skeleton.ErrNobody) == errors.Is(errMoved, skeleton.ErrNobody) && reflect.DeepEqual(first.X, moved.X)
	}, gen.UInt64()))
	properties.TestingRun(t)
}
