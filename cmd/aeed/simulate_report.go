package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"aeed/dynamics/trajectory"
	"aeed/internal/nullable"
	"aeed/proofs/monitor"
	"aeed/sim"
)

// A simulationReport is what `aeed simulate --json` prints: all that a run needs
// to be repeated, and what came of it.
type simulationReport struct {
	Version       string           `json:"version"`
	Source        string           `json:"source"` // with all constants
	Replay        string           `json:"replay,omitempty"`
	Classes       int              `json:"classes"`
	ClassSizes    []int            `json:"class_sizes"`
	Epochs        int              `json:"epochs"`
	Noise         float64          `json:"noise"`
	Seed          uint64           `json:"seed"`
	Law           string           `json:"law"`
	Driver        string           `json:"driver"`
	Eta           float64          `json:"eta"`
	Gamma         float64          `json:"gamma"`
	Beta          float64          `json:"beta"`
	Clip          []nullable.Float `json:"clip"` // null without a clip, [low, null] without an upper end
	InitialWeight float64          `json:"initial_weight"`
	Summary       summaryReport    `json:"summary"`
	Monitor       monitor.Report   `json:"monitor"`
	// Difference is how far the niche widths are from the recorded ones, at most.
	Difference *difference `json:"difference,omitempty"`
}

// A summaryReport is a sim.Summary in JSON: null for what doesn't exist.
type summaryReport struct {
	FinalMin     nullable.Float `json:"final_min"`
	FinalMean    nullable.Float `json:"final_mean"`
	FinalMax     nullable.Float `json:"final_max"`
	WeightMin    nullable.Float `json:"weight_min"`
	WeightMax    nullable.Float `json:"weight_max"`
	EpochsToLow  *int           `json:"epochs_to_low"`
	EpochsToHigh *int           `json:"epochs_to_high"`
	Overshoot    nullable.Float `json:"overshoot"`
	Amplitude    nullable.Float `json:"amplitude"`
	Period       nullable.Float `json:"period"`
	TailHead     nullable.Float `json:"tail_head"`
	USlack       nullable.Float `json:"u_slack"`
	Theorems     []string       `json:"theorems"`
}

// A difference is the largest between a replay and its record.
type difference struct {
	Weight float64 `json:"weight"`
	Epoch  int     `json:"epoch"`
	Class  int     `json:"class"`
}

// theoremNames are the names of the theorems of a sim.Summary, as far as they go.
var theoremNames = []struct {
	theorem sim.Theorems
	name    string
}{
	{sim.Boundedness, "1′ boundedness"},
	{sim.Collapse, "2′ collapse"},
	{sim.TotalGain, "3 total gain"},
	{sim.Capture, "4 clipped capture"},
	{sim.InputToState, "5 input to state"},
	{sim.ClosedLoop, "6 linearised closed loop"},
}

func (s *simulation) report(epochs []trajectory.Epoch, summary sim.Summary, m monitor.Report) simulationReport {
	p := s.parameters
	r := simulationReport{
		Version: version, Source: sim.Format(s.scenario.Source), Replay: s.replay,
		Classes: s.scenario.Classes(), ClassSizes: s.scenario.Sizes, Epochs: s.scenario.Epochs, Noise: s.scenario.Noise, Seed: s.scenario.Seed,
		Law: p.Law.Name(), Driver: string(p.Driver), Eta: p.Eta, Gamma: p.Gamma, Beta: p.Beta, InitialWeight: p.InitialWeight,
		Summary: reportSummary(summary), Monitor: m,
	}
	if !p.Clip.IsUnclipped() {
		r.Clip = []nullable.Float{nullable.Float(p.Clip.Low), nullable.Float(p.Clip.High)}
	}
	if s.replay != "" {
		r.Difference = largestDifference(s.recorded, epochs)
	}
	return r
}

func reportSummary(s sim.Summary) summaryReport {
	epochs := func(n int) *int {
		if n < 0 {
			return nil
		}
		return &n
	}
	r := summaryReport{
		FinalMin: nullable.Float(s.FinalMin), FinalMean: nullable.Float(s.FinalMean), FinalMax: nullable.Float(s.FinalMax),
		WeightMin: nullable.Float(s.WeightMin), WeightMax: nullable.Float(s.WeightMax),
		EpochsToLow: epochs(s.EpochsToLow), EpochsToHigh: epochs(s.EpochsToHigh), Overshoot: nullable.Float(s.Overshoot),
		Amplitude: nullable.Float(s.Amplitude), Period: nullable.Float(s.Period),
		TailHead: nullable.Float(s.TailHead), USlack: nullable.Float(s.USlack), Theorems: []string{},
	}
	for _, t := range theoremNames {
		if s.Applies&t.theorem != 0 {
			r.Theorems = append(r.Theorems, t.name)
		}
	}
	return r
}

// largestDifference compares the niche widths of the epochs that both runs have.
func largestDifference(recorded, epochs []trajectory.Epoch) *difference {
	largest := &difference{}
	for i := range min(len(recorded), len(epochs)) {
		for class, r := range recorded[i].Classes {
			if d := math.Abs(epochs[i].Classes[class].NextWeight - r.NextWeight); d > largest.Weight {
				*largest = difference{Weight: d, Epoch: i, Class: class}
			}
		}
	}
	return largest
}

