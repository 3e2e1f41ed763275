package monitor

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics"
)

func clone(run [][]dynamics.ClassEpoch) [][]dynamics.ClassEpoch {
	copied := make([][]dynamics.ClassEpoch, len(run))
	for i := range run {
		copied[i] = slices.Clone(run[i])
	}
	return copied
}

// bounds evaluates the theorems for the next weight of an epoch from their
// statements, with M as the moving average itself.
type bounds struct {
	collapse, totalGain, envelope, clipped, telescoping float64
}

func boundsAt(p dynamics.Parameters, classes int, run [][]dynamics.ClassEpoch, epoch, class int) bounds {
	first := run[0][class].Entropy
	m, low := first, p.Clip.Low
	sum, clipped := 0.0, p.InitialWeight
	var before float64
	for t := 1; t <= epoch; t++ {
		sum += math.Exp(p.Eta * m)
		before, m = m, p.Beta*m+(1-p.Beta)*run[t][class].Entropy
		clipped = math.Max(low, clipped*math.Exp(p.Eta*(m-before-p.Gamma*low)))
	}
	w := run[epoch][class].Weight
	u := w * math.Exp(-p.Eta*before)
	return bounds{
		collapse:    math.Pow(float64(classes), p.Eta) / (1/p.InitialWeight + p.Eta*p.Gamma*float64(epoch)),
		totalGain:   p.InitialWeight * math.Exp(p.Eta*(m-first)),
		envelope:    math.Exp(p.Eta*m) / (math.Exp(p.Eta*first)/p.InitialWeight + p.Eta*p.Gamma*sum),
		clipped:     clipped,
		telescoping: u * math.Exp(-p.Eta*p.Gamma*w) * math.Exp(p.Eta*m),
	}
}

// One number of a sound record is changed; the checks that look at it, and no
// others, must name its place.
func TestEveryCheckCanFail(t *testing.T) {
	const epoch, class, classes = 9, 3, 60
	at := place{epoch, class}
	free := honest(t, classes, unclipped, 30, families["oscillating"])
	held := honest(t, classes, dynamics.DefaultParameters(), 30, families["oscillating"])
	inFree, inHeld := boundsAt(unclipped, classes, free, epoch, class), boundsAt(dynamics.DefaultParameters(), classes, held, epoch, class)
	flowBound := 0.1 * math.Log(classes)
	shift := func(field func(*dynamics.ClassEpoch) *float64, by float64) func(*dynamics.ClassEpoch) {
		return func(r *dynamics.ClassEpoch) { *field(r) += by }
	}
	set := func(field func(*dynamics.ClassEpoch) *float64, to float64) func(*dynamics.ClassEpoch) {
		return func(r *dynamics.ClassEpoch) { *field(r) = to }
	}

	for _, c := range []struct {
		name   string
		clip   bool
		change func(*dynamics.ClassEpoch)
		want   string
	}{
		{"flow off", false, shift(flow, 1e-9), "flow-replay"},
		{"flow NaN", false, set(flow, math.NaN()), "flow-replay flow-bound"},
		{"flow beyond its bound", false, set(flow, -1.001*flowBound), "flow-replay flow-bound"},
		{"flow within the room of the entropies", false, set(flow, flowBound+1.9e-6), "flow-replay"},
		{"flow beyond that room", false, set(flow, flowBound+2.1e-6), "flow-replay flow-bound"},
		{"weight off", false, shift(weight, 1e-9), "weight-replay"},
		{"weight NaN", false, set(weight, math.NaN()), "weight-replay"},
		{"raw off", false, shift(raw, -1e-9), "law-replay"},
		{"raw not positive", false, set(raw, 0), "law-replay positivity"},
		{"raw negative", true, set(raw, -0.1), "law-replay positivity"},
		{"raw NaN", false, set(raw, math.NaN()), "law-replay positivity telescoping"},
		{"raw below the telescoping bound", false, set(raw, inFree.telescoping-1e-6), "law-replay"},
		{"raw above the telescoping bound", false, set(raw, inFree.telescoping+1e-6), "law-replay telescoping"},
		{"next weight off", false, shift(next, 1e-9), "weight-replay"},
		{"next weight below the envelope", false, set(next, inFree.envelope-1e-6), "weight-replay"},
		{"next weight above the envelope", false, set(next, inFree.envelope+1e-6), "weight-replay envelope"},
		{"next weight below the total gain", false, set(next, inFree.totalGain-1e-6), "weight-replay envelope"},
		{"next weight above the total gain", false, set(next, inFree.totalGain+1e-6), "weight-replay envelope total-gain"},
		{"next weight below the collapse", false, set(next, inFree.collapse-1e-6), "weight-replay envelope total-gain"},
		{"next weight above the collapse", false, set(next, inFree.collapse+1e-6), "weight-replay envelope total-gain collapse"},
		{"next weight below the clipped envelope", true, set(next, inHeld.clipped-1e-6), "weight-replay"},
		{"next weight above the clipped envelope", true, set(next, inHeld.clipped+1e-6), "weight-replay clipped-envelope"},
		{"next weight below the clip", true, set(next, 0.099), "weight-replay clip"},
		{"next weight above the clip", true, set(next, 4.001), "weight-replay clip clipped-envelope"},
		{"next weight infinite", true, set(next, math.Inf(1)), "weight-replay clip clipped-envelope"},
	} {
		p, run := unclipped, clone(free)
		if c.clip {
			p, run = dynamics.DefaultParameters(), clone(held)
		}
		c.change(&run[epoch][class])
		found := accusations(judge(classes, p, exact, run))
		want := map[string]place{}
		for _, name := range strings.Fields(c.want) {
			want[name] = at
		}
		if !maps.Equal(found, want) {
			t.Errorf("%s: found %v, want %v", c.name, found, want)
		}
	}
}

// A changed entropy shows in the flow of its epoch, or, if it is the first of
// its class, in the next one.
func TestChangedEntropy(t *testing.T) {
	for _, c := range []struct{ changed, found int }{{9, 9}, {0, 1}} {
		run := honest(t, 60, unclipped, 30, families["oscillating"])
		run[c.changed][3].Entropy += 1e-6
		if found := accusations(judge(60, unclipped, exact, run)); found["flow-replay"] != (place{c.found, 3}) {
			t.Errorf("entropy of epoch %d changed: found %v", c.changed, found)
		}
	}
	run := honest(t, 60, unclipped, 30, families["oscillating"])
	run[9][3].Entropy = math.NaN()
	if found := accusations(judge(60, unclipped, exact, run)); found["flow-replay"] != (place{9, 3}) || found["law-replay"] != (place{9, 3}) {
		t.Errorf("entropy NaN: found %v", found)
	}
}

func TestFirstViolationStays(t *testing.T) {
	run := honest(t, 60, unclipped, 30, families["noise"])
	run[4][7].Flow, run[5][1].Flow = 1, 2
	v := find(t, judge(60, unclipped, exact, run), "flow-bound").Violation
	if v == nil || v.Epoch != 4 || v.Class != 7 || v.Value != 1 || math.Abs(float64(v.Bound)-0.40943) > 1e-5 {
		t.Errorf("violation %+v", v)
	}
}

func flow(r *dynamics.ClassEpoch) *float64   { return &r.Flow }
func weight(r *dynamics.ClassEpoch) *float64 { return &r.Weight }
func raw(r *dynamics.ClassEpoch) *float64    { return &r.NextWeightRaw }
func next(r *dynamics.ClassEpoch) *float64   { return &r.NextWeight }
