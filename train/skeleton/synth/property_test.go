package synth

import (
	"math"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// Whatever is asked for, clips are numbers of the extents and classes that the
// source describes, and show as many persons as their class has.
func TestEveryConfigMakesSoundClips(t *testing.T) {
	parameters := gopter.DefaultTestParametersWithSeed(1)
	parameters.MinSuccessfulTests = 40
	properties := gopter.NewProperties(parameters)
	properties.Property("sound clips", prop.ForAll(
		func(classes, train, test int, difficulty, mutual float64, seed uint64) bool {
			s, err := New(Config{classes, train, nil, test, difficulty, mutual, seed})
			if err != nil || s.Len() != classes*(train+test) {
				return false
			}
			d := s.Describe()
			for i := 0; i < s.Len(); i += 1 + s.Len()/8 {
				clip := mustClip(t, s, i)
				if clip.Channels != 3 || clip.Joints != 25 || clip.Bodies != d.Bodies || clip.Frames < 48 || clip.Frames > 80 ||
					clip.Class < 0 || clip.Class >= classes || clip.Finite() != nil || clip.ShownFrames() != clip.Frames {
					return false
				}
				pair := s.actions[clip.Class].mutual
				if !clip.BodyShown(0) || clip.Bodies > 1 && clip.BodyShown(1) != pair || pair && clip.Bodies != 2 {
					return false
				}
				for _, x := range clip.X {
					if math.Abs(float64(x)) > 4 {
						return false
					}
				}
			}
			return true
		},
		gen.IntRange(2, MaxClasses), gen.IntRange(0, 3), gen.IntRange(1, 3),
		gen.Float64Range(0, 1), gen.Float64Range(0, 1), gen.UInt64(),
	))
	properties.TestingRun(t)
}
