package sweep

import (
	"bytes"
	"strings"
	"testing"
)

// What an axis takes, it takes again from its own text, and every value of it is
// in order.
func FuzzParseValues(f *testing.F) {
	for _, text := range []string{"0.5", "0.1,0.5", "0.1:1:0.1", "log:0.01:1:9", "0.1:1", "log:0.1:1", "none,0.1", "1e308:1.1e308:1e300", "-0", "0x1p-3:1:0x1p-4",
		"hill,learning:tau=5,floor=0.2", "logistic,anchored", "1:2:3:4", ",", "log:", "1e-320:1e-310:1e-320"} {
		f.Add(0, text)
		f.Add(3, text)
		f.Add(8, text)
	}
	f.Fuzz(func(t *testing.T, place int, text string) {
		a := &axes[uint(place)%uint(len(axes))]
		v, err := parseValues(a, text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), a.name+" ") || !strings.Contains(err.Error(), "; hint: ") {
				t.Fatalf("%s %q: %v", a.name, text, err)
			}
			return
		}
		again, err := parseValues(a, v.String())
		if err != nil || again.String() != v.String() || again.len() != v.len() {
			t.Fatalf("%s %q: %q, then %v, %v", a.name, text, v, again, err)
		}
		for _, i := range []int64{0, 1, v.len() / 2, v.len() - 1} {
			if i >= 0 && i < v.len() && v.at(i) != again.at(i) {
				t.Fatalf("%s %q: value %d is %v, then %v", a.name, text, i, v.at(i), again.at(i))
			}
		}
		for _, u := range []float64{0, 0.3, 1 - 0x1p-33} {
			if x := v.draw(u).Number; x != x {
				t.Fatalf("%s %q: draws %v", a.name, text, x)
			}
		}
	})
}

// A spec that is understood survives its own YAML, and its space, if it has one,
// has a first and a last point.
func FuzzParseSpec(f *testing.F) {
	f.Add(new(Spec).YAML())
	for _, text := range []string{"eta: 0.1:1:0.1", "eta: [0.1, 0.2]\ngamma: 1", "design: sobol\npoints: 5\neta: 0.1:1", "source: learning\nsource.tau: 1:9:2",
		"shard: 2/3", "eta: &a 1\nbeta: *a", "? eta\n: 1", "eta: |\n 1", "\xef\xbb\xbfeta: 1", "!!str eta: 1", "clip-low: none\nclip-high: none"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		spec, err := ParseSpec("spec.yaml", text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "sweep: spec.yaml: line ") || !strings.Contains(err.Error(), "; hint: ") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := ParseSpec("spec.yaml", spec.YAML())
		if err != nil || !bytes.Equal(again.YAML(), spec.YAML()) {
			t.Fatalf("%q: %v\n%s", text, err, spec.YAML())
		}
		space, err := spec.Space()
		if err != nil || space.greatest("classes") > 1000 {
			return
		}
		for _, i := range []int64{0, space.Len() - 1} {
			p := space.At(i)
			if err := p.Parameters.Validate(); err != nil {
				t.Fatalf("%q: point %d: %v", text, i, err)
			}
			if err := p.Scenario.Validate(); err != nil {
				t.Fatalf("%q: point %d: %v", text, i, err)
			}
		}
	})
}
