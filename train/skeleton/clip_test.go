package skeleton

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// ramp returns a clip whose every coordinate tells its place, none of them zero.
func ramp(r Record, channels, frames, joints, bodies int) Clip {
	clip := NewClip(r, channels, frames, joints, bodies)
	for c := range channels {
		for t := range frames {
			for v := range joints {
				for m := range bodies {
					clip.Set(c, t, v, m, float32(1+m+10*v+1000*t+100000*c))
				}
			}
		}
	}
	return clip
}

func blank(clip *Clip, hidden func(t, m int) bool) {
	for c := range clip.Channels {
		for t := range clip.Frames {
			for v := range clip.Joints {
				for m := range clip.Bodies {
					if hidden(t, m) {
						clip.Set(c, t, v, m, 0)
					}
				}
			}
		}
	}
}

func TestLayoutIsChannelsFramesJointsBodies(t *testing.T) {
	clip := NewClip(Record{}, 2, 3, 4, 5)
	for i := range clip.X {
		clip.X[i] = float32(i)
	}
	if got, want := clip.At(1, 2, 3, 4), float32(2*3*4*5-1); got != want {
		t.Errorf("last coordinate %g, want %g", got, want)
	}
	if got, want := clip.At(1, 0, 2, 1), float32(60+10+1); got != want {
		t.Errorf("coordinate %g, want %g", got, want)
	}
}

func TestShownFramesAndBodies(t *testing.T) {
	clip := ramp(Record{}, 2, 5, 3, 3)
	blank(&clip, func(t, m int) bool { return t == 1 || t == 4 || m == 1 })
	if got := clip.ShownFrames(); got != 3 {
		t.Errorf("%d frames are shown, want 3", got)
	}
	for m, want := range []bool{true, false, true} {
		if clip.BodyShown(m) != want {
			t.Errorf("body %d shown: %t", m, !want)
		}
	}
}

// Trimming keeps every coordinate that is not zero, in its place, and leaves a last
// frame and a last body that show something.
func TestTrimKeepsWhatIsShown(t *testing.T) {
	properties := gopter.NewProperties(nil)
	properties.Property("trim", prop.ForAll(
		func(frames, bodies int, hidden []bool) bool {
			clip := ramp(Record{Name: "a"}, 2, frames, 3, bodies)
			blank(&clip, func(t, m int) bool {
				i := t*bodies + m
				return i < len(hidden) && hidden[i]
			})
			cut := clip.Trim()
			for c := range clip.Channels {
				for t := range frames {
					for v := range clip.Joints {
						for m := range bodies {
							got := float32(0)
							if t < cut.Frames && m < cut.Bodies {
								got = cut.At(c, t, v, m)
							}
							if got != clip.At(c, t, v, m) {
								return false
							}
						}
					}
				}
			}
			if len(cut.X) == 0 {
				return clip.ShownFrames() == 0
			}
			return cut.FrameShown(cut.Frames-1) && cut.BodyShown(cut.Bodies-1)
		},
		gen.IntRange(1, 6), gen.IntRange(1, 3), gen.SliceOf(gen.Bool())))
	properties.TestingRun(t)
}

func TestFiniteNamesThePlace(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		clip := ramp(Record{}, 3, 4, 5, 2)
		if err := clip.Finite(); err != nil {
			t.Fatal(err)
		}
		clip.Set(2, 3, 1, 1, float32(bad))
		err := clip.Finite()
		if err == nil || !strings.Contains(err.Error(), "coordinate 2 of joint 1 of body 1 in frame 3") {
			t.Errorf("%g: error %v", bad, err)
		}
	}
}

func TestSizePanics(t *testing.T) {
	for _, extents := range [][]int{{-1, 2}, {math.MaxInt, 2}, {1 << 32, 1 << 32}} {
		func() {
			defer func() {
				if message, _ := recover().(string); !strings.HasPrefix(message, "skeleton: ") {
					t.Errorf("Size(%d) panics with %q", extents, message)
				}
			}()
			Size(extents...)
		}()
	}
	if got := Size(0, math.MaxInt, math.MaxInt); got != 0 {
		t.Errorf("size %d", got)
	}
}

// In a ramp every frame differs from the one before by 1000, and a joint from
// another one by 10 a place.
func TestModalities(t *testing.T) {
	g := Graph{Name: "chain", Joints: []string{"a", "b", "c"}, Parent: []int{0, 0, 1}}
	for modality, want := range map[Modality][]float32{ // of joint 0, 1, 2 in frame 0
		Joint: {1, 11, 21}, Bone: {0, 10, 10}, JointMotion: {1000, 1000, 1000}, BoneMotion: {0, 0, 0},
	} {
		clip := ramp(Record{}, 1, 3, 3, 1)
		modality.Apply(&clip, g)
		if got := clip.X[:3]; !slices.Equal(got, want) {
			t.Errorf("%s: %g, want %g", modality, got, want)
		}
		if last := clip.X[6:]; modality.HasMotion() && !slices.Equal(last, []float32{0, 0, 0}) {
			t.Errorf("%s: the last frame is %g", modality, last)
		}
	}
	if _, err := ParseModality("velocity"); err == nil || !strings.Contains(err.Error(), "hint: there are [joint bone joint-motion bone-motion]") {
		t.Errorf("error %v", err)
	}
	for _, m := range Modalities() {
		if got, err := ParseModality(string(m)); got != m || err != nil {
			t.Errorf("%s: read %s, %v", m, got, err)
		}
	}
}

func TestApplyPanicsOnAnotherGraph(t *testing.T) {
	defer func() {
		if message, _ := recover().(string); !strings.HasPrefix(message, "skeleton: ") {
			t.Errorf("panic %q", message)
		}
	}()
	clip := ramp(Record{}, 1, 1, 3, 1)
	Bone.Apply(&clip, NTU25())
}

func ExampleClip() {
	clip := NewClip(Record{Name: "wave"}, 3, 64, 25, 2) // one body of two is shown
	for t := range clip.Frames {
		clip.Set(1, t, 11, 0, 1.2)
	}
	fmt.Println(clip.ShownFrames(), clip.BodyShown(0), clip.BodyShown(1), clip.Trim().Bodies)
	// Output: 64 true false 1
}
