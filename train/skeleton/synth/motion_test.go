package synth

import (
	"math"
	"slices"
	"testing"

	"aeed/internal/philox"
	"aeed/train/skeleton"
)

var nan = math.NaN()

// frames returns where a person's joints are without noise.
func frames(p *performance, n int) [][joints]vector {
	all := make([][joints]vector, n)
	for t := range all {
		all[t] = p.places(float64(t) / FrameRate)
	}
	return all
}

// eachPerson calls visit for every person of the first training clip of all classes
// at a difficulty.
func eachPerson(t *testing.T, difficulty float64, visit func(name string, a action, p *performance, all [][joints]vector)) {
	t.Helper()
	c := Config{Classes: MaxClasses, TrainPerClass: 1, Difficulty: difficulty, Mutual: 0.2, Seed: 3}
	s := mustNew(t, c)
	for i := range s.Len() {
		sc := s.scene(s.place(i))
		for m := range sc.persons {
			visit(s.actions[i].name, s.actions[i], &sc.persons[m], frames(&sc.persons[m], sc.frames))
		}
	}
}

func TestBonesKeepTheirLengths(t *testing.T) {
	bones := skeleton.NTU25().Bones()
	eachPerson(t, 1, func(name string, _ action, _ *performance, all [][joints]vector) {
		for _, bone := range bones {
			length := func(f [joints]vector) float64 { return f[bone[0]].minus(f[bone[1]]).length() }
			want := length(all[0])
			if want < 0.02 || want > 0.6 {
				t.Errorf("%s: bone %v is %.3f m long", name, bone, want)
			}
			for f, place := range all {
				if math.Abs(length(place)-want) > 1e-6*want {
					t.Fatalf("%s: bone %v is %v m long in frame %d, %v in the first", name, bone, length(place), f, want)
				}
			}
		}
	})
}

// People can move as these do: nothing is faster than a hand that throws, and no
// joint jumps.
func TestMotionIsSmooth(t *testing.T) {
	const fastest, jerkiest = 12.0, 250.0 // m/s, m/s²
	for _, difficulty := range []float64{0, 1} {
		top, topTurn := 0.0, 0.0
		eachPerson(t, difficulty, func(name string, _ action, _ *performance, all [][joints]vector) {
			for f := 1; f+1 < len(all); f++ {
				for v := range joints {
					before, after := all[f][v].minus(all[f-1][v]), all[f+1][v].minus(all[f][v])
					speed, turn := after.length()*FrameRate, after.minus(before).length()*FrameRate*FrameRate
					top, topTurn = max(top, speed), max(topTurn, turn)
					if speed > fastest || turn > jerkiest {
						t.Fatalf("%s, frame %d, joint %d: %.1f m/s, %.0f m/s²", name, f, v, speed, turn)
					}
				}
			}
		})
		if top < 1 {
			t.Errorf("difficulty %g: nobody moves faster than %.2f m/s", difficulty, top)
		}
		t.Logf("difficulty %g: up to %.1f m/s and %.0f m/s²", difficulty, top, topTurn)
	}
}

// One foot is on the floor, or not higher than a hop, and nothing is below it.
func TestFeetStandOnTheFloor(t *testing.T) {
	const thick = 0.04 // m: a foot that takes over the weight, or a toe
	eachPerson(t, 0.5, func(name string, _ action, p *performance, all [][joints]vector) {
		hop := 0.0
		for i, m := range p.motions {
			hop += p.shares[i] * p.amplitude * m.hop
		}
		highest := 0.0
		for f, place := range all {
			lower := min(place[leftFoot][1], place[rightFoot][1])
			highest = max(highest, lower)
			for v, at := range place {
				if at[1] < -thick {
					t.Errorf("%s, frame %d: joint %d is at %.3f m", name, f, v, at[1])
				}
			}
			if lower > hop+thick {
				t.Errorf("%s, frame %d: the lower foot is at %.3f m of %.3f", name, f, lower, hop)
			}
		}
		if hop > 0.1 && highest < hop/2 {
			t.Errorf("%s: a hop of %.2f m reaches %.2f m", name, hop, highest)
		}
	})
}

// A foot that carries the body stays where it is.
func TestStandingFeetDoNotSlide(t *testing.T) {
	const lifted, fastest = 0.2, 0.2 // m, m/s
	eachPerson(t, 0, func(name string, a action, _ *performance, all [][joints]vector) {
		if a.motions[0].name == "turn" || len(a.motions) > 1 && a.motions[1].name == "turn" {
			return
		}
		for f := 1; f < len(all); f++ {
			for _, foot := range []int{leftFoot, rightFoot} {
				before, now := all[f-1][foot], all[f][foot]
				other := leftFoot + rightFoot - foot
				if now[1] > 0.005 || before[1] > 0.005 || all[f][other][1] < lifted || all[f-1][other][1] < lifted {
					continue
				}
				if slide := now.minus(before).length() * FrameRate; slide > fastest {
					t.Errorf("%s, frame %d: foot %d slides at %.2f m/s", name, f, foot, slide)
				}
			}
		}
	})
}

