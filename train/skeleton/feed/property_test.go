package feed

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/train/skeleton"
)

// check runs a property of random clips: their seed, frames and bodies.
func check(t *testing.T, name string, property func(random *rand.Rand, frames, bodies int) bool) {
	parameters := gopter.DefaultTestParametersWithSeed(5)
	parameters.MinSuccessfulTests = 25
	properties := gopter.NewProperties(parameters)
	properties.Property(name, prop.ForAll(func(seed uint64, frames, bodies int) bool {
		return property(rand.New(rand.NewPCG(seed, 0)), frames, bodies)
	}, gen.UInt64(), gen.IntRange(1, 150), gen.IntRange(1, 2)))
	properties.TestingRun(t)
}

func TestRotationPreservesDistances(t *testing.T) {
	check(t, "distances", func(random *rand.Rand, frames, bodies int) bool {
		clip := noise(random, skeleton.NTU25(), frames, bodies)
		whole := func(o *Options) {
			o.Window, o.CropLow, o.CropHigh, o.MaxAngle, o.Seed = frames, 1, 1, 3, random.Uint64()
		}
		got := prepared(t, skeleton.NTU25(), clip, options(NTU, true, whole))
		for range 100 {
			f, v, w, m := random.IntN(frames), random.IntN(25), random.IntN(25), random.IntN(bodies)
			if math.Abs(distance(&clip, f, v, w, m)-distance(&got, f, v, w, m)) > 1e-5 {
				return false
			}
		}
		return worst(clip.X, got.X) > 0 // it did turn
	})
}

func distance(clip *skeleton.Clip, t, v, w, m int) float64 {
	sum := 0.0
	for c := range 3 {
		d := float64(clip.At(c, t, v, m) - clip.At(c, t, w, m))
		sum += d * d
	}
	return math.Sqrt(sum)
}

// training returns options of training with a modality.
func training(kind Kind, modality skeleton.Modality) Options {
	return options(kind, true, func(o *Options) { o.Modality = modality })
}

func TestBonesSumToJoints(t *testing.T) {
	g := skeleton.NTU25()
	for _, kind := range Kinds() {
		check(t, "bones of "+string(kind), func(random *rand.Rand, frames, bodies int) bool {
			clip := noise(random, g, frames, bodies)
			joints, bones := prepared(t, g, clip, training(kind, skeleton.Joint)), prepared(t, g, clip, training(kind, skeleton.Bone))
			for v := range g.Vertices() {
				c, f, m := random.IntN(3), random.IntN(joints.Frames), random.IntN(bodies)
				sum, at := 0.0, v
				for ; g.Parent[at] != at; at = g.Parent[at] {
					sum += float64(bones.At(c, f, at, m))
				}
				if math.Abs(sum-float64(joints.At(c, f, v, m)-joints.At(c, f, at, m))) > 1e-5 {
					return false
				}
			}
			return true
		})
	}
}

func TestMotionTelescopes(t *testing.T) {
	g := skeleton.NTU25()
	for _, kind := range Kinds() {
		check(t, "motion of "+string(kind), func(random *rand.Rand, frames, bodies int) bool {
			clip := noise(random, g, frames, bodies)
			joints, motion := prepared(t, g, clip, training(kind, skeleton.Joint)), prepared(t, g, clip, training(kind, skeleton.JointMotion))
			last := joints.Frames - 1
			for v := range g.Vertices() {
				c, m := random.IntN(3), random.IntN(bodies)
				sum := 0.0
				for f := range last {
					sum += float64(motion.At(c, f, v, m))
				}
				if motion.At(c, last, v, m) != 0 || math.Abs(sum-float64(joints.At(c, last, v, m)-joints.At(c, 0, v, m))) > 1e-4 {
					return false
				}
			}
			return true
		})
	}
}

func TestResizeToOwnLengthIsIdentity(t *testing.T) {
	check(t, "identity", func(random *rand.Rand, frames, bodies int) bool {
		clip := noise(random, skeleton.NTU25(), frames, bodies)
		whole := func(o *Options) { o.Window, o.CropLow, o.CropHigh = frames, 1, 1 }
		return slices.Equal(prepared(t, skeleton.NTU25(), clip, options(NTU, false, whole)).X, clip.X)
	})
}

// A clip that stands still does so when prepared.
func TestStillClipStaysStill(t *testing.T) {
	for _, kind := range Kinds() {
		check(t, string(kind), func(random *rand.Rand, frames, bodies int) bool {
			pose := noise(random, skeleton.NTU25(), 1, bodies)
			still := skeleton.NewClip(skeleton.Record{}, 3, frames, 25, bodies)
			for f := range frames {
				for c := range 3 {
					copy(still.X[still.Index(c, f, 0, 0):], pose.X[pose.Index(c, 0, 0, 0):][:25*bodies])
				}
			}
			motion := prepared(t, skeleton.NTU25(), still, training(kind, skeleton.JointMotion))
			for _, x := range motion.X {
				if !(math.Abs(float64(x)) <= 1e-6) {
					return false
				}
			}
			return true
		})
	}
}

// A body that is absent stays zero and is said to be; one that is there is not, even
// if it does not move.
func TestAbsentBodiesStayZero(t *testing.T) {
	for _, kind := range Kinds() {
		for _, modality := range skeleton.Modalities() {
			check(t, string(kind)+" "+string(modality), func(random *rand.Rand, frames, bodies int) bool {
				clip := padded(noise(random, skeleton.NTU25(), frames, bodies), 3, 1)
				o := training(kind, modality)
				o.Bodies = 4
				b := everything(t, &memory{graph: skeleton.NTU25(), clips: []skeleton.Clip{clip}}, o, 0, []int{0}, 1)
				for i, x := range b.X {
					if i%4 >= bodies && x != 0 {
						return false
					}
				}
				return slices.Equal(b.Shown, []bool{true, bodies == 2, false, false})
			})
		}
	}
}

// Permuting an epoch, or cutting it into other batches, changes no view of a clip.
func TestOrderChangesNoView(t *testing.T) {
	const n = 12
	source := noises(4, n)
	for _, kind := range Kinds() {
		o := options(kind, true)
		straight := everything(t, source, o, 2, upTo(n), n)
		length := len(straight.X) / n
		check(t, string(kind), func(random *rand.Rand, size, workers int) bool {
			o.Workers = workers
			order := random.Perm(n)
			permuted := everything(t, source, o, 2, order, size)
			for k, i := range order {
				if permuted.Samples[k] != i || permuted.Classes[k] != i%3 ||
					!slices.Equal(permuted.X[k*length:][:length], straight.X[i*length:][:length]) {
					return false
				}
			}
			return true
		})
	}
}
