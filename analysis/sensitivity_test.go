package analysis

import (
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// Every cell of the map is what a plain run under its η and γ comes to.
func TestSensitivityAgreesWithRuns(t *testing.T) {
	s := DefaultSensitivity()
	s.Scenario.Sizes = sim.LongTailed(10, 600, 100)
	s.Eta, s.Gamma = Range{0.1, 1, 3}, Range{0.01, 0.1, 2}
	maps := map[Measure][][]float64{}
	for _, s.Measure = range Measures() {
		d, err := Sensitivity(s)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Marked) != 9 || d.ValueLabel == "" || d.Figure() == nil {
			t.Errorf("%s: %d marks, label %q", s.Measure, len(d.Marked), d.ValueLabel)
		}
		maps[s.Measure] = d.Values
	}
	for j, gamma := range s.Gamma.values() {
		for i, eta := range s.Eta.values() {
			p := s.Parameters
			p.Eta, p.Gamma = eta, gamma
			first, largest := math.NaN(), p.InitialWeight
			var final []float64
			err := sim.Run(&s.Scenario, p, func(e trajectory.Epoch) error {
				final = final[:0]
				for _, record := range e.Classes {
					largest = math.Max(largest, record.NextWeight)
					final = append(final, record.NextWeight)
					if record.NextWeight <= p.Clip.Low && math.IsNaN(first) {
						first = float64(e.Number)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			var sum float64
			for _, w := range final {
				sum += w
			}
			near(t, "final mean", maps[FinalMean][j][i], sum/10, 1e-12)
			near(t, "tail : head", maps[TailHead][j][i], final[9]/final[0], 1e-12)
			near(t, "largest", maps[WeightMax][j][i], largest, 1e-12)
			if low := maps[EpochsToLow][j][i]; !(low == first || math.IsNaN(low) && math.IsNaN(first)) {
				t.Errorf("epochs to low %v, want %v", low, first)
			}
		}
	}
}

// The published run of the paper's parameters ends at a tail:head ratio near 2.
func TestSensitivityAtThePaper(t *testing.T) {
	s := DefaultSensitivity()
	s.Eta, s.Gamma = Range{0.5, 1, 2}, Range{0.05, 0.1, 2}
	d, err := Sensitivity(s)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "tail : head", d.Values[0][0], 2, 0.3)
	s.Parameters.Eta = math.NaN() // the map has its own
	if _, err := Sensitivity(s); err != nil {
		t.Error(err)
	}
	s.Parameters = dynamics.Parameters{}
	if _, err := Sensitivity(s); err == nil {
		t.Error("no parameters are no error")
	}
}
