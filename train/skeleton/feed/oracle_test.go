package feed

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

// The stretch written as a sum over all frames with weights in the shape of a hat.
func hat(clip *skeleton.Clip, start, length, window, c, t, v, m int) float64 {
	at := (float64(t)+0.5)*float64(length)/float64(window) - 0.5
	at = math.Max(0, math.Min(float64(length-1), at))
	sum := 0.0
	for from := range length {
		sum += math.Max(0, 1-math.Abs(at-float64(from))) * float64(clip.At(c, start+from, v, m))
	}
	return sum
}

// turned turns (x, y, z) about x, then y, then z, one plane at a time.
func turned(p [3]float64, x, y, z float64) [3]float64 {
	p[1], p[2] = math.Cos(x)*p[1]+math.Sin(x)*p[2], math.Cos(x)*p[2]-math.Sin(x)*p[1]
	p[0], p[2] = math.Cos(y)*p[0]-math.Sin(y)*p[2], math.Cos(y)*p[2]+math.Sin(y)*p[0]
	p[0], p[1] = math.Cos(z)*p[0]+math.Sin(z)*p[1], math.Cos(z)*p[1]-math.Sin(z)*p[0]
	return p
}

func TestNTUIsTheNaivePreparation(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, shown := range []int{1, 2, 3, 17, 64, 65, 100, 128, 129, 250} {
		for _, train := range []bool{false, true} {
			clip := padded(noise(random, skeleton.NTU25(), shown, 2), 10, 0)
			o := options(NTU, train, func(o *Options) { o.Seed = uint64(shown) })
			got := prepared(t, skeleton.NTU25(), clip, o)

			start := int((1 - o.CropHigh) * float64(shown) / 2)
			length := shown - 2*start
			var x, y, z float64
			if train {
				s := philox.NewStream(o.Seed, philox.Augmentation, 3, 0)
				x, y, z = s.Between(-0.3, 0.3), s.Between(-0.3, 0.3), s.Between(-0.3, 0.3)
				length = int(math.Floor(float64(shown) * s.Between(0.5, 1)))
				if length < 64 {
					length = min(64, shown)
				}
				start = s.IntN(shown - length + 1)
			}
			for frame := range 64 {
				for v := range 25 {
					for m := range 2 {
						var p [3]float64
						for c := range p {
							p[c] = hat(&clip, start, length, 64, c, frame, v, m)
						}
						for c, want := range turned(p, x, y, z) {
							if found := float64(got.At(c, frame, v, m)); math.Abs(found-want) > 1e-6 {
								t.Fatalf("%d frames, train %t: coordinate %d of joint %d of body %d in frame %d is %g, want %g",
									shown, train, c, v, m, frame, found, want)
							}
						}
					}
				}
			}
		}
	}
}

// The reference's steps one after the other, those included that normalise leaves out.
func TestUCLAIsTheNaivePreparation(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, length := range []int{1, 2, 51, 52, 53, 103, 201} {
		for _, train := range []bool{false, true} {
			clip := noise(random, skeleton.UCLA20(), length, 1)
			o := options(UCLA, train, func(o *Options) { o.Seed = uint64(length) })
			got := prepared(t, skeleton.UCLA20(), clip, o)

			var frames []int
			var x, y, scale float64 = 0, 0, 1
			if train {
				s := philox.NewStream(o.Seed, philox.Augmentation, 3, 0)
				x, y, scale = float64(s.IntN(121)-60)*math.Pi/180, float64(s.IntN(121)-60)*math.Pi/180, 1.3
				for range 52 {
					frames = append(frames, s.IntN(length))
				}
				slices.Sort(frames)
			} else {
				for i := range 52 {
					frames = append(frames, i*(length-1)/51)
				}
			}
			positions := make([][20][3]float64, length)
			low, high := [3]float64{1e9, 1e9, 1e9}, [3]float64{-1e9, -1e9, -1e9}
			for f := range positions {
				for v := range 20 {
					var p [3]float64
					for c := range 3 {
						p[c] = scale * float64(clip.At(c, f, v, 0)-clip.At(c, 0, 1, 0))
					}
					// Row times Ry, then times Rx.
					p[0], p[2] = math.Cos(y)*p[0]+math.Sin(y)*p[2], math.Cos(y)*p[2]-math.Sin(y)*p[0]
					p[1], p[2] = math.Cos(x)*p[1]-math.Sin(x)*p[2], math.Cos(x)*p[2]+math.Sin(x)*p[1]
					positions[f][v] = p
					for c := range 3 {
						low[c], high[c] = math.Min(low[c], p[c]), math.Max(high[c], p[c])
					}
				}
			}
			for i, f := range frames {
				for v := range 20 {
					for c := range 3 {
						want := (positions[f][v][c]-low[c])/(high[c]-low[c])*2 - 1
						if found := float64(got.At(c, i, v, 0)); math.Abs(found-want) > 1e-6 {
							t.Fatalf("%d frames, train %t: coordinate %d of joint %d in frame %d is %g, want %g", length, train, c, v, i, found, want)
						}
					}
				}
			}
		}
	}
}

