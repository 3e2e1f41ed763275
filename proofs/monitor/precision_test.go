package monitor

import (
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

var single = trajectory.PrecisionFloat32.Tolerance()

func round32(x float64) float64 { return float64(float32(x)) }

// A float64 run that is stored in float32 is sound as float32, and is not what
// a float64 recorder writes.
func TestFloat32Storage(t *testing.T) {
	for _, p := range []dynamics.Parameters{dynamics.DefaultParameters(), unclipped} {
		for family, level := range families {
			run := honest(t, 60, p, 300, level)
			for _, records := range run {
				for i := range records {
					r := &records[i]
					for _, x := range []*float64{&r.Entropy, &r.Flow, &r.Weight, &r.NextWeightRaw, &r.NextWeight} {
						*x = round32(*x)
					}
				}
			}
			if r := judge(60, p, single, run); !r.OK() {
				t.Errorf("%s: %s", family, r)
			}
			if r := judge(60, p, exact, run); r.OK() {
				t.Errorf("%s: passes as float64", family)
			}
		}
	}
}

// A controller that computes in float32, its constants included.
func TestFloat32Controller(t *testing.T) {
	for _, p := range []dynamics.Parameters{dynamics.DefaultParameters(), unclipped} {
		for family, level := range families {
			run := controller32(20, p, 2000, level)
			if r := judge(20, p, single, run); !r.OK() {
				t.Errorf("%s: %s", family, r)
			}
		}
	}
}

func controller32(classes int, p dynamics.Parameters, epochs int, level levels) [][]dynamics.ClassEpoch {
	type state struct {
		weight, flow, entropy float32
		seen                  bool
	}
	beta, eta, gamma := float32(p.Beta), float32(p.Eta), float32(p.Gamma)
	states := make([]state, classes)
	for i := range states {
		states[i].weight = float32(p.InitialWeight)
	}
	run := make([][]dynamics.ClassEpoch, epochs)
	for epoch := range run {
		for class := range states {
			s := &states[class]
			h := float32(level(epoch, class) * math.Log(float64(classes)))
			r := dynamics.ClassEpoch{Entropy: float64(h), Weight: float64(s.weight)}
			raw := s.weight
			if h == h {
				r.Count = 1
				if s.seen {
					s.flow = (1-beta)*(h-s.entropy) + beta*s.flow
					raw = s.weight + eta*s.weight*(s.flow-gamma*s.weight)
					s.weight = float32(p.Clip.Apply(float64(raw)))
				}
				s.entropy, s.seen = h, true
			}
			r.Flow, r.NextWeightRaw, r.NextWeight = float64(s.flow), float64(raw), float64(s.weight)
			run[epoch] = append(run[epoch], r)
		}
	}
	return run
}

// The tolerance of a replay is absolute below 1 and relative above.
func TestReplayTolerance(t *testing.T) {
	p := altered(func(p *dynamics.Parameters) { p.InitialWeight = 4 })
	sound := honest(t, 60, p, 6, families["noise"])
	for _, tolerance := range []float64{exact, single} {
		for _, c := range []struct {
			check string
			field func(*dynamics.ClassEpoch) *float64
		}{{"flow-replay", flow}, {"law-replay", raw}, {"weight-replay", weight}, {"weight-replay", next}} {
			for _, side := range []float64{-1, 1} {
				for _, share := range []float64{0.99, 1.01} {
					run := clone(sound)
					x := c.field(&run[2][1])
					*x += side * share * tolerance * math.Max(1, math.Abs(*x))
					r := judge(60, p, tolerance, run)
					v := find(t, r, c.check).Violation
					if share < 1 && !r.OK() || share > 1 && (v == nil || v.Epoch != 2 || v.Class != 1) {
						t.Errorf("%s off by %g of %g: %+v", c.check, side*share, tolerance, v)
					}
				}
			}
		}
	}
}

// A network in float32 may report entropies of ln C and a little more, or a
// little less than 0. Who computes with them as they are is right, too.
func TestEntropiesBeyondTheirRange(t *testing.T) {
	const excess = 0.99 * dynamics.EntropyTolerance
	beyond := func(epoch, class int) float64 {
		return float64(epoch%2)*(1+2*excess/math.Log(60)) - excess/math.Log(60)
	}
	for _, p := range []dynamics.Parameters{dynamics.DefaultParameters(), unclipped} {
		run := recorder{beta: p.Beta, gamma: p.Gamma}.run(60, p, 50, beyond)
		if run[1][0].Flow <= 0.1*math.Log(60) {
			t.Fatal("no flow is beyond the bound")
		}
		if r := judge(60, p, exact, run); !r.OK() {
			t.Error(r)
		}
	}
}
