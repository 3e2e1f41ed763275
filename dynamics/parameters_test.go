package dynamics

import (
	"errors"
	"math"
	"testing"
)

func TestDefaultParametersAreThePapers(t *testing.T) {
	p := DefaultParameters()
	want := Parameters{.5, .05, .9, Clip{.1, 4}, 1, Logistic{}, DriveFlow}
	if p != want || p.Validate() != nil {
		t.Errorf("%+v, want %+v (%v)", p, want, p.Validate())
	}
}

func TestValidateAcceptsTheEdges(t *testing.T) {
	for name, change := range map[string]func(*Parameters){
		"β = 0":           func(p *Parameters) { p.Beta = 0 },
		"β next to 1":     func(p *Parameters) { p.Beta = math.Nextafter(1, 0) },
		"tiny η, γ":       func(p *Parameters) { p.Eta, p.Gamma = math.SmallestNonzeroFloat64, math.SmallestNonzeroFloat64 },
		"huge η, γ":       func(p *Parameters) { p.Eta, p.Gamma = math.MaxFloat64, math.MaxFloat64 },
		"no clip":         func(p *Parameters) { p.Clip = Unclipped() },
		"half a clip":     func(p *Parameters) { p.Clip.High = math.Inf(1) },
		"w₀ off the clip": func(p *Parameters) { p.InitialWeight = 5 },
		"anchored":        func(p *Parameters) { p.Law, p.Driver = Anchored{}, DriveEntropy },
	} {
		p := DefaultParameters()
		change(&p)
		if err := p.Validate(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValidateSaysWhatIsWrong(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	const (
		eta    = ": want a finite adaptation rate η > 0; hint: the paper uses 0.5"
		gamma  = ": want a finite self-competition γ > 0; hint: without it nothing limits a weight; the paper uses 0.05"
		beta   = ": want a smoothing 0 ≤ β < 1; hint: β = 1 would never hear a new entropy; the paper uses 0.9"
		w0     = ": want a finite initial niche width > 0; hint: a class of weight 0 never recovers; the paper uses 1"
		clip   = ": want 0 < low < high, or none; hint: the lower end comes first, as in 0.1,4; at 0 a class would never recover"
		driver = `: want "flow" or "entropy"; hint: the paper drives with the flow`
	)
	for _, c := range []struct {
		change func(*Parameters)
		want   string
	}{
		{func(p *Parameters) { p.Eta = 0 }, "eta = 0" + eta},
		{func(p *Parameters) { p.Eta = -.5 }, "eta = -0.5" + eta},
		{func(p *Parameters) { p.Eta = nan }, "eta = NaN" + eta},
		{func(p *Parameters) { p.Eta = inf }, "eta = +Inf" + eta},
		{func(p *Parameters) { p.Gamma = 0 }, "gamma = 0" + gamma},
		{func(p *Parameters) { p.Gamma = nan }, "gamma = NaN" + gamma},
		{func(p *Parameters) { p.Gamma = inf }, "gamma = +Inf" + gamma},
		{func(p *Parameters) { p.Beta = 1 }, "beta = 1" + beta},
		{func(p *Parameters) { p.Beta = -.1 }, "beta = -0.1" + beta},
		{func(p *Parameters) { p.Beta = nan }, "beta = NaN" + beta},
		{func(p *Parameters) { p.Beta = -inf }, "beta = -Inf" + beta},
		{func(p *Parameters) { p.InitialWeight = 0 }, "w0 = 0" + w0},
		{func(p *Parameters) { p.InitialWeight = nan }, "w0 = NaN" + w0},
		{func(p *Parameters) { p.InitialWeight = inf }, "w0 = +Inf" + w0},
		{func(p *Parameters) { p.Clip = Clip{} }, "clip = [0, 0]" + clip},
		{func(p *Parameters) { p.Clip = Clip{4, .1} }, "clip = [4, 0.1]" + clip},
		{func(p *Parameters) { p.Clip = Clip{0, 4} }, "clip = [0, 4]" + clip},
		{func(p *Parameters) { p.Clip = Clip{-inf, 4} }, "clip = [-Inf, 4]" + clip},
		{func(p *Parameters) { p.Clip = Clip{nan, 4} }, "clip = [NaN, 4]" + clip},
		{func(p *Parameters) { p.Clip = Clip{.1, nan} }, "clip = [0.1, NaN]" + clip},
		{func(p *Parameters) { p.Clip = Clip{inf, inf} }, "clip = [+Inf, +Inf]" + clip},
		{func(p *Parameters) { p.Law = nil }, "law = nothing: want an adaptation law; hint: Logistic{} is the paper's"},
		{func(p *Parameters) { p.Driver = "" }, `driver = ""` + driver},
		{func(p *Parameters) { p.Driver = "Flow" }, `driver = "Flow"` + driver},
	} {
		p := DefaultParameters()
		c.change(&p)
		err := p.Validate()
		var wrong *ParameterError
		if !errors.As(err, &wrong) || err.Error() != c.want {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
		if _, made := NewController(60, p); made == nil || made.Error() != c.want {
			t.Errorf("NewController: %v, want %s", made, c.want)
		}
	}
	_, err := NewController(1, DefaultParameters())
	if want := "classes = 1: want at least 2 classes; hint: the entropy of a single class is always 0"; err == nil || err.Error() != want {
		t.Errorf("one class: %v", err)
	}
}
