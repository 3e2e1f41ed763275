package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// BasinSettings say which starts a basin figure simulates.
type BasinSettings struct {
	proofs.Setting
	FromDrive, ToDrive float64 // range of ηΔH̄⁽⁰⁾
	Columns, Rows      int     // starts across and up, 2 to 2000 each
}

// DefaultBasin covers the flows for which the basin is known and some beyond.
func DefaultBasin() BasinSettings {
	return BasinSettings{Setting: proofs.DefaultSetting(), FromDrive: -1.6, ToDrive: 3.6, Columns: 500, Rows: 300}
}

// Validate returns a *dynamics.ParameterError for the first setting out of range,
// or nil.
func (s BasinSettings) Validate() error {
	for _, err := range []error{s.Setting.Validate(), checkRange("", s.FromDrive, s.ToDrive, -math.MaxFloat64),
		checkCount("columns", s.Columns, 2, 2000), checkCount("rows", s.Rows, 2, 2000)} {
		if err != nil {
			return err
		}
	}
	if !logistic(s.Parameters) {
		return &dynamics.ParameterError{Name: "law", Value: s.Parameters.Law.Name(), Want: "logistic", Hint: "the basin is a theorem about the paper's law"}
	}
	return nil
}

// BasinFigure returns the series of the basin figure for valid settings: which
// starts (w⁽⁰⁾, ΔH̄⁽⁰⁾) of the autonomous logistic system without a clip converge
// to the origin, and the edge w = (1+ηΔH̄)/(ηγ), exact for −1 < ηΔH̄ ≤
// dynamics.BasinFlowLimit. A note counts the starts on which both disagree.
func BasinFigure(s BasinSettings) plot.Basin {
	p := flowDriven(s.Parameters)
	from, to := s.FromDrive/p.Eta, s.ToDrive/p.Eta
	limit := dynamics.BasinFlowLimit(p.Beta)
	scale := 1 / (p.Eta * p.Gamma)
	d := plot.Basin{
		Heading: plot.Heading{
			Title:   "Basin of the origin under constant entropies",
			Setting: fmt.Sprintf("C = %d,  η = %s,  γ = %s,  β = %s,  logistic law without a clip", s.Classes, plot.Exact(p.Eta), plot.Exact(p.Gamma), plot.Exact(p.Beta)),
			Notes:   driverNote(s.Parameters),
		},
		W:         [2]float64{-0.4 * scale, math.Max(1.4, 1.15*(1+s.ToDrive)) * scale},
		Flow:      [2]float64{from, to},
		Proved:    basinEdge("edge w_0 = (1+ηΔH̄_0)/(ηγ), proved", p, math.Max(from, -1/p.Eta), math.Min(to, limit/p.Eta)),
		Reachable: dynamics.FlowBound(s.Classes, p.Beta),
	}
	if s.ToDrive > limit {
		d.Unproved = append(d.Unproved, edgeFormula(p, math.Max(from, limit/p.Eta), to))
	}
	for _, x := range []float64{limit, -1} {
		if s.FromDrive < x && x < s.ToDrive {
			d.Limits = append(d.Limits, plot.Level{Name: "limits of the proof: ηΔH̄_0 = −1 and " + plot.Number(limit), Weight: x / p.Eta})
		}
	}
	agree, disagree := 0, 0
	for j := range s.Rows {
		flow := from + (to-from)*(float64(j)+0.5)/float64(s.Rows)
		highest, proved := dynamics.Basin(p, flow)
		row := make([]plot.Fate, s.Columns)
		for i := range row {
			weight := d.W[0] + (d.W[1]-d.W[0])*(float64(i)+0.5)/float64(s.Columns)
			row[i] = fate(p, dynamics.State{Weight: weight, Flow: flow})
			switch inside := 0 <= weight && weight <= highest; {
			case !proved || row[i] == plot.Undecided:
			case inside == (row[i] == plot.Converges):
				agree++
			default:
				disagree++
			}
		}
		d.Fates = append(d.Fates, row)
	}
	d.Notes = append(d.Notes, fmt.Sprintf("Between the limits simulation and edge disagree on %d of %d starts.", disagree, agree+disagree))
	return d
}

// basinEdge returns the edge of the basin over the flows from low to high where
// it is proved.
func basinEdge(name string, p dynamics.Parameters, low, high float64) plot.Series {
	s := plot.Series{Name: name}
	const points, inwards = 101, 1e-9 // the ends themselves may not be proved
	for i := range points {
		flow := low + (high-low)*(inwards+(1-2*inwards)*float64(i)/(points-1))
		if weight, ok := dynamics.Basin(p, flow); ok {
			s.X, s.Y = append(s.X, weight), append(s.Y, flow)
		}
	}
	return s
}

// edgeFormula returns the same line where it is not proved.
func edgeFormula(p dynamics.Parameters, low, high float64) plot.Series {
	s := plot.Series{Name: "the same formula, not proved there"}
	for _, flow := range []float64{low, high} {
		weight, _ := dynamics.Basin(p, flow)
		s.X, s.Y = append(s.X, weight), append(s.Y, flow)
	}
	return s
}

// fate simulates a start of the autonomous logistic system. Two stages decide it
// without the theorem in question: once the flow's whole remaining push
// η|ΔH̄|/(1−β) is small, a weight of at most half of 1/(ηγ) keeps positive and
// falls to 0 (1+x ≤ eˣ), and a negative one falls for ever; and a weight beyond
// 10^12/(ηγ) never comes back.
func fate(p dynamics.Parameters, at dynamics.State) plot.Fate {
	const epochs, far, small = 4000, 1e12, 1e-9
	unit := p.Eta * p.Gamma
	for range epochs {
		size := unit * at.Weight
		push := p.Eta * math.Abs(at.Flow) / (1 - p.Beta)
		switch {
		case !(math.Abs(size) < far):
			return plot.Diverges
		case size >= 0 && p.Eta*math.Abs(at.Flow) < 0.5 && size*math.Exp(push) <= 0.5:
			return plot.Converges
		case size < 0 && push < small:
			return plot.Diverges
		}
		at = dynamics.Map(p.Law, p, at, 0)
	}
	return plot.Undecided
}
