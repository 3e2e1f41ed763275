package comparison

import (
	"math"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"aeed/dynamics"
	"aeed/sim"
)

// No weight exceeds its envelope, whatever the entropies, the rate and the clip.
func TestEnvelopesHold(t *testing.T) {
	properties := gopter.NewProperties(gopter.DefaultTestParameters())
	properties.Property("w ≤ envelope", prop.ForAll(func(entropies []float64, eta float64, clipped bool) bool {
		p := dynamics.DefaultParameters()
		p.Eta = eta
		if !clipped {
			p.Clip = dynamics.Unclipped()
		}
		rows := [][]float64{}
		for i := 0; i+1 < len(entropies); i += 2 {
			rows = append(rows, []float64{entropies[i], entropies[i+1]})
		}
		if len(rows) == 0 {
			return true
		}
		r := recorded(t, p, []int{9, 1}, rows)
		envelopes, needs := Envelopes(&r, p)
		check := checkEnvelopes(&r, envelopes, "")
		return needs == "" && check.OK()
	}, gen.SliceOfN(60, gen.Float64Range(0, math.Ln2)), gen.Float64Range(0.01, 5), gen.Bool()))
	properties.TestingRun(t)
}

// An envelope is Theorem 3 before the clip acts and Theorem 4 afterwards.
func TestEnvelopeIsTheSharper(t *testing.T) {
	p := dynamics.DefaultParameters()
	p.Eta = 3 // the clip's lower end is met soon
	rows := [][]float64{{0.69, 0.3}, {0.5, 0.3}, {0.1, 0.3}, {0.05, math.NaN()}, {0.01, 0.2}}
	for range 40 {
		rows = append(rows, []float64{0, 0.2})
	}
	r := recorded(t, p, []int{5, 5}, rows)
	envelopes, _ := Envelopes(&r, p)
	smooth, clipped := dynamics.NewEnvelope(p, 0.69), dynamics.NewClippedEnvelope(p)
	if !math.IsNaN(envelopes[0][0]) || !math.IsNaN(envelopes[3][1]) {
		t.Error("a bound without a step")
	}
	free, met := true, false
	for epoch := 1; epoch < len(rows); epoch++ {
		record := r.Epochs[epoch].Classes[0]
		a, b := smooth.Next(record.Flow), clipped.Next(record.Flow)
		free = free && record.NextWeight == record.NextWeightRaw
		met = met || !free
		want := b
		if free {
			want = math.Min(a, b)
		}
		near(t, "envelope", envelopes[epoch][0], want, 1e-12)
	}
	if !met {
		t.Error("the clip never acted")
	}
}

// A weight above its envelope is a violation, at its place; one below is none.
func TestBoundsFind(t *testing.T) {
	r := simulated(t, 5, 20, nil)
	report := compared(t, r, fast())
	if report.Bounds.Violations != 0 || !(report.Bounds.MinSlack > 0) {
		t.Fatalf("%+v", report.Bounds)
	}
	bound := report.Bounds.envelopes[12][3]
	for factor, violations := range map[float64]bool{1 - 1e-6: false, 1 + 1e-6: true} {
		bad := copied(r)
		record := &bad.Epochs[12].Classes[3]
		record.NextWeight, record.NextWeightRaw = bound*factor, bound*factor
		check := checkEnvelopes(&bad, report.Bounds.envelopes, "")
		if got := check.Violation != nil; got != violations {
			t.Errorf("%g of the bound: violation %v", factor, got)
		}
		if v := check.Violation; v != nil && (v.Epoch != 12 || v.Class != 3 || float64(v.Bound) != bound) {
			t.Errorf("%+v", v)
		}
		if after := compared(t, bad, fast()); (after.Bounds.Violations > 0) != violations && violations {
			t.Errorf("%g of the bound: %d violations", factor, after.Bounds.Violations)
		}
	}
	slack := math.Inf(1)
	for epoch, row := range report.Bounds.envelopes {
		for class, bound := range row {
			if !math.IsNaN(bound) {
				slack = math.Min(slack, (bound-r.Epochs[epoch].Classes[class].NextWeight)/bound)
			}
		}
	}
	near(t, "slack", report.Bounds.Checks[len(report.Bounds.Checks)-1].Slack, slack, 1e-15)
	least, most := report.Bounds.slackAtEnd(&r)
	for class, bound := range report.Bounds.envelopes[19] {
		slack := 1 - r.Epochs[19].Classes[class].NextWeight/bound
		if slack < least || slack > most {
			t.Errorf("class %d: slack %g outside [%g, %g]", class, slack, least, most)
		}
	}
}

func TestEnvelopesNeed(t *testing.T) {
	r := simulated(t, 4, 6, func(_ *sim.Scenario, p *dynamics.Parameters) { p.Law = dynamics.Anchored{} })
	report := compared(t, r, fast())
	last := report.Bounds.Checks[len(report.Bounds.Checks)-1]
	if last.Needs == "" || last.Tests != 0 || report.Bounds.envelopes != nil {
		t.Errorf("%+v", last)
	}
	if least, _ := report.Bounds.slackAtEnd(&r); !math.IsNaN(least) {
		t.Errorf("slack %g", least)
	}
}
