package sweep

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// What is frozen is complete and says the same again.
func TestSpecSurvivesItsYAML(t *testing.T) {
	for _, assignments := range [][]string{
		nil,
		{"eta=log:0.1:1:5", "clip-high=4,none", "law=anchored,logistic", "seed=1:10:1"},
		{"source=learning:tau=3,plateau", "source.tau=5,10", "noise=0.25"},
		{"design=sobol", "points=64", "eta=0.1:1"},
		{"design=latin-hypercube", "points=64", "design-seed=18446744073709551615", "eta=log:0.1:1", "shard=3/5"},
		{"design-seed=5"},
	} {
		s := mustSpec(t, assignments...)
		text := s.YAML()
		again, err := ParseSpec("sweep.yaml", text)
		if err != nil {
			t.Errorf("%q: %v in\n%s", assignments, err, text)
			continue
		}
		if key, a, b := s.difference(again); key != "" || !bytes.Equal(again.YAML(), text) {
			t.Errorf("%q: %s is %q, then %q\n%s%s", assignments, key, a, b, text, again.YAML())
		}
	}
	for _, key := range []string{"format: aeed-sweep/1", "design: grid", `eta: "0.1:1:0.1"`, "epochs: 100"} {
		if !strings.Contains(string(new(Spec).YAML()), key+"\n") {
			t.Errorf("the default sweep's YAML lacks %s", key)
		}
	}
}

func TestYAMLThatSpecsTake(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "",
		"# nothing\n":                        "",
		"---\n":                              "",
		"eta: 0.3":                           "0.3",
		"eta: 0.1:1:0.3\n":                   "0.1:1:0.3",
		"eta: '0.1:1:0.3' # a comment":       "0.1:1:0.3",
		"eta: [0.1, 0.2,\n  0.3]":            "0.1,0.2,0.3",
		"eta:\n- 0.1\n- 2e-1\ngamma: 0.01":   "0.1,0.2",
		"{eta: 0.7, law: [logistic]}":        "0.7",
		"format: aeed-sweep/1\neta: 20:30:5": "20:30:5",
	} {
		s, err := ParseSpec("spec.yaml", []byte(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		got := ""
		if i, _ := axisByName("eta"); s.axes[i] != nil {
			got = s.axes[i].String()
		}
		if got != want {
			t.Errorf("%q: eta is %q, want %q", text, got, want)
		}
	}
}

func TestYAMLFaultsSayTheirLine(t *testing.T) {
	for _, c := range []struct {
		text string
		line int
		want string
	}{
		{"eta: 1\netta: 2", 2, `found "etta", want one of eta, gamma`},
		{"eta: 1\ngamma: 0.1\neta: 2", 3, `"eta"`},
		{"eta: 0.1:1:0", 1, "0 < step"},
		{"gamma: 0.1\n\nbeta: [0.5, 1]", 3, "found 1, want a smoothing 0 ≤ β < 1"},
		{"eta: {from: 1}", 1, "neither a value nor a sequence"},
		{"eta:", 1, "neither a value nor a sequence"},
		{"eta: []", 1, "neither a value nor a sequence"},
		{"eta: [[1]]", 1, "neither a value nor a sequence"},
		{"eta: &a 1\ngamma: *a", 1, "neither a value nor a sequence"},
		{"eta: .inf", 1, "want numbers"},
		{"eta: true", 1, "want numbers"},
		{"format: aeed-sweep/2", 1, "want aeed-sweep/1"},
		{"shard: 3/2", 1, "1 ≤ i ≤ n"},
		{"- eta", 1, "a bare value"},
		{"eta", 1, "a bare value"},
		{"eta: 1\n---\neta: 2", 3, "a second document"},
		{"eta: 1\n eta: 2", 1, "no YAML"},
		{"eta: [1", 1, "no YAML"},
		{strings.Repeat("#", mostSpecBytes+1), 1, "at most"},
	} {
		_, err := ParseSpec("spec.yaml", []byte(c.text))
		start := fmt.Sprintf("sweep: spec.yaml: line %d: ", c.line)
		if err == nil || !strings.HasPrefix(err.Error(), start) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%.40q: %v, want %s…%s…", c.text, err, start, c.want)
		}
	}
	if _, err := ReadSpec("/nowhere/spec.yaml"); err == nil || !strings.Contains(err.Error(), "hint: ") {
		t.Errorf("no file: %v", err)
	}
}
