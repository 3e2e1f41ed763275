package sweep

import (
	"errors"
	"strings"
	"testing"

	"aeed/dynamics"
)

// mustSpec returns the spec of key=value words.
func mustSpec(t testing.TB, assignments ...string) *Spec {
	t.Helper()
	s := new(Spec)
	for _, assignment := range assignments {
		key, value, _ := strings.Cut(assignment, "=")
		if err := s.Set(key, value); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func mustSpace(t testing.TB, assignments ...string) *Space {
	t.Helper()
	space, err := mustSpec(t, assignments...).Space()
	if err != nil {
		t.Fatal(err)
	}
	return space
}

func TestDefaultsAreThePapers(t *testing.T) {
	defaults := map[string]string{}
	for _, key := range Keys() {
		if key.Help == "" {
			t.Errorf("%s has no help", key.Name)
		}
		defaults[key.Name] = key.Default
	}
	for key, want := range map[string]string{
		"eta": "0.5", "gamma": "0.05", "beta": "0.9", "clip-low": "0.1", "clip-high": "4", "w0": "1", "law": "logistic", "driver": "flow",
		"classes": "60", "largest": "600", "imbalance": "100", "noise": "0", "seed": "1", "epochs": "100",
		"source": "hill:alpha=1,lag=0.1,delay=0,capacity=1", "source.tau": "", "design": "grid", "design-seed": "1", "shard": "1/1",
	} {
		if defaults[key] != want {
			t.Errorf("%s is %q by default, want %q", key, defaults[key], want)
		}
	}
	if got := mustSpace(t).Len(); got != 300 {
		t.Errorf("the default sweep has %d points", got)
	}
}

// Where no axis varies, those of the default sweep do that aren't set.
func TestDefaultSweep(t *testing.T) {
	for _, c := range []struct {
		assignments []string
		points      int64
	}{
		{[]string{"classes=120"}, 300},
		{[]string{"eta=0.5"}, 30},
		{[]string{"eta=0.5", "gamma=0.05", "beta=0.9"}, 1},
		{[]string{"eta=0.5,0.6"}, 2},
		{[]string{"design=sobol"}, 1024},
		{[]string{"design=latin-hypercube", "points=7"}, 7},
	} {
		if got := mustSpace(t, c.assignments...).Len(); got != c.points {
			t.Errorf("%q: %d points, want %d", c.assignments, got, c.points)
		}
	}
	p := mustSpace(t, "design=sobol").At(1)
	if eta, gamma, beta := p.Parameters.Eta, p.Parameters.Gamma, p.Parameters.Beta; eta != 0.55 || gamma != 0.0316227766016838 || beta != 0.475 {
		t.Errorf("middle of the default intervals: %v, %v, %v", eta, gamma, beta)
	}
}

func TestGetReturnsWhatWasSet(t *testing.T) {
	s := mustSpec(t, "eta=0.10:1:0.1", "source.tau=5", "design=latin-hypercube", "points=10", "design-seed=3", "shard=2/4")
	for key, want := range map[string]string{
		"eta": "0.1:1:0.1", "source.tau": "5", "source.lag": "", "design": "latin-hypercube", "points": "10", "design-seed": "3", "shard": "2/4", "beta": "0.9", "colour": "",
	} {
		if got := s.Get(key); got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
	if s.Shard() != (Shard{2, 4}) || s.Whole().Get("shard") != "1/1" || s.Get("shard") != "2/4" {
		t.Error("shard of the spec and of the whole")
	}
}

func TestKeysThatCannotBeSet(t *testing.T) {
	for _, c := range []struct{ key, value, name, want string }{
		{"etta", "1", "key", "one of eta, gamma, beta"},
		{"design", "random", "design", "grid, latin-hypercube or sobol"},
		{"points", "0", "points", "1 to 2³²"},
		{"points", "4294967297", "points", "1 to 2³²"},
		{"points", "many", "points", "1 to 2³²"},
		{"design-seed", "-1", "design-seed", "0 to 2⁶⁴−1"},
		{"shard", "0/4", "shard", "1 ≤ i ≤ n"},
		{"shard", "5/4", "shard", "1 ≤ i ≤ n"},
		{"shard", "2", "shard", "1 ≤ i ≤ n"},
		{"shard", "a/b", "shard", "1 ≤ i ≤ n"},
		{"shard", "1/65537", "shard", "1 ≤ i ≤ n"},
		{"eta", "0:1:0.1", "eta", "η > 0"},
		{"gamma", "0.1,-0.1", "gamma", "γ > 0"},
		{"beta", "0.5:1", "beta", "β < 1"},
		{"beta", "0:1:0.5", "beta", "β < 1"},
		{"w0", "0", "w0", "initial niche width > 0"},
		{"clip-low", "0", "clip-low", "0 < low"},
		{"clip-high", "0", "clip-high", "0 < low"},
		{"classes", "1", "classes", "2 to 1048576"},
		{"classes", "60.5", "classes", "whole numbers"},
		{"classes", "20:100", "classes", "whole numbers"},
		{"classes", "2e6", "classes", "2 to 1048576"},
		{"largest", "0", "largest", "at least 1 training sample"},
		{"imbalance", "0.5", "imbalance", "from 1 to 10⁹"},
		{"noise", "-1", "noise", "σ₁ ≥ 0"},
		{"seed", "-1", "seed", "a seed ≥ 0"},
		{"seed", "1e300", "seed", "whole numbers"},
		{"epochs", "0", "epochs", "at least 1 epoch"},
	} {
		s := new(Spec)
		err := s.Set(c.key, c.value)
		p, ok := errors.AsType[*dynamics.ParameterError](err)
		if !ok || p.Name != c.name || !strings.Contains(p.Want, c.want) || p.Hint == "" {
			t.Errorf("%s=%s: %v, want %s: …%s…", c.key, c.value, err, c.name, c.want)
		}
		if *s != (Spec{}) {
			t.Errorf("%s=%s changed the spec", c.key, c.value)
		}
	}
}

// What single axes can't see is found when the space is made.
func TestAxesThatDoNotFit(t *testing.T) {
	for _, c := range []struct {
		assignments, name, want string
	}{
		{"clip-low=5", "clip-low", "0 < low < high"},
		{"clip-low=0.1,1 clip-high=0.5,4", "clip-low", "0 < low < high"},
		{"clip-low=none", "clip-low", "both none"},
		{"clip-low=none,0.1 clip-high=4,none", "clip-low", "both none"},
		{"eta=0.1:1", "eta", "steps, as in from:to:step"},
		{"points=100", "points", "no number of points for a grid"},
		{"source.tau=5", "source.tau", "a constant of hill, which has alpha, capacity, delay, lag"},
		{"source=hill,learning source.tau=5", "source.tau", "a constant of hill"},
		{"source.lag=0,1", "source.lag", "a number in (0, 1]"},
		{"source.delay=0:10 design=sobol", "source.delay", "an integer from 0 to 1000"},
		{"eta=1:1000000000:1 gamma=1:10000:1", "design", "at most 10¹² points"},
		{"eta=1:1000000000:1 gamma=1:1000000000:1 w0=1:1000000000:1", "design", "at most 10¹² points"},
	} {
		_, err := mustSpec(t, strings.Fields(c.assignments)...).Space()
		p, ok := errors.AsType[*dynamics.ParameterError](err)
		if !ok || p.Name != c.name || !strings.Contains(p.Want, c.want) || p.Hint == "" {
			t.Errorf("%s: %v, want %s: …%s…", c.assignments, err, c.name, c.want)
		}
	}
	many := mustSpec(t, "design=sobol", "source=learning,by-size")
	for _, axis := range strings.Fields("eta=0.1:1 gamma=0.1:1 beta=0:0.9 clip-low=0.1:0.2 clip-high=4:5 w0=1:2 law=logistic,anchored driver=flow,entropy source.start=0.5:1 source.floor=0:0.1 source.tau=5:20" +
		" classes=20:60:1 largest=100:600:1 imbalance=1:100 noise=0:1 seed=1:100:1 epochs=50:100:1 ") {
		key, value, _ := strings.Cut(axis, "=")
		if err := many.Set(key, value); err != nil {
			t.Fatal(err)
		}
	}
	space, err := many.Space()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(space.outer) + len(space.inner); n != 18 || n > sobolDimensions {
		t.Errorf("%d axes vary", n)
	}
	if err := space.At(999).Scenario.Validate(); err != nil {
		t.Error(err)
	}
}
