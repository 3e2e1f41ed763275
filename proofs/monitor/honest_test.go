package monitor

import (
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics"
)

// quadratic is a law of a user's own.
type quadratic struct{}

func (quadratic) Name() string { return "quadratic" }
func (quadratic) Next(weight, drive, eta, gamma float64) float64 {
	return weight + eta*(drive-gamma*weight*weight)
}

const (
	always    = "flow-replay law-replay weight-replay flow-bound "
	forClip   = always + "clip "
	forFree   = always + "telescoping collapse total-gain envelope "
	forPaper  = forClip + "telescoping clipped-envelope "
	paperSure = forPaper + "positivity "
)

// settings lists parameters with the checks that their hypotheses admit.
var settings = []struct {
	name       string
	classes    int
	parameters dynamics.Parameters
	applies    string
}{
	{"paper", 60, dynamics.DefaultParameters(), paperSure},
	{"paper, 400 classes", 400, dynamics.DefaultParameters(), paperSure},
	{"unclipped", 60, unclipped, forFree + "positivity"},
	{"unclipped by total gain", 60, altered(func(p *dynamics.Parameters) {
		p.Clip, p.Eta, p.Gamma, p.InitialWeight = dynamics.Unclipped(), 1.3, 0.001, 0.1
	}), forFree + "positivity"},
	{"clip without upper end", 60, altered(func(p *dynamics.Parameters) { p.Clip.High = math.Inf(1) }), paperSure},
	{"fast without upper end", 60, altered(func(p *dynamics.Parameters) { p.Clip.High, p.Eta = math.Inf(1), 1.5 }), forPaper},
	{"total gain and lower end", 60, altered(func(p *dynamics.Parameters) {
		p.Clip, p.Eta, p.Gamma, p.InitialWeight = dynamics.Clip{Low: 0.05, High: math.Inf(1)}, 1.3, 0.001, 0.1
	}), paperSure},
	{"fast but low clip", 60, altered(func(p *dynamics.Parameters) { p.Eta = 1.6 }), paperSure},
	{"too fast", 60, altered(func(p *dynamics.Parameters) { p.Eta = 1.7 }), forPaper},
	{"too fast, unclipped", 60, altered(func(p *dynamics.Parameters) { p.Clip, p.Eta = dynamics.Unclipped(), 3 }), forFree},
	{"absurdly fast", 60, altered(func(p *dynamics.Parameters) { p.Eta = 1e6 }), forPaper},
	{"starts above the clip", 60, altered(func(p *dynamics.Parameters) { p.InitialWeight = 5 }), forClip + "telescoping"},
	{"starts below the clip", 60, altered(func(p *dynamics.Parameters) { p.InitialWeight = 0.01 }), forClip + "telescoping"},
	{"no smoothing", 60, altered(func(p *dynamics.Parameters) { p.Beta = 0 }), forPaper},
	{"no smoothing, slow", 60, altered(func(p *dynamics.Parameters) { p.Beta, p.Eta = 0, 0.1 }), paperSure},
	{"three classes", 3, altered(func(p *dynamics.Parameters) { p.Beta = 0.99 }), paperSure},
	{"by entropy", 60, altered(func(p *dynamics.Parameters) { p.Driver = dynamics.DriveEntropy }), forClip},
	{"by entropy, unclipped", 60, altered(func(p *dynamics.Parameters) {
		p.Driver, p.Clip, p.Eta = dynamics.DriveEntropy, dynamics.Unclipped(), 0.1
	}), always},
	{"anchored", 60, altered(func(p *dynamics.Parameters) { p.Law = dynamics.Anchored{} }), forClip + "positivity"},
	{"anchored, unclipped", 60, altered(func(p *dynamics.Parameters) { p.Law, p.Clip = dynamics.Anchored{}, dynamics.Unclipped() }), always + "positivity"},
	{"anchored, low clip only", 60, altered(func(p *dynamics.Parameters) { p.Law, p.Eta, p.Clip.High = dynamics.Anchored{}, 1.7, 2 }), forClip + "positivity"},
	{"anchored, too fast", 60, altered(func(p *dynamics.Parameters) { p.Law, p.Eta = dynamics.Anchored{}, 2.5 }), forClip},
	{"own law", 60, altered(func(p *dynamics.Parameters) { p.Law = quadratic{} }), forClip},
}

