package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// setting is the default one, changed.
func setting(change func(s *proofs.Setting, p *dynamics.Parameters)) proofs.Setting {
	s := proofs.DefaultSetting()
	change(&s, &s.Parameters)
	return s
}

func near(t *testing.T, name string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %v, want %v ± %v", name, got, want, tolerance)
	}
}

func highestOf(s plot.Series) float64 { return slices.Max(s.Y) }

// The published numbers at β = 0.9, γ = 0.05, high = 4, η = 0.5, w₀ = 1, to the
// digits given.
func TestSeriesHaveThePublishedNumbers(t *testing.T) {
	for _, c := range []struct {
		classes                            int
		naiveFlow, flow                    float64
		bounded, positive, monotone, naive float64
		gain, attained, envelope           float64
	}{
		{60, 4.0943, 0.4094, 1.221, 1.641, 1.235, 0.233, 7.75, 2.385, 3.03},
		{120, 4.7875, 0.4787, 1.044, 1.473, 1.138, 0.200, 10.95, 2.798, 3.84},
		{400, 5.9915, 0.5991, 0.834, 1.251, 1.001, 0.161, 20.0, 3.608, 5.65},
	} {
		s := setting(func(s *proofs.Setting, _ *dynamics.Parameters) { s.Classes = c.classes })

		flows := FlowBound(s)
		near(t, "naive flow", flows.Naive, c.naiveFlow, 1e-4)
		near(t, "sharp flow", flows.Sharp, c.flow, 1e-4)
		near(t, "attained flow", highestOf(flows.Worst), flows.Sharp, 1e-12)
		near(t, "lowest flow", slices.Min(flows.Worst.Y), -flows.Sharp, 0.01*flows.Sharp)
		near(t, "last epoch", flows.Worst.X[len(flows.Worst.X)-1], 100, 0)
		for _, s := range append(flows.Typical, flows.Worst) {
			if highestOf(s) > flows.Sharp*(1+1e-12) || slices.Min(s.Y) < -flows.Sharp*(1+1e-12) {
				t.Errorf("%s leaves the bound", s.Name)
			}
		}

		region := SafeRegion(s)
		at := nearest(region.Gamma, 0.05)
		near(t, "bounded", region.Proved[0].Eta[at], c.bounded, 0.01)
		near(t, "positive", region.Proved[1].Eta[at], c.positive, 0.01)
		near(t, "monotone", region.Proved[2].Eta[at], c.monotone, 0.01)
		near(t, "naive", region.Naive.Eta[at], c.naive, 0.001)

		weights := WorstEnvelope(s)
		near(t, "collapse at once", weights.Collapse.Y[0], c.gain/(1+0.025), 0.01)
		near(t, "highest weight", highestOf(weights.Attained), c.attained, 0.002)
		near(t, "highest bound", highestOf(weights.Bound), c.envelope, 0.01)
	}
}

func nearest(values []float64, want float64) int {
	best := 0
	for i, v := range values {
		if math.Abs(v-want) < math.Abs(values[best]-want) {
			best = i
		}
	}
	return best
}

// Every point of a series is what package dynamics says there.
func TestSeriesAgreeWithDynamics(t *testing.T) {
	s := proofs.DefaultSetting()
	p := s.Parameters
	region := SafeRegion(s)
	for i, gamma := range region.Gamma {
		q := p
		q.Gamma = gamma
		flowBound := dynamics.FlowBound(60, p.Beta)
		near(t, "bounded", region.Proved[0].Eta[i], dynamics.EtaBounded(60, q), 0)
		near(t, "positive", region.Proved[1].Eta[i], dynamics.EtaPositive(flowBound, gamma, 4), 0)
		near(t, "monotone", region.Proved[2].Eta[i], dynamics.EtaMonotone(flowBound, gamma, 4), 0)
		near(t, "naive", region.Naive.Eta[i], dynamics.EtaNaive(60, gamma, 4), 0)
	}
	weights := WorstEnvelope(s)
	constant := p.InitialWeight
	at := map[float64]float64{}
	for epoch := 1.0; epoch <= 1000; epoch++ {
		constant = dynamics.Logistic{}.Next(constant, 0, p.Eta, p.Gamma)
		at[epoch] = constant
	}
	for i, epoch := range weights.Constant.X {
		near(t, "constant", weights.Constant.Y[i], at[epoch], 0)
		near(t, "bound", weights.Bound.Y[i], dynamics.WorstEnvelope(60, p, int(epoch)), 0)
		near(t, "collapse", weights.Collapse.Y[i], dynamics.CollapseBound(60, p, int(epoch)), 0)
		if w := weights.Attained.Y[i]; w > weights.Bound.Y[i] || weights.Bound.Y[i] > weights.Collapse.Y[i] {
			t.Errorf("epoch %v: attained %v, bound %v, collapse %v", epoch, w, weights.Bound.Y[i], weights.Collapse.Y[i])
		}
	}
	if first, last := weights.Bound.X[0], weights.Bound.X[len(weights.Bound.X)-1]; first != 1 || last != 1000 {
		t.Errorf("epochs %v to %v", first, last)
	}
}

