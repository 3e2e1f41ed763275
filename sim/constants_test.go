package sim_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/sim"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]sim.Source{
		"learning":                  sim.Open{Signal: sim.Learning{Start: 1, Floor: .1, Tau: 15}},
		"learning:tau=3":            sim.Open{Signal: sim.Learning{Start: 1, Floor: .1, Tau: 3}},
		"learning:floor=0,tau=1e2":  sim.Open{Signal: sim.Learning{Start: 1, Tau: 100}},
		"bang-bang:hold=5":          sim.Open{Signal: sim.BangBang{Hold: 5}},
		"hill:delay=2,capacity=0.3": sim.Hill{Alpha: 1, Lag: .1, Delay: 2, Capacity: .3},
	} {
		got, err := sim.Parse(text)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("Parse(%q) = %+v, %v, want %+v", text, got, err, want)
		}
	}
}

const knownSources = "one of hill, constant, learning, plateau, step, sinusoid, bang-bang, by-size"

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                     `source = "": want ` + knownSources + `; hint: constants follow a colon, as in learning:tau=15,floor=0.1`,
		"Learning":             `source = "Learning": want ` + knownSources + `; hint: constants follow a colon, as in learning:tau=15,floor=0.1`,
		"measured":             `source = "measured": want ` + knownSources + `; hint: constants follow a colon, as in learning:tau=15,floor=0.1`,
		"learning:tao=1":       `source = learning:"tao": want one of start, floor, tau; hint: these are the constants of learning`,
		"learning:Tau=1":       `source = learning:"Tau": want one of start, floor, tau; hint: these are the constants of learning`,
		"learning:":            `source = learning:"": want constant=number, each constant once; hint: as in learning:tau=15,floor=0.1`,
		"learning:tau":         `source = learning:"tau": want constant=number, each constant once; hint: as in learning:tau=15,floor=0.1`,
		"learning:tau=":        `source = learning:"tau=": want constant=number, each constant once; hint: as in learning:tau=15,floor=0.1`,
		"learning:tau=x":       `source = learning:"tau=x": want constant=number, each constant once; hint: as in learning:tau=15,floor=0.1`,
		"learning:tau=1,":      `source = learning:"": want constant=number, each constant once; hint: as in learning:tau=15,floor=0.1`,
		"learning:tau=1,tau=2": `source = learning:"tau=2": want constant=number, each constant once; hint: as in learning:tau=15,floor=0.1`,
		"learning:tau=1e999":   `source = learning:"tau=1e999": want constant=number, each constant once; hint: as in learning:tau=15,floor=0.1`,
	} {
		source, err := sim.Parse(text)
		if err == nil || err.Error() != want || source != nil {
			t.Errorf("Parse(%q) = %v, %v\nwant %s", text, source, err, want)
		}
	}
}

func TestConstantsOutOfRange(t *testing.T) {
	for text, want := range map[string]string{
		"constant:level=1.5":    `source = constant:level=1.5: want a level in [0, 1]; hint: level is the level, 1 being ln C; the default is 1`,
		"constant:level=nan":    `source = constant:level=NaN: want a level in [0, 1]; hint: level is the level, 1 being ln C; the default is 1`,
		"learning:tau=0":        `source = learning:tau=0: want a finite number > 0; hint: tau is the time constant, epochs; the default is 15`,
		"learning:tau=inf":      `source = learning:tau=+Inf: want a finite number > 0; hint: tau is the time constant, epochs; the default is 15`,
		"plateau:until=-1":      `source = plateau:until=-1: want a finite number ≥ 0; hint: until is the epoch in which the fall begins; the default is 30`,
		"step:when=inf":         `source = step:when=+Inf: want a finite number ≥ 0; hint: when is the first epoch after the change; the default is 10`,
		"sinusoid:amplitude=-1": `source = sinusoid:amplitude=-1: want a level in [0, 1]; hint: amplitude is the largest distance from it; the default is 0.3`,
		"bang-bang:hold=2.5":    `source = bang-bang:hold=2.5: want an integer from 0 to 1000; hint: hold is the epochs at either end, 0 for ever; the default is 0`,
		"by-size:slower=11":     `source = by-size:slower=11: want an exponent in [0, 10]; hint: slower is the exponent of rarity in the time constant; the default is 0.3`,
		"hill:lag=0":            `source = hill:lag=0: want a number in (0, 1]; hint: lag is the part λ of the way to its target that the entropy moves in an epoch; the default is 0.1`,
		"hill:delay=1001":       `source = hill:delay=1001: want an integer from 0 to 1000; hint: delay is the epochs d between a weight and its effect; the default is 0`,
	} {
		source, err := sim.Parse(text)
		if err != nil {
			t.Errorf("Parse(%q): %v", text, err)
			continue
		}
		if err := source.Validate([]int{1, 1}); err == nil || err.Error() != want {
			t.Errorf("%s: %v\nwant %s", text, err, want)
		}
	}
}

