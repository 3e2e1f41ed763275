package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/sim"
)

// A Measure names what a sensitivity map shows of a run.
type Measure string

// The measures.
const (
	FinalMean   Measure = "final-mean"
	TailHead    Measure = "tail-head"
	EpochsToLow Measure = "epochs-to-low"
	WeightMax   Measure = "weight-max"
	Amplitude   Measure = "amplitude"
)

// measures say how each is named and got from a summary.
var measures = []struct {
	name        Measure
	label       string
	logarithmic bool
	value       func(sim.Summary) float64
}{
	{FinalMean, "final mean niche width", true, func(s sim.Summary) float64 { return s.FinalMean }},
	{TailHead, "final tail : head ratio of w", false, func(s sim.Summary) float64 { return s.TailHead }},
	{EpochsToLow, "epochs to the clip’s lower end", false, func(s sim.Summary) float64 {
		if s.EpochsToLow < 0 {
			return math.NaN()
		}
		return float64(s.EpochsToLow)
	}},
	{WeightMax, "largest niche width", false, func(s sim.Summary) float64 { return s.WeightMax }},
	{Amplitude, "amplitude in the second half", true, func(s sim.Summary) float64 { return s.Amplitude }},
}

// Measures returns the measures.
func Measures() []Measure {
	var names []Measure
	for _, m := range measures {
		names = append(names, m.name)
	}
	return names
}

// SensitivitySettings say which runs a sensitivity map summarises.
type SensitivitySettings struct {
	Scenario   sim.Scenario
	Parameters dynamics.Parameters // η and γ are the map's
	Measure    Measure
	Eta, Gamma Range
}

// A Range is an axis of values > 0, evenly spaced in their logarithms.
type Range struct {
	From, To float64
	Points   int // 2 to 1000
}

func (r Range) values() []float64 { return logarithmic(r.From, r.To, r.Points) }

// DefaultSensitivity surrounds Table 6 of the paper, on the default scenario.
func DefaultSensitivity() SensitivitySettings {
	return SensitivitySettings{
		Scenario: sim.DefaultScenario(), Parameters: dynamics.DefaultParameters(), Measure: TailHead,
		Eta: Range{0.05, 2, 41}, Gamma: Range{0.005, 0.2, 31},
	}
}

// Validate returns a *dynamics.ParameterError for the first setting out of range,
// or nil.
func (s SensitivitySettings) Validate() error {
	if err := s.Scenario.Validate(); err != nil {
		return err
	}
	known := false
	for _, m := range measures {
		known = known || m.name == s.Measure
	}
	if !known {
		return &dynamics.ParameterError{Name: "measure", Value: string(s.Measure), Want: fmt.Sprintf("one of %v", Measures()), Hint: "it is the colour of the map"}
	}
	const least = math.SmallestNonzeroFloat64
	for _, err := range []error{checkRange("eta-", s.Eta.From, s.Eta.To, least), checkRange("gamma-", s.Gamma.From, s.Gamma.To, least),
		checkCount("columns", s.Eta.Points, 2, 1000), checkCount("rows", s.Gamma.Points, 2, 1000)} {
		if err != nil {
			return err
		}
	}
	for _, p := range s.points() {
		if err := p.Validate(); err != nil {
			return err
		}
	}
	return nil
}

// points returns the parameters of the map, row by row.
func (s SensitivitySettings) points() []dynamics.Parameters {
	var points []dynamics.Parameters
	for _, gamma := range s.Gamma.values() {
		for _, eta := range s.Eta.values() {
			p := s.Parameters
			p.Eta, p.Gamma = eta, gamma
			points = append(points, p)
		}
	}
	return points
}

// Sensitivity returns a heat map of a measure of simulated runs over η and γ, as
// the paper's Table 6 is one of accuracies, with the table's nine points marked.
// The error is that of Validate.
func Sensitivity(s SensitivitySettings) (plot.HeatMap, error) {
	if err := s.Validate(); err != nil {
		return plot.HeatMap{}, err
	}
	summaries := make([]sim.Summary, s.Eta.Points*s.Gamma.Points)
	if err := sim.Summarise(&s.Scenario, s.points(), summaries, 0); err != nil {
		return plot.HeatMap{}, err
	}
	p := s.Parameters
	d := plot.HeatMap{
		Heading: plot.Heading{
			Title: "Sensitivity to η and γ",
			Setting: fmt.Sprintf("C = %d,  β = %s,  %s,  w_0 = %s,  %s law,  %s,  %d epochs", s.Scenario.Classes(), plot.Exact(p.Beta),
				clipName(p.Clip), plot.Exact(p.InitialWeight), p.Law.Name(), sim.Format(s.Scenario.Source), s.Scenario.Epochs),
		},
		XLabel: "adaptation rate η", YLabel: "self-competition γ",
		X: s.Eta.values(), Y: s.Gamma.values(), LogX: true, LogY: true,
		MarkedName: "the paper’s Table 6: overall accuracy on NTU-60-LT (%)",
	}
	if s.Measure == EpochsToLow {
		d.Notes = append(d.Notes, "Without a value no class comes to the clip’s lower end.")
	}
	for _, m := range measures {
		if m.name != s.Measure {
			continue
		}
		d.ValueLabel, d.LogValue = m.label, m.logarithmic
		for j := range s.Gamma.Points {
			row := make([]float64, s.Eta.Points)
			for i := range row {
				row[i] = m.value(summaries[j*s.Eta.Points+i])
			}
			d.Values = append(d.Values, row)
		}
	}
	for _, row := range table6 {
		d.Marked = append(d.Marked, plot.Marked{X: row.eta, Y: row.gamma, Label: row.accuracy})
	}
	return d, nil
}
