package monitor

import (
	"maps"
	"math"
	"strings"
	"testing"

	"aeed/dynamics"
)

// A recorder is a controller written from the equations, by someone else and
// with room for mistakes. Its flow is (1−β)(H − M₋), its law w(1+η(D−γw)).
type recorder struct {
	beta, gamma  float64
	fromZero     bool // takes 0 for the entropy before the first
	clipsFirst   bool // clips before the law, not after
	hidesRaw     bool // records the clipped weight as the law's
	movesUnseen  bool // applies the law to classes that the epoch doesn't show
	forgetsFlow  bool // restarts the flow of a class after a gap
	shiftsEpochs bool // drives the law with the flow before
}

func (c recorder) run(classes int, p dynamics.Parameters, epochs int, level levels) [][]dynamics.ClassEpoch {
	type state struct {
		weight, flow, ema float64
		seen, hidden      bool
	}
	states := make([]state, classes)
	for i := range states {
		states[i] = state{weight: p.InitialWeight, seen: c.fromZero}
	}
	run := make([][]dynamics.ClassEpoch, epochs)
	for epoch := range run {
		for class := range states {
			s := &states[class]
			h := level(epoch, class) * math.Log(float64(classes))
			r := dynamics.ClassEpoch{Entropy: h, Weight: s.weight, NextWeightRaw: s.weight, NextWeight: s.weight}
			if c.clipsFirst {
				s.weight = p.Clip.Apply(s.weight)
			}
			drive, moves := s.flow, s.seen
			if math.IsNaN(h) {
				s.hidden, moves = true, s.seen && c.movesUnseen
			} else {
				r.Count = 1
				if c.forgetsFlow && s.hidden {
					s.ema = h
				}
				if !s.seen {
					s.ema, s.seen = h, true
				}
				s.flow = (1 - c.beta) * (h - s.ema)
				s.ema += s.flow
				s.hidden = false
			}
			if !c.shiftsEpochs {
				drive = s.flow
			}
			if moves {
				r.NextWeightRaw = s.weight * (1 + p.Eta*(drive-c.gamma*s.weight))
				r.NextWeight = r.NextWeightRaw
				if !c.clipsFirst {
					r.NextWeight = p.Clip.Apply(r.NextWeight)
				}
				if c.hidesRaw {
					r.NextWeightRaw = r.NextWeight
				}
			}
			r.Flow, s.weight = s.flow, r.NextWeight
			run[epoch] = append(run[epoch], r)
		}
	}
	return run
}

// Somebody else's arithmetic is not a mistake.
func TestOtherArithmeticPasses(t *testing.T) {
	for _, p := range []dynamics.Parameters{dynamics.DefaultParameters(), unclipped} {
		for family, level := range families {
			run := recorder{beta: p.Beta, gamma: p.Gamma}.run(20, p, 1000, level)
			if r := judge(20, p, exact, run); !r.OK() {
				t.Errorf("%s: %s", family, r)
			}
		}
	}
}

// A controller with a mistake is caught by the replay, in the first epoch in
// which the mistake has an effect. The weights start next to the lower clip and
// reach it in epoch 3.
func TestPlantedMistakesAreCaught(t *testing.T) {
	p := altered(func(p *dynamics.Parameters) { p.InitialWeight = 0.11 })
	sound := recorder{beta: p.Beta, gamma: p.Gamma}
	drop := func(epoch, _ int) float64 { return 1 / float64(1+max(0, epoch-2)) } // of the entropy, from epoch 3 on
	gap := func(epoch, class int) float64 {
		if class == 5 && epoch == 6 {
			return math.NaN()
		}
		return drop(epoch, class)
	}
	for name, c := range map[string]struct {
		mistake func(*recorder)
		level   levels
		want    map[string]place
	}{
		"smoothing with another β": {func(c *recorder) { c.beta = 0.8 }, drop,
			map[string]place{"flow-replay": {3, 0}, "law-replay": {3, 0}}},
		"β for 1−β": {func(c *recorder) { c.beta = 0.1 }, drop,
			map[string]place{"flow-replay": {3, 0}, "law-replay": {3, 0}}},
		"entropy 0 before the first": {func(c *recorder) { c.fromZero = true }, families["untrained"],
			map[string]place{"flow-replay": {0, 0}, "law-replay": {1, 0}, "weight-replay": {0, 0}}},
		"another γ": {func(c *recorder) { c.gamma = 0.06 }, drop,
			map[string]place{"law-replay": {1, 0}, "weight-replay": {1, 0}}},
		"clip before the law": {func(c *recorder) { c.clipsFirst = true }, drop,
			map[string]place{"weight-replay": {3, 0}}},
		"clipped weight recorded as the law's": {func(c *recorder) { c.hidesRaw = true }, drop,
			map[string]place{"law-replay": {3, 0}}},
		"unseen class moved": {func(c *recorder) { c.movesUnseen = true }, gap,
			map[string]place{"weight-replay": {6, 5}}},
		"flow restarted after a gap": {func(c *recorder) { c.forgetsFlow = true }, gap,
			map[string]place{"flow-replay": {7, 5}, "law-replay": {7, 5}}},
		"driven by the flow before": {func(c *recorder) { c.shiftsEpochs = true }, drop,
			map[string]place{"law-replay": {3, 0}, "weight-replay": {3, 0}}},
	} {
		mistaken := sound
		c.mistake(&mistaken)
		found := accusations(judge(60, p, exact, mistaken.run(60, p, 20, c.level)))
		maps.DeleteFunc(found, func(check string, _ place) bool { return !strings.HasSuffix(check, "-replay") })
		if !maps.Equal(found, c.want) {
			t.Errorf("%s: found %v, want %v", name, found, c.want)
		}
		if r := judge(60, p, exact, sound.run(60, p, 20, c.level)); !r.OK() {
			t.Errorf("%s: without it\n%s", name, r)
		}
	}
}

// An entropy 0 before the first boosts every class, by up to 2.39 in all: without
// a clip the bounds see it too.
func TestBoostOfTheFirstEpochBreaksTheBounds(t *testing.T) {
	run := recorder{beta: 0.9, gamma: 0.05, fromZero: true}.run(60, unclipped, 20, families["untrained"])
	found := accusations(judge(60, unclipped, exact, run))
	for _, check := range []string{"flow-replay", "total-gain", "envelope"} {
		if _, caught := found[check]; !caught {
			t.Errorf("%s missed it: %v", check, found)
		}
	}
}
