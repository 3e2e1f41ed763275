package monitor

import (
	"encoding/json"
	"math"
	"testing"

	"aeed/dynamics"
)

func TestReportForPeople(t *testing.T) {
	run := honest(t, 2, unclipped, 3, func(epoch, class int) float64 { return 1 / float64(1+epoch*class) })
	run[2][1].NextWeight = 9
	const want = `3 epochs of 2 classes
  flow-replay       holds, slack 0 over 6 tests
  law-replay        holds, slack 0 over 4 tests
  weight-replay     VIOLATED first in epoch 2, class 1: 9 against 0.914276; w passes through the clip to the next epoch, and is frozen where the law isn't applied
  flow-bound        holds, slack 0.383 over 6 tests
  clip              not applicable: needs a clip
  positivity        holds, slack 0.955 over 4 tests
  telescoping       holds, slack 0.000302 over 4 tests
  collapse          VIOLATED first in epoch 2, class 1: 9 against 1.34687; w_T ≤ C^η/(1/w₀+ηγT) as long as w > 0
  total-gain        VIOLATED first in epoch 2, class 1: 9 against 0.962039; w_T ≤ w₀e^{η(M_{T−1}−M₋₁)} as long as w > 0
  envelope          VIOLATED first in epoch 2, class 1: 9 against 0.916602; w_T ≤ Envelope of Theorem 3 as long as w > 0
  clipped-envelope  not applicable: needs a clip
`
	r := judge(2, unclipped, exact, run)
	if got := r.String(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if r.OK() {
		t.Error("is OK")
	}
}

// Before anything was observed there is nothing to report.
func TestEmptyReport(t *testing.T) {
	for _, c := range New(60, dynamics.DefaultParameters(), exact).Report().Checks {
		if !c.OK() || c.Tests != 0 || c.Slack != 0 {
			t.Errorf("%+v", c)
		}
	}
	const want = `0 epochs of 60 classes; a torn last epoch was left out
  flow-replay       nothing to check yet
`
	r := New(60, unclipped, exact).Report()
	r.Torn, r.Checks = true, r.Checks[:1]
	if got := r.String(); got != want {
		t.Errorf("%s", got)
	}
}

// Whatever was recorded, the report is valid JSON.
func TestReportInJSON(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64, -math.MaxFloat64, 0, -1} {
		for _, p := range []dynamics.Parameters{dynamics.DefaultParameters(), unclipped} {
			run := honest(t, 60, p, 4, families["noise"])
			run[2][1] = dynamics.ClassEpoch{Count: 1, Entropy: x, Flow: x, Weight: x, NextWeightRaw: x, NextWeight: x}
			r := judge(60, p, exact, run)
			text, err := json.Marshal(r)
			if err != nil {
				t.Fatalf("%g: %v", x, err)
			}
			var back Report
			if err := json.Unmarshal(text, &back); err != nil {
				t.Fatalf("%g: %v", x, err)
			}
			if back.OK() || len(back.Checks) != len(r.Checks) || back.Epochs != 4 {
				t.Errorf("%g: %s", x, text)
			}
		}
	}
}

// The law of a clipped run may leave the finite numbers, the clip returns it.
func TestInfiniteRawWeight(t *testing.T) {
	p := altered(func(p *dynamics.Parameters) { p.Eta = 1e308 })
	run := honest(t, 60, p, 20, families["bang-bang"])
	infinite := false
	for _, records := range run {
		infinite = infinite || math.IsInf(records[0].NextWeightRaw, 0)
	}
	r := judge(60, p, exact, run)
	if !infinite || !r.OK() {
		t.Errorf("infinite %v\n%s", infinite, r)
	}
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
}