func TestTable6(t *testing.T) {
	region := SafeRegion(proofs.DefaultSetting())
	if len(region.Measured) != 9 {
		t.Fatalf("%d cells", len(region.Measured))
	}
	for _, m := range region.Measured {
		if m.Eta == 0.5 && m.Gamma == 0.05 && m.Accuracy != "81.5" || m.Eta == 1 && m.Gamma == 0.01 && m.Accuracy != "80.9" {
			t.Errorf("%+v", m)
		}
	}
}

// What a setting lacks is left out, and the notes say so.
func TestLeftOut(t *testing.T) {
	for _, test := range []struct {
		name           string
		change         func(s *proofs.Setting, p *dynamics.Parameters)
		proved, levels int
		region, worst  string // parts of notes
	}{
		{"default", func(*proofs.Setting, *dynamics.Parameters) {}, 3, 2, "", ""},
		{"no clip", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip = dynamics.Unclipped() }, 1, 0, "Without a clip", ""},
		{"open clip", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip.High = math.Inf(1) }, 1, 1, "upper end", ""},
		{"far clip", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip.High = 1e9 }, 3, 1, "", "far from every curve"},
		{"anchored", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = dynamics.Anchored{} }, 1, 3, "logistic law", "left out"},
		{"anchored, large η", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law, p.Eta = dynamics.Anchored{}, 2 }, 1, 2, "logistic law", "no bound is drawn"},
		{"another law", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = anotherLaw{} }, 0, 2, "alone", "left out"},
		{"entropy driven", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Driver = dynamics.DriveEntropy }, 3, 2, "driving signal", "driving signal"},
		{"η = 50", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta = 50 }, 3, 2, "", "collapse bound of Theorem 2′ is far above"},
		{"η = 1.5", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta = 1.5 }, 3, 2, "", "stays positive"},
		{"η = γ = 10000", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta, p.Gamma = 1e4, 1e4 }, 3, 2, "", "range of numbers"},
		{"w₀ = 10⁶", func(_ *proofs.Setting, p *dynamics.Parameters) { p.InitialWeight = 1e6 }, 3, 2, "", "not positive after one epoch"},
		{"β = 0.999", func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = 0.999 }, 3, 2, "", "found no entropies"},
		{"a law that ends", func(_ *proofs.Setting, p *dynamics.Parameters) { p.InitialWeight, p.Law = 40, endsLate{} }, 0, 2, "alone", "ends where"},
	} {
		s := setting(test.change)
		if err := s.Validate(); err != nil {
			t.Fatal(err)
		}
		region, worst := SafeRegion(s), WorstEnvelope(s)
		if len(region.Proved) != test.proved || len(worst.Levels) != test.levels {
			t.Errorf("%s: %d conditions, %d levels", test.name, len(region.Proved), len(worst.Levels))
		}
		for _, notes := range []struct {
			got  []string
			want string
		}{{region.Notes, test.region}, {worst.Notes, test.worst}} {
			if text := strings.Join(notes.got, " "); !strings.Contains(text, notes.want) || notes.want == "" && text != "" {
				t.Errorf("%s: notes %q, want %q", test.name, text, notes.want)
			}
		}
	}
}

// anotherLaw is one that no theorem is about.
type anotherLaw struct{}

func (anotherLaw) Name() string                          { return "another" }
func (anotherLaw) Next(w, drive, eta, _ float64) float64 { return w * math.Exp(eta*drive) }

// endsLate turns a weight negative after some epochs.
type endsLate struct{}

func (endsLate) Name() string                    { return "late" }
func (endsLate) Next(w, _, _, _ float64) float64 { return w - 5 }

func TestFlowBoundWithoutSmoothing(t *testing.T) {
	d := FlowBound(setting(func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = 0 }))
	if d.Sharp != d.Naive || !strings.Contains(d.Notes[0], "the same") {
		t.Errorf("%v, %v, %q", d.Sharp, d.Naive, d.Notes)
	}
}

func TestAnchoredLimit(t *testing.T) {
	s := setting(func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = dynamics.Anchored{} })
	region := SafeRegion(s)
	for i, gamma := range region.Gamma {
		p := s.Parameters
		p.Gamma = gamma
		p.Eta = region.Proved[0].Eta[i]
		_, margin := dynamics.AnchoredWeightBound(60, p)
		near(t, "margin at the limit", margin, 0, 1e-12)
	}
}

func TestDescribe(t *testing.T) {
	for want, s := range map[string]proofs.Setting{
		"C = 60,  η = 0.5,  γ = 0.05,  β = 0.9,  clip [0.1, 4],  w_0 = 1,  logistic law": proofs.DefaultSetting(),
		"C = 2,  η = 0.5,  γ = 10^{−6},  β = 0.999999,  clip [0.1, ∞),  w_0 = 1,  anchored law": setting(func(s *proofs.Setting, p *dynamics.Parameters) {
			s.Classes, p.Gamma, p.Beta, p.Clip.High, p.Law = 2, 1e-6, 0.999999, math.Inf(1), dynamics.Anchored{}
		}),
		"C = 60,  η = 0.5,  γ = 0.05,  β = 0.9,  no clip,  w_0 = 10^{6},  logistic law": setting(func(_ *proofs.Setting, p *dynamics.Parameters) {
			p.Clip, p.InitialWeight = dynamics.Unclipped(), 1e6
		}),
	} {
		if got := describe(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