// Every source is its own text.
func TestFormatRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, kind := range sim.Sources() {
		for range 200 {
			source := randomSource(t, kind, r)
			if r.IntN(4) == 0 { // Format doesn't ask whether a constant is valid
				var err error
				if source, err = sim.With(source, kind.Constants[0].Name, []float64{-1, math.Inf(1), math.MaxFloat64}[r.IntN(3)]); err != nil {
					t.Fatal(err)
				}
			}
			again, err := sim.Parse(sim.Format(source))
			if err != nil || !reflect.DeepEqual(again, source) {
				t.Fatalf("%s: %+v became %+v, %v", sim.Format(source), source, again, err)
			}
		}
	}
}

func TestWithLeavesTheOriginal(t *testing.T) {
	original := sim.Open{Signal: sim.Learning{Start: 1, Floor: .1, Tau: 15}}
	changed, err := sim.With(original, "tau", 3)
	if err != nil || sim.Format(changed) != "learning:start=1,floor=0.1,tau=3" || sim.Format(original) != "learning:start=1,floor=0.1,tau=15" {
		t.Errorf("%s became %s, %v", sim.Format(original), sim.Format(changed), err)
	}
	if _, err := sim.With(original, "alpha", 3); err == nil || !strings.Contains(err.Error(), "one of start, floor, tau") {
		t.Errorf("error %v", err)
	}
}

// ramp is a signal of one's own, with a constant and with a field that is none.
type ramp struct {
	Slope  float64
	Label  string
	hidden float64
}

func (ramp) Name() string                       { return "ramp" }
func (ramp) Validate([]int) error               { return nil }
func (r ramp) At(_ []int, _, epoch int) float64 { return min(r.Slope*float64(epoch)+r.hidden, 1) }

// pointed is a plant of one's own with methods on a pointer.
type pointed struct{ Rate float64 }

func (*pointed) Name() string            { return "pointed" }
func (*pointed) Validate([]int) error    { return nil }
func (*pointed) Start([]int) sim.Process { return nil }

// Sources of one's own have text and constants as far as that goes, never a panic.
func TestForeignSources(t *testing.T) {
	own := sim.Open{Signal: ramp{Slope: .1, Label: "x", hidden: .5}}
	if text := sim.Format(own); text != "ramp:slope=0.1" {
		t.Errorf("Format = %q", text)
	}
	steeper, err := sim.With(own, "slope", .2)
	if err != nil || steeper != (sim.Open{Signal: ramp{Slope: .2, Label: "x", hidden: .5}}) {
		t.Errorf("With = %+v, %v", steeper, err)
	}
	for _, c := range []struct {
		source   sim.Source
		text     string
		constant string
	}{
		{sim.Open{Signal: levels{1}}, "levels", "level"},
		{sim.Measured{}, "measured", "last"},
		{&pointed{Rate: 1}, "pointed", "rate"},
		{own, "ramp:slope=0.1", "hidden"},
	} {
		if text := sim.Format(c.source); text != c.text {
			t.Errorf("Format = %q, want %q", text, c.text)
		}
		_, err := sim.With(c.source, c.constant, 1)
		var parameter *dynamics.ParameterError
		if !errors.As(err, &parameter) || !strings.Contains(err.Error(), c.source.Name()) {
			t.Errorf("With(%s, %s): %v", c.text, c.constant, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, kind := range sim.Sources() {
		source, err := sim.Parse(kind.Name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(kind.Name)
		f.Add(sim.Format(source))
	}
	f.Add("learning:tau=0x1p4,floor=-0")
	f.Add("hill:delay=NaN")
	f.Fuzz(func(t *testing.T, text string) {
		source, err := sim.Parse(text)
		if err != nil {
			if !strings.Contains(err.Error(), "; hint: ") {
				t.Errorf("an error without a hint: %v", err)
			}
			return
		}
		formatted := sim.Format(source)
		again, err := sim.Parse(formatted)
		if err != nil || sim.Format(again) != formatted {
			t.Errorf("%q is %q, which is %v, %v", text, formatted, again, err)
		}
		if source.Validate([]int{5, 2}) != nil {
			return
		}
		entropies := make([]float64, 2)
		source.Start([]int{5, 2}).Next([]float64{1, 1}, entropies)
		for _, entropy := range entropies {
			if !(entropy >= 0 && entropy <= math.Ln2*(1+1e-15)) {
				t.Errorf("%s: entropy %g", formatted, entropy)
			}
		}
	})
}
