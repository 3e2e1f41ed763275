package sweep

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

func mustAxis(t testing.TB, name string) *axis {
	t.Helper()
	i, ok := axisByName(name)
	if !ok {
		t.Fatalf("no axis %s", name)
	}
	return &axes[i]
}

func TestValuesThatAxesTake(t *testing.T) {
	for _, c := range []struct{ axis, text, canonical, all string }{
		{"eta", "0.5", "0.5", "0.5"},
		{"eta", " 1 , 0.50,2e-1 ", "1,0.5,0.2", "1,0.5,0.2"},
		{"eta", "0.1:0.5:0.1", "0.1:0.5:0.1", "0.1,0.2,0.3,0.4,0.5"},
		{"eta", "0.1:0.55:0.1", "0.1:0.55:0.1", "0.1,0.2,0.3,0.4,0.5"},
		{"eta", "0.1:0.59999999:0.1", "0.1:0.59999999:0.1", "0.1,0.2,0.3,0.4,0.5,0.59999999"},
		{"eta", "1:2:1", "1:2:1", "1,2"},
		{"eta", "log:0.01:1:3", "log:0.01:1:3", "0.01,0.1,1"},
		{"eta", "log : 1 : 1e4 : 5", "log:1:10000:5", "1,10,100,1000,10000"},
		{"eta", "0.1:1", "0.1:1", ""},
		{"eta", "log:0.1:1", "log:0.1:1", ""},
		{"beta", "-0", "0", "0"},
		{"clip-low", "none,0.1", "none,0.1", "none,0.1"},
		{"clip-high", "4,none", "4,none", "4,none"},
		{"seed", "1:3:1", "1:3:1", "1,2,3"},
		{"law", "anchored, logistic", "anchored,logistic", "anchored,logistic"},
		{"source", "hill,learning:tau=5,floor=0.2,constant", "hill:alpha=1,lag=0.1,delay=0,capacity=1,learning:start=1,floor=0.2,tau=5,constant:level=1",
			"hill:alpha=1,lag=0.1,delay=0,capacity=1,learning:start=1,floor=0.2,tau=5,constant:level=1"},
	} {
		v, err := parseValues(mustAxis(t, c.axis), c.text)
		if err != nil {
			t.Errorf("%s %q: %v", c.axis, c.text, err)
			continue
		}
		var all []string
		for i := range v.len() {
			all = append(all, v.at(i).String())
		}
		if v.String() != c.canonical || strings.Join(all, ",") != c.all {
			t.Errorf("%s %q: %q with %q, want %q with %q", c.axis, c.text, v, all, c.canonical, c.all)
		}
	}
}

func TestTextsThatAreNoValues(t *testing.T) {
	for _, c := range []struct{ axis, text, want string }{
		{"eta", "", "a value, a list or a range"},
		{"eta", " ", "a value, a list or a range"},
		{"eta", "x", "want numbers;"},
		{"eta", "0.1,,0.2", "want numbers;"},
		{"eta", "Inf", "want numbers;"},
		{"eta", "NaN:1:0.1", "want numbers;"},
		{"eta", "none", "want numbers;"},
		{"clip-low", "low", "want numbers, or none;"},
		{"eta", "0.1,0.10", "each value once; hint: 0.1 is there twice"},
		{"eta", "1:2:3:4", "from:to:step, log:from:to:count"},
		{"eta", "log:1", "from:to:step, log:from:to:count"},
		{"eta", "log:1:2:3:4", "from:to:step, log:from:to:count"},
		{"eta", "1:1:0.1", "from < to"},
		{"eta", "2:1", "from < to"},
		{"eta", "-1e308:1e308:1e307", "from < to"},
		{"eta", "1:2:0", "0 < step"},
		{"eta", "1:2:-1", "0 < step"},
		{"eta", "1:2:1.5", "0 < step"},
		{"eta", "0:1:1e-12", "at most 10⁹ values"},
		{"eta", "1:1.00000000000001:1e-16", "first 15 digits"},
		{"eta", "log:0:1:3", "from > 0"},
		{"eta", "log:-1:1", "from > 0"},
		{"eta", "log:1:2:1", "a whole count"},
		{"eta", "log:1:2:2.5", "a whole count"},
		{"eta", "log:1:2:1e10", "a whole count"},
		{"law", "logistic,", `"logistic" or "anchored"`},
		{"law", "cubic", `"logistic" or "anchored"`},
		{"driver", "loss", `"flow" or "entropy"`},
		{"source", "hill,larning", "one of hill, constant"},
		{"source", "learning:tau=0", "a finite number > 0"},
		{"source", "learning:tau", "constant=number"},
		{"source", "hill,hill:alpha=1", "each value once"},
	} {
		_, err := parseValues(mustAxis(t, c.axis), c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), c.axis+" ") || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s %q: %v, want …%s…", c.axis, c.text, err, c.want)
		}
	}
}

