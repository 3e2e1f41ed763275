package format

import (
	"errors"
	"testing"

	"aeed/train/skeleton"
)

// soundClip fails unless a reader gave a clip that makes sense or an error that says
// what does not.
func soundClip(t *testing.T, clip skeleton.Clip, err error, size int) {
	t.Helper()
	if err != nil {
		if _, is := errors.AsType[*skeleton.FormatError](err); !is && !errors.Is(err, skeleton.ErrNobody) {
			t.Fatalf("an error of type %T: %v", err, err)
		}
		return
	}
	if len(clip.X) != skeleton.Size(clip.Channels, clip.Frames, clip.Joints, clip.Bodies) || clip.ShownFrames() == 0 {
		t.Fatalf("%d values, %d frames with a body", len(clip.X), clip.ShownFrames())
	}
	if err := clip.Finite(); err != nil {
		t.Fatal(err)
	}
	if most := max(size, kineticsFrames); clip.Frames > most {
		t.Fatalf("%d frames of %d bytes", clip.Frames, size)
	}
}

func FuzzUCLA(f *testing.F) {
	f.Add([]byte(uclaText("a03_s01_e00_v01", 3, 2)))
	for name, c := range uclaFaults() {
		if name != "deeply nested" {
			f.Add([]byte(c[0]))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		clip, err := parseUCLA("the file", uclaSample, text)
		soundClip(t, clip, err, len(text))
		if err == nil && (clip.Record != uclaSample || clip.Joints != 20 || clip.Channels != 3) {
			t.Fatalf("%+v", clip.Record)
		}
	})
}