func TestHonestRunsPass(t *testing.T) {
	for _, setting := range settings {
		slack := map[string]float64{}
		for family, level := range families {
			run := honest(t, setting.classes, setting.parameters, 80, level)
			r := judge(setting.classes, setting.parameters, exact, run)
			if !r.OK() {
				t.Errorf("%s, %s:\n%s", setting.name, family, r)
			}
			if r.Epochs != len(run) || r.Classes != setting.classes {
				t.Errorf("%s, %s: report of %d epochs of %d classes", setting.name, family, r.Epochs, r.Classes)
			}
			for _, c := range r.Checks {
				if applies := slices.Contains(strings.Fields(setting.applies), c.Name); applies != (c.Needs == "") {
					t.Errorf("%s: %s needs %q", setting.name, c.Name, c.Needs)
				} else if applies != (c.Tests > 0) {
					t.Errorf("%s, %s: %s made %d tests", setting.name, family, c.Name, c.Tests)
				}
				if least, known := slack[c.Name]; c.Tests > 0 && (!known || c.Slack < least) {
					slack[c.Name] = c.Slack
				}
			}
		}
		t.Logf("%-24s %.3v", setting.name, slack)
	}
}

// The sharp bounds are attained, so their slack must say so.
func TestSlackOfSharpBounds(t *testing.T) {
	jump := func(epoch, _ int) float64 { return float64(epoch) } // 0, ln C
	flow := find(t, judge(60, unclipped, exact, honest(t, 60, unclipped, 2, jump)), "flow-bound")
	if math.Abs(flow.Slack) > 1e-15 || flow.Tests != 120 {
		t.Errorf("flow-bound: slack %g over %d tests, want 0 over 120", flow.Slack, flow.Tests)
	}

	// η at 1/(D̄+γ·high) takes the weight high to 0 when the entropy falls.
	p := altered(func(p *dynamics.Parameters) { p.InitialWeight = 4 })
	p.Eta = 0.999 * dynamics.EtaPositive(dynamics.FlowBound(60, p.Beta), p.Gamma, 4)
	drop := func(epoch, _ int) float64 { return float64(1 - epoch) }
	positive := find(t, judge(60, p, exact, honest(t, 60, p, 2, drop)), "positivity")
	if math.Abs(positive.Slack-0.001) > 1e-12 {
		t.Errorf("positivity: slack %g, want 0.001", positive.Slack)
	}

	// Without input and from w₀ = 1, w₁ = 1 − ηγ and the envelope is 1/(1+ηγ).
	rest := honest(t, 60, unclipped, 2, families["confident"])
	envelope := find(t, judge(60, unclipped, exact, rest), "envelope")
	if want := 1 - 0.975*1.025; math.Abs(envelope.Slack-want) > 1e-12 {
		t.Errorf("envelope: slack %g, want %g", envelope.Slack, want)
	}
	gain := find(t, judge(60, unclipped, exact, rest), "total-gain")
	if math.Abs(gain.Slack-0.025) > 1e-12 {
		t.Errorf("total-gain: slack %g, want 0.025", gain.Slack)
	}
}

// Beyond the bounds of Theorem 1′ a weight turns negative (THEOREMS.md, the
// paper's Theorem 1); the theorems that suppose it positive then fall silent,
// and only for that class.
func TestNegativeWeightIsBeyondTheTheorems(t *testing.T) {
	p := unclipped
	p.Eta = 3
	level := func(epoch, class int) float64 {
		if class == 1 && epoch > 0 {
			return 0
		}
		return 1
	}
	run := honest(t, 60, p, 4, level)
	if raw := run[1][1].NextWeightRaw; math.Abs(raw+0.378) > 5e-4 {
		t.Fatalf("weight %g, want -0.378", raw)
	}
	r := judge(60, p, exact, run)
	if total := find(t, r, "total-gain"); !r.OK() || total.Tests != 59*3+1 {
		t.Errorf("total-gain made %d tests, want 3 of each positive class and 1 of the other\n%s", total.Tests, r)
	}
}

func TestUnseenClassesAreFrozen(t *testing.T) {
	run := honest(t, 60, dynamics.DefaultParameters(), 12, families["gaps"])
	for name, change := range map[string]func(*dynamics.ClassEpoch){
		"flow-replay":   func(r *dynamics.ClassEpoch) { r.Flow *= 0.9 },
		"weight-replay": func(r *dynamics.ClassEpoch) { r.NextWeightRaw, r.NextWeight = r.Weight*0.99, r.Weight*0.99 },
	} {
		run := clone(run)
		change(&run[7][2]) // shown in the epochs 0, 3, 6, 9
		if run[7][2].Count != 0 {
			t.Fatal("class 2 is not hidden")
		}
		if found := accusations(judge(60, dynamics.DefaultParameters(), exact, run)); found[name] != (place{7, 2}) || len(found) != 1 {
			t.Errorf("%s: found %v", name, found)
		}
	}
}