// A tiny share of the frames is still one frame.
func TestCropKeepsAFrame(t *testing.T) {
	for shown := 1; shown < 5; shown++ {
		o := options(NTU, false, func(o *Options) { o.CropLow, o.CropHigh = 1e-17, 1e-17 })
		if start, length := o.crop(shown, nil); start < 0 || length < 1 || start+length > shown {
			t.Errorf("of %d frames %d from %d are kept", shown, length, start)
		}
	}
}

// The range of a coordinate is that of the bodies in the clip: a frame without one,
// whose zeros may lie outside, does not count and stays zero. A coordinate that never
// changes is 0.
func TestUCLALeavesMissingBodiesOut(t *testing.T) {
	clip := skeleton.NewClip(skeleton.Record{}, 3, 4, 20, 2)
	for f := range 4 {
		for v := range 20 {
			clip.Set(0, f, v, 0, 10+float32(v))
			clip.Set(1, f, v, 0, 7)
			if f != 1 {
				clip.Set(0, f, v, 1, 30+float32(v))
				clip.Set(1, f, v, 1, 7)
			}
		}
	}
	got := prepared(t, skeleton.UCLA20(), clip, options(UCLA, false, func(o *Options) { o.Window = 4 }))
	for f := range 4 {
		for v := range 20 {
			for m := range 2 {
				want := float32((float64(20*m+v))/39*2 - 1)
				if f == 1 && m == 1 {
					want = 0
				}
				if x := got.At(0, f, v, m); math.Abs(float64(x-want)) > 1e-6 || got.At(1, f, v, m) != 0 || got.At(2, f, v, m) != 0 {
					t.Fatalf("joint %d of body %d in frame %d is at (%g, %g, %g), want (%g, 0, 0)", v, m, f, x, got.At(1, f, v, m), got.At(2, f, v, m), want)
				}
			}
		}
	}
}

// Angles must fill their range, and in UCLA be whole degrees.
func TestViewsFillTheirRange(t *testing.T) {
	ntu, ucla := options(NTU, true), options(UCLA, true)
	smallest, greatest := math.Inf(1), math.Inf(-1)
	degrees := map[int]bool{}
	for i := range uint32(4000) {
		planar := ntu.view(true, philox.NewStream(1, philox.Augmentation, 0, i))
		angle := math.Atan2(planar[0][1], planar[0][0])
		smallest, greatest = min(smallest, angle), max(greatest, angle)
		if planar[2] != [3]float64{0, 0, 1} {
			t.Fatalf("key points in the image are turned out of it: %v", planar)
		}
		turn := ucla.view(false, philox.NewStream(1, philox.Augmentation, 0, i))
		about := math.Atan2(turn[0][2], turn[0][0]) / degree
		if math.Abs(about-math.Round(about)) > 1e-9 {
			t.Fatalf("an angle of %g°", about)
		}
		degrees[int(math.Round(about))] = true
	}
	if smallest < -0.3 || smallest > -0.299 || greatest > 0.3 || greatest < 0.299 {
		t.Errorf("angles in [%g, %g], want them to fill ±0.3", smallest, greatest)
	}
	if len(degrees) != 121 || !degrees[-60] || !degrees[60] {
		t.Errorf("%d different angles, want -60° … 60°", len(degrees))
	}
}