// Rungs are from + i·step to 15 digits, whatever i: errors do not add up.
func TestRungsDoNotDrift(t *testing.T) {
	v, err := parseValues(mustAxis(t, "eta"), "0.1:100000:0.1")
	if err != nil {
		t.Fatal(err)
	}
	if v.len() != 1_000_000 {
		t.Fatalf("%d values", v.len())
	}
	for i := range v.len() {
		if want := float64(i+1) / 10; v.at(i).Number != want {
			t.Fatalf("rung %d is %v, want %v", i, v.at(i).Number, want)
		}
	}
}

func TestRangesAscendWithinTheirEnds(t *testing.T) {
	properties := gopter.NewProperties(gopter.DefaultTestParametersWithSeed(1))
	properties.Property("ladders", prop.ForAll(func(from, width float64, count int64, log bool) bool {
		l := ladder{from: from, to: from + width, count: count}
		if !log {
			l.step = width / float64(count-1)
			l.count = int64(rungs(l.from, l.to, l.step))
		}
		last := math.Inf(-1)
		for i := range l.len() {
			x := l.at(i).Number
			if !(x > last) || x < l.from || x > l.to {
				return false
			}
			last = x
		}
		return l.at(0).Number == l.from && last == l.to && l.len() == count
	}, gen.Float64Range(1e-3, 10), gen.Float64Range(1e-2, 1e3), gen.Int64Range(2, 200), gen.Bool()))
	properties.Property("draws", prop.ForAll(func(from, width, u, higher float64, log bool) bool {
		v := interval{from, from + width, log}
		x, y := v.draw(u).Number, v.draw(math.Max(u, higher)).Number
		return v.from <= x && x <= y && y <= v.to
	}, gen.Float64Range(1e-3, 10), gen.Float64Range(1e-2, 1e3), gen.Float64Range(0, 1-1e-9), gen.Float64Range(0, 1-1e-9), gen.Bool()))
	properties.Property("draws of steps", prop.ForAll(func(u float64, count int64) bool {
		l := ladder{from: 0, to: float64(count - 1), step: 1, count: count}
		x := l.draw(u).Number
		return x == math.Floor(u*float64(count)) && x < float64(count)
	}, gen.Float64Range(0, 1-1e-9), gen.Int64Range(2, 1000)))
	properties.TestingRun(t)
}

func TestIntervalsHaveNoSteps(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	interval{from: 1, to: 2}.at(0)
}

func TestEveryAxisIsDeclaredOnce(t *testing.T) {
	var names, columns []string
	for i := range axes {
		if axes[i].help == "" {
			t.Errorf("%s has no help", axes[i].name)
		}
		names, columns = append(names, axes[i].name), append(columns, axes[i].column())
	}
	for _, list := range [][]string{names, columns} {
		slices.Sort(list)
		if len(slices.Compact(list)) != len(axes) {
			t.Errorf("twice in %q", list)
		}
	}
	if len(axes) > maxAxes {
		t.Errorf("%d axes, room for %d", len(axes), maxAxes)
	}
}
