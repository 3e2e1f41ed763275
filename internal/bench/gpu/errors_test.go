package main

import (
	"encoding/json"
	"math"
	"testing"

	"aeed/internal/nullable"
)

func TestCompareErrors(t *testing.T) {
	nan := nullable.Float(math.NaN())
	c := comparison{Groups: compareErrors(
		[]group{{Name: "near", Error: 1.5e-6}, {Name: "far", Error: 1.6e-6}, {Name: "exact"}, {Name: "ours alone"}, {Name: "broken", Error: nan}, {Name: "theirs is", Error: 1}},
		[]group{{Name: "far", Error: 1e-6}, {Name: "near", Error: 1e-6}, {Name: "exact"}, {Name: "broken", Error: 1}, {Name: "theirs is", Error: nan}})}
	for i, want := range []bool{true, false, true, false, false, false} {
		if g := c.Groups[i]; g.Pass != want {
			t.Errorf("%s: passes %t, ours %g of PyTorch's %g", g.Name, g.Pass, float64(g.Ours), float64(g.Torch))
		}
	}
	if c.passed() != 2 {
		t.Errorf("%d groups pass, want 2", c.passed())
	}
	if text, err := json.Marshal(c.Groups[3]); err != nil || string(text) != `{"group":"ours alone","ours":0,"torch":null,"pass":false}` {
		t.Errorf("%s, %v", text, err)
	}
}

// A check passes if all groups are there and within their limits.
func TestPass(t *testing.T) {
	for name, c := range map[string]struct {
		groups []group
		want   bool
	}{
		"within":       {[]group{{"a", 1e-9, 1e-9}, {"b", 0, 0}}, true},
		"past":         {[]group{{"a", 1e-9, 1e-9}, {"b", 1e-8, 1e-9}}, false},
		"not a number": {[]group{{"a", nullable.Float(math.NaN()), 1e-9}}, false},
		"nothing":      {nil, false},
	} {
		if got := pass(c.groups); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