func TestJointsStayInRange(t *testing.T) {
	var p pose
	for v := range p.angles {
		p.angles[v] = vector{9, 9, 9}
	}
	p.limit()
	for _, c := range []struct{ bone, axis, degrees int }{
		{rightForearm, forwards, 150}, {leftForearm, forwards, 150}, {rightShank, forwards, 0},
		{rightUpperArm, sideways, 175}, {leftUpperArm, sideways, 45}, {lumbar, forwards, 20}, {head, twist, 40},
	} {
		if got := p.angles[c.bone][c.axis]; math.Abs(got-radians(float64(c.degrees))) > 1e-12 {
			t.Errorf("bone %d about %d: %g rad, want %d degrees", c.bone, c.axis, got, c.degrees)
		}
	}
}

// The words of the axes mean what they say, on both sides.
func TestDirections(t *testing.T) {
	for _, c := range []struct {
		name       string
		bone, axis int
		degrees    float64
		joint      int
		want       vector // the unit vector from the bone's start
	}{
		{"arm forwards", rightUpperArm, forwards, 90, rightUpperArm, vector{0, 0, -1}},
		{"leg forwards", leftThigh, forwards, 90, leftThigh, vector{0, 0, -1}},
		{"arm to the right", rightUpperArm, sideways, 90, rightUpperArm, vector{1, 0, 0}},
		{"arm to the left", leftUpperArm, sideways, -90, leftUpperArm, vector{-1, 0, 0}},
		{"shank backwards", rightShank, forwards, -90, rightShank, vector{0, 0, 1}},
		{"forearm forwards", leftForearm, forwards, 90, leftForearm, vector{0, 0, -1}},
		{"upper arm twisted", rightUpperArm, twist, 90, rightShoulder, vector{0.9635, -0.2676, 0}},
		{"whole body turned to its left", pelvis, twist, 90, leftShoulder, vector{0, -0.2676, 0.9635}},
	} {
		var p pose
		p.angles[c.bone][c.axis] = radians(c.degrees)
		b := body(rest)
		place := p.places(&b)
		d := place[c.joint].minus(place[carrier[c.joint]])
		if miss := d.times(1 / d.length()).minus(c.want).length(); miss > 1e-4 {
			t.Errorf("%s: %.4f, want %v", c.name, d.times(1/d.length()), c.want)
		}
	}
}

// Which way a motion goes shows in the joint that it is about.
func TestMotionsDoWhatTheirNamesSay(t *testing.T) {
	span := func(all [][joints]vector, what func([joints]vector) float64) float64 {
		low, high := math.Inf(1), math.Inf(-1)
		for _, place := range all {
			low, high = min(low, what(place)), max(high, what(place))
		}
		return high - low
	}
	height := func(v int) func([joints]vector) float64 {
		return func(f [joints]vector) float64 { return f[v][1] }
	}
	apart := func(u, v int) func([joints]vector) float64 {
		return func(f [joints]vector) float64 { return f[u].minus(f[v]).length() }
	}
	for _, c := range []struct {
		name string
		what func([joints]vector) float64
		low  float64 // m, the least span
		high float64
	}{
		{"wave", func(f [joints]vector) float64 { return f[rightHand][0] }, 0.2, 0.7},
		{"clap", apart(leftHand, rightHand), 0.3, 0.8},
		{"punch", func(f [joints]vector) float64 { return f[rightHand][2] }, 0.35, 0.9},
		{"raise an arm", height(rightHand), 0.9, 1.4},
		{"spread the arms", apart(leftHand, rightHand), 0.7, 1.5},
		{"drink", apart(rightHand, head), 0.3, 0.8},
		{"circle an arm", height(leftHand), 0.8, 1.4},
		{"kick", height(rightFoot), 0.3, 0.9},
		{"squat", height(head), 0.35, 0.9},
		{"jump", height(head), 0.3, 0.6},
		{"bow", height(head), 0.2, 0.8},
		{"walk", height(leftFoot), 0.15, 0.6},
		{"turn", func(f [joints]vector) float64 { return f[leftShoulder][2] }, 0.25, 0.6},
		{"sway", func(f [joints]vector) float64 { return f[head][0] }, 0.3, 1},
	} {
		all := slices.Concat(armMotions, bodyMotions)
		k := slices.IndexFunc(all, func(m motion) bool { return m.name == c.name })
		p := performance{body: rest, amplitude: 1, speed: 1}
		p.take(philox.NewStream(1, philox.SyntheticMotion, 0, 0), action{motions: all[k : k+1]}, 1)
		if got := span(frames(&p, 60), c.what); got < c.low || got > c.high {
			t.Errorf("%s: %.2f m, want %g to %g", c.name, got, c.low, c.high)
		}
	}
}