func writeJSON(w io.Writer, report any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(report)
}

// writeSimulation prints a simulation for people.
func writeSimulation(w io.Writer, r simulationReport, epochs []trajectory.Epoch) error {
	b := bufio.NewWriter(w)
	clip := "none"
	if r.Clip != nil {
		clip = fmt.Sprintf("[%g, %g]", r.Clip[0], r.Clip[1])
	}
	fmt.Fprintf(b, "C = %d, η = %g, γ = %g, β = %g, clip %s, w₀ = %g, %s law driven by %s\n",
		r.Classes, r.Eta, r.Gamma, r.Beta, clip, r.InitialWeight, r.Law, r.Driver)
	what := r.Source
	if r.Replay != "" {
		what = "entropies of " + r.Replay
	}
	noise := "no noise"
	if r.Noise > 0 {
		noise = fmt.Sprintf("noise σ₁ = %g, seed %d", r.Noise, r.Seed)
	}
	fmt.Fprintf(b, "%s; class sizes %d to %d, %s\n\n", what, slices.Max(r.ClassSizes), slices.Min(r.ClassSizes), noise)
	writeEpochs(b, r.ClassSizes, epochs)
	writeSummary(b, r)
	return b.Flush()
}

// writeEpochs prints some epochs of the largest, the middle and the smallest class
// that are seen.
func writeEpochs(w io.Writer, sizes []int, epochs []trajectory.Epoch) {
	var order []int
	for class, size := range sizes {
		if size > 0 {
			order = append(order, class)
		}
	}
	if order == nil {
		return
	}
	slices.SortStableFunc(order, func(a, b int) int { return sizes[b] - sizes[a] })
	classes := slices.Compact([]int{order[0], order[(len(order)-1)/2], order[len(order)-1]})

	heading, columns := "       ", "  epoch"
	for _, class := range classes {
		heading += fmt.Sprintf("  %-26s", fmt.Sprintf("class %d, n = %d", class, sizes[class]))
		columns += fmt.Sprintf("  %7s  %7s  %8s", "entropy", "flow", "weight")
	}
	fmt.Fprintf(w, "%s\n%s\n", strings.TrimRight(heading, " "), columns)
	const rows = 11
	for row := range rows {
		at := row * (len(epochs) - 1) / (rows - 1)
		if row > 0 && at == (row-1)*(len(epochs)-1)/(rows-1) {
			continue // fewer epochs than rows
		}
		fmt.Fprintf(w, "  %5d", epochs[at].Number)
		for _, class := range classes {
			r := epochs[at].Classes[class]
			entropy := "–"
			if r.Count > 0 {
				entropy = fmt.Sprintf("%.4f", r.Entropy)
			}
			fmt.Fprintf(w, "  %7s  %7.4f  %8s", entropy, r.Flow, weightText(r.Weight))
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w)
}

// weightText aligns the usual weights, and shows the others all the same.
func weightText(weight float64) string {
	if size := math.Abs(weight); size >= 1e-3 && size < 100 {
		return fmt.Sprintf("%.4f", weight)
	}
	return fmt.Sprintf("%.2g", weight)
}

func writeSummary(w io.Writer, r simulationReport) {
	s := r.Summary
	line := func(name, format string, values ...any) {
		fmt.Fprintf(w, "  %-14s %s\n", name, fmt.Sprintf(format, values...))
	}
	line("final weights", "%.4g to %.4g, mean %.4g", s.FinalMin, s.FinalMax, s.FinalMean)
	line("extremes", "%.4g to %.4g over the whole run", s.WeightMin, s.WeightMax)
	if r.Clip != nil {
		reached := func(epochs *int) string {
			if epochs == nil {
				return "never reached"
			}
			return fmt.Sprintf("first reached after %d epochs", *epochs)
		}
		line("lower clip", "%s", reached(s.EpochsToLow))
		line("upper clip", "%s", reached(s.EpochsToHigh))
	}
	line("tail:head", "%.4g, the final weight of the smallest class over that of the largest", s.TailHead)
	if period := float64(s.Period); !math.IsNaN(period) {
		line("oscillation", "amplitude %.3g, period %.3g epochs in the second half", s.Amplitude, period)
	}
	theorems := "none"
	if len(s.Theorems) > 0 {
		theorems = strings.Join(s.Theorems, ", ")
	}
	line("theorems", "%s", theorems)
	line("monitor", "%s", verdict(r.Monitor))
	if d := r.Difference; d != nil {
		if d.Weight == 0 {
			line("replay", "equal to the recorded weights")
		} else {
			line("replay", "differs from the recorded weights by at most %.3g, in epoch %d, class %d", d.Weight, d.Epoch, d.Class)
		}
	}
}

// verdict sums up a monitor's report.
func verdict(m monitor.Report) string {
	holding := 0
	for _, check := range m.Checks {
		if !check.OK() {
			return fmt.Sprintf("%s VIOLATED in epoch %d, class %d", check.Name, check.Violation.Epoch, check.Violation.Class)
		}
		if check.Tests > 0 {
			holding++
		}
	}
	return fmt.Sprintf("all %d checks that apply hold in every epoch", holding)
}
