package synth

import (
	"math"
	"testing"
)

// What a clip has beside its motion is normal noise of the level of its config, the
// same in every coordinate and independent from frame to frame.
func TestNoiseIsAsConfigured(t *testing.T) {
	for _, difficulty := range []float64{0, 0.5, 1} {
		c := Config{Classes: 4, TrainPerClass: 5, Difficulty: difficulty, Seed: 1}
		s := mustNew(t, c)
		var n, squares, neighbours float64
		var sums [3]float64
		for i := range s.Len() {
			clip, sc := mustClip(t, s, i), s.scene(s.place(i))
			origin := sc.persons[0].places(0)[lumbar]
			var before [joints]vector
			for f := range clip.Frames {
				for v, place := range sc.persons[0].places(float64(f) / FrameRate) {
					for k, x := range place.minus(origin) {
						e := (float64(clip.At(k, f, v, 0)) - x) / c.NoiseLevel()
						n++
						sums[k] += e
						squares += e * e
						neighbours += e * before[v][k]
						before[v][k] = e
					}
				}
			}
		}
		bound := 5 / math.Sqrt(n)
		if math.Abs(squares/n-1) > math.Sqrt2*bound || math.Abs(neighbours/n) > bound {
			t.Errorf("difficulty %g: variance %.4f, correlation %.4f of the level's", difficulty, squares/n, neighbours/n)
		}
		for k, sum := range sums {
			if math.Abs(sum/n*3) > bound*math.Sqrt(3) {
				t.Errorf("difficulty %g: coordinate %d is off by %.4f", difficulty, k, sum/n*3)
			}
		}
	}
	if low, high := (Config{}).NoiseLevel(), (Config{Difficulty: 1}).NoiseLevel(); low != 0.002 || math.Abs(high-0.034) > 1e-15 {
		t.Errorf("noise from %g to %g m", low, high)
	}
}

func TestOriginIsTheFirstBodysSpine(t *testing.T) {
	c := smallConfig()
	c.Difficulty, c.Mutual = 0, 1
	s := mustNew(t, c)
	clip := mustClip(t, s, 0)
	between := s.scene(s.place(0)).persons[1].at
	for k := range 3 {
		first, second := float64(clip.At(k, 0, lumbar, 0)), float64(clip.At(k, 0, lumbar, 1))
		if math.Abs(first) > 5*c.NoiseLevel() || k != 1 && math.Abs(second-between[k]) > 0.3 {
			t.Errorf("coordinate %d of the bodies is %.3f and %.3f m, want 0 and %.3f", k, first, second, between[k])
		}
	}
}

// What doc.go says of the bounds of each clip, and that difficulty widens them all.
func TestClipsKeepToTheirBounds(t *testing.T) {
	for _, d := range []float64{0, 0.5, 1} {
		c := Config{Classes: 10, TrainPerClass: 20, Difficulty: d, Seed: 5}
		s := mustNew(t, c)
		var yaw, drift, borrowed, slow, weak float64
		for i := range s.Len() {
			p := s.scene(s.place(i)).persons[0]
			yaw, borrowed = max(yaw, math.Abs(p.yaw)), max(borrowed, p.shares[1])
			slow, weak = max(slow, 1-p.speed), max(weak, 1-p.amplitude)
			reach := p.drifts[0].size
			if p.distracted == leftThigh || p.distracted == rightThigh {
				reach *= 2
			}
			drift = max(drift, reach)
			if math.Abs(p.shares[0]+p.shares[1]-1) > 1e-12 || p.shares[0] < 0.5 {
				t.Errorf("clip %d: shares %v", i, p.shares)
			}
		}
		for name, c := range map[string]struct{ got, bound float64 }{
			"yaw":         {yaw, radians(15 + 90*d)},
			"distraction": {drift, radians(5 + 75*d)},
			"borrowed":    {borrowed, d / (1 + d)},
			"slowness":    {slow, 0.1 + 0.25*d},
			"weakness":    {weak, 0.05 + 0.55*d},
		} {
			if c.got > c.bound+1e-12 || c.got < 0.9*c.bound {
				t.Errorf("difficulty %g: %s reaches %.3f of %.3f", d, name, c.got, c.bound)
			}
		}
	}
}

// Partners stand within reach, look at each other, and don't move in step.
func TestPartnersFaceEachOther(t *testing.T) {
	c := smallConfig()
	c.Mutual = 1
	s := mustNew(t, c)
	for i := range s.Len() {
		sc := s.scene(s.place(i))
		if len(sc.persons) != 2 {
			t.Fatalf("%d persons", len(sc.persons))
		}
		first, second := &sc.persons[0], &sc.persons[1]
		between := second.at.minus(first.at)
		if d := between.length(); d < 0.9 || d > 1.4 {
			t.Errorf("clip %d: partners are %.2f m apart", i, d)
		}
		for sign, p := range map[float64]*performance{1: first, -1: second} {
			sin, cos := math.Sincos(p.yaw)
			looks := vector{-sin, 0, -cos}
			if miss := looks.minus(between.times(sign / between.length())).length(); miss > 1e-9 {
				t.Errorf("clip %d: a partner looks %.2g off", i, miss)
			}
		}
		if first.phases[0] == second.phases[0] || first.body == second.body && first.speed == second.speed {
			t.Errorf("clip %d: partners are alike", i)
		}
	}
}

func BenchmarkClip(b *testing.B) {
	for name, mutual := range map[string]float64{"one": 0, "two": 1} {
		b.Run(name, func(b *testing.B) {
			c := DefaultConfig()
			c.Mutual = mutual
			s := mustNew(b, c)
			for i := 0; b.Loop(); i++ {
				mustClip(b, s, i%s.Len())
			}
		})
	}
}
