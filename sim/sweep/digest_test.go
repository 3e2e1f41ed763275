package sweep

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"aeed/sim"
)

func rowAt(space *Space, i int64, s sim.Summary) *Row {
	return &Row{space.At(i), s}
}

func TestDigest(t *testing.T) {
	space := mustSpace(t, "eta=0.1,0.2,0.3,0.4", "clip-high=4,none", "law=logistic,anchored")
	d := NewDigest(space)
	for i, s := range []sim.Summary{
		{FinalMean: 3, FinalMax: 4, EpochsToLow: -1, EpochsToHigh: 9, Period: math.NaN(), USlack: math.NaN(), Applies: sim.Capture},
		{FinalMean: 1, FinalMax: 0.1, EpochsToLow: 7, EpochsToHigh: -1, Period: 12, USlack: 0.5, Applies: sim.Capture | sim.Boundedness},
		{FinalMean: 1, FinalMax: 2, EpochsToLow: 5, EpochsToHigh: -1, Period: math.NaN(), USlack: math.NaN(), Applies: sim.Capture},
		{FinalMean: math.Inf(1), FinalMax: math.Inf(1), EpochsToLow: -1, EpochsToHigh: -1, Period: math.NaN(), USlack: math.NaN()},
	} {
		d.Add(rowAt(space, int64(3*i), s))
	}
	var mean, low, slack Extremes
	for _, c := range d.Columns {
		switch c.Name {
		case "final_mean":
			mean = c
		case "epochs_to_low":
			low = c
		case "u_slack":
			slack = c
		}
	}
	if mean.Finite != 3 || math.Abs(float64(mean.Mean)-5.0/3) > 1e-15 || mean.Least.Value != 1 || mean.Least.Index != 3 || mean.Greatest.Index != 0 {
		t.Errorf("final_mean %+v", mean)
	}
	if at := mean.Least.At; len(at) != 3 || at["eta"].Number != 0.1 || at["clip-high"].String() != "none" || at["law"].Word != "anchored" {
		t.Errorf("least at %v", at)
	}
	if low.Finite != 2 || low.Least.Value != 5 || slack.Finite != 1 || slack.Least.Value != 0.5 || slack.Greatest.Value != 0.5 {
		t.Errorf("epochs_to_low %+v, u_slack %+v", low, slack)
	}
	counts := map[string]int64{}
	for _, s := range append(d.Theorems, d.Events...) {
		counts[s.Name] = s.Count
		if s.Part != float64(s.Count)/4 {
			t.Errorf("%s: part %g", s.Name, s.Part)
		}
	}
	for name, want := range map[string]int64{"capture": 3, "boundedness": 1, "collapse": 0, "captured": 1, "reached_low": 2, "reached_high": 1, "oscillating": 1, "diverged": 1} {
		if got, ok := counts[name]; !ok || got != want {
			t.Errorf("%s: %d, want %d", name, got, want)
		}
	}
	if d.Axes["eta"] != "0.1,0.2,0.3,0.4" || len(d.Axes) != 3 || d.Points != 4 || d.Shard != "" {
		t.Errorf("%+v", d)
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"least":{"value":1,"index":3,"at":{"clip-high":"none","eta":0.1,"law":"anchored"}}`, `"name":"capture","count":3,"part":0.75`, `"points":4,"design":"grid"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}

// A column without a finite value has no extremes, and JSON shows it.
func TestDigestOfNothing(t *testing.T) {
	text, err := json.Marshal(NewDigest(mustSpace(t, "shard=2/3")))
	if err != nil || !strings.Contains(string(text), `{"name":"period","finite":0,"mean":null,"least":null,"greatest":null}`) || !strings.Contains(string(text), `"shard":"2/3"`) {
		t.Errorf("%v: %s", err, text)
	}
}

func TestHeatAveragesTheOtherAxes(t *testing.T) {
	space := mustSpace(t, "eta=0.2,0.1", "gamma=0.3,0.1,0.2", "beta=0,0.5")
	h, err := NewHeat(space, "final_mean", "gamma", "eta")
	if err != nil {
		t.Fatal(err)
	}
	for i := range space.Len() {
		p := space.At(i)
		mean := 100*p.Parameters.Eta + 10*p.Parameters.Gamma + p.Parameters.Beta
		if p.Parameters.Eta == 0.1 && p.Parameters.Gamma == 0.3 {
			mean = math.Inf(1)
		}
		h.Add(rowAt(space, i, sim.Summary{FinalMean: mean}))
	}
	want := [][]float64{{11.25, 12.25, math.NaN()}, {21.25, 22.25, 23.25}}
	for j, row := range h.Means() {
		for i, got := range row {
			if w := want[j][i]; math.Abs(got-w) > 1e-12 || math.IsNaN(got) != math.IsNaN(w) {
				t.Errorf("γ %g, η %g: %g, want %g", h.X.Centres[i], h.Y.Centres[j], got, w)
			}
		}
	}
}

// Intervals and long ranges are cut into cells; every point falls into the one
// whose middle is nearest.
func TestHeatCells(t *testing.T) {
	space := mustSpace(t, "design=sobol", "points=2048", "eta=0.1:1.1", "gamma=log:0.01:1", "w0=1:1000:1", "beta=0.9,0.5")
	for _, axes := range [][2]string{{"eta", "gamma"}, {"w0", "beta"}} {
		h, err := NewHeat(space, "weight_max", axes[0], axes[1])
		if err != nil {
			t.Fatal(err)
		}
		for i := range space.Len() {
			p := space.At(i)
			h.Add(rowAt(space, i, sim.Summary{WeightMax: 1}))
			for _, s := range []*Scale{&h.X, &h.Y} {
				x := p.Value(s.Axis).Number
				cell := s.cell(x)
				transform := func(x float64) float64 { return x }
				if s.Log {
					transform = math.Log
				}
				for k, centre := range s.Centres {
					if nearer := math.Abs(transform(x)-transform(centre)) < math.Abs(transform(x)-transform(s.Centres[cell]))-1e-9; nearer {
						t.Fatalf("%s = %g is in cell %d of %v, not %d", s.Axis, x, cell, s.Centres, k)
					}
				}
			}
		}
		var points int64
		for _, row := range h.counts {
			for _, count := range row {
				points += count
			}
		}
		if points != space.Len() {
			t.Errorf("%d of %d points counted", points, space.Len())
		}
	}
}

func TestHeatOfWhatIsNotThere(t *testing.T) {
	space := mustSpace(t, "eta=0.1,0.2", "clip-high=4,none", "law=logistic,anchored")
	for _, c := range []struct{ column, x, y, want string }{
		{"colour", "eta", "gamma", "one of final_min"},
		{"final_mean", "eta", "eta", "two of eta, gamma"},
		{"final_mean", "eta", "law", "two of eta, gamma"},
		{"final_mean", "clip-high", "eta", "two of eta, gamma"},
		{"final_mean", "", "", "two of eta, gamma"},
	} {
		if _, err := NewHeat(space, c.column, c.x, c.y); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "hint: ") {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, _, ok := space.DefaultHeat(); ok {
		t.Error("a heat map of one axis")
	}
	if x, y, ok := mustSpace(t).DefaultHeat(); !ok || x != "eta" || y != "gamma" {
		t.Errorf("default heat map over %s and %s", x, y)
	}
}
