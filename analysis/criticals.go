package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics/loop"
	"aeed/proofs"
)

// CriticalSettings say of which loops the critical rates are.
type CriticalSettings struct {
	proofs.Setting           // the plant's delay is not used
	Betas          []float64 // smoothings, each in [0, 1)
	MaxDelay       int       // delays from 0 to it, 1 to 200
}

// DefaultCriticals compares no smoothing, the paper's and a longer one, on the
// default plant.
func DefaultCriticals() CriticalSettings {
	return CriticalSettings{Setting: proofs.DefaultSetting(), Betas: []float64{0, 0.5, 0.9, 0.98}, MaxDelay: 20}
}

// Validate returns a *dynamics.ParameterError for the first setting out of range,
// or nil.
func (s CriticalSettings) Validate() error {
	if err := s.Setting.Validate(); err != nil {
		return err
	}
	for _, beta := range s.Betas {
		p := s.Parameters
		p.Beta = beta
		if err := p.Validate(); err != nil {
			return err
		}
	}
	return checkCount("max-delay", s.MaxDelay, 1, 200)
}

// Criticals returns the series of the critical-rate figure for valid settings:
// the adaptation rate at which Jury's conditions first fail for the steepest mode
// of the plant, over the delay, and the period of what is born there (Theorem 6).
func Criticals(s CriticalSettings) plot.Criticals {
	steepest := s.Plant.MaxSlope(s.Classes)
	d := plot.Criticals{
		Heading: plot.Heading{
			Title: "Stability of the closed loop: Jury’s conditions over the delay",
			Setting: fmt.Sprintf("C = %d,  Hill plant of α = %s and lag λ = %s,  γ → 0,  steepest slope α ln C/4 = %s nats", s.Classes,
				plot.Exact(s.Plant.Alpha), plot.Exact(s.Plant.Lag), plot.Number(steepest)),
			Notes: driverNote(s.Parameters),
		},
		Eta:       s.Parameters.Eta,
		SmallGain: 1 / steepest,
	}
	for delay := range s.MaxDelay + 1 {
		d.Delay = append(d.Delay, float64(delay))
	}
	for _, beta := range s.Betas {
		c := plot.Critical{Beta: beta}
		for delay := range s.MaxDelay + 1 {
			crossing := loop.CriticalGain(s.Plant.Lag, beta, delay)
			c.Eta, c.Period = append(c.Eta, crossing.Gain/steepest), append(c.Period, crossing.Period())
		}
		d.Curves = append(d.Curves, c)
	}
	return d
}

// GainMap returns a heat map of the critical gain G_crit of the closed loop over
// smoothing β and lag λ at a delay d ≥ 0 (Theorem 6), with the setting's own β
// and λ marked.
func GainMap(s proofs.Setting) plot.HeatMap {
	const columns, rows = 99, 60
	d := plot.HeatMap{
		Heading: plot.Heading{
			Title:   "Critical gain of the closed loop",
			Setting: fmt.Sprintf("delay d = %d epochs,  γ → 0;  the loop is stable exactly for gains G = ημ below G_{crit}", s.Plant.Delay),
			Notes:   driverNote(s.Parameters),
		},
		XLabel: "smoothing β", YLabel: "lag λ of the plant", ValueLabel: "critical gain G_{crit}",
		LogValue: true, LogY: true,
		Marked:     []plot.Marked{{X: s.Parameters.Beta, Y: s.Plant.Lag, Label: plot.Number(loop.CriticalGain(s.Plant.Lag, s.Parameters.Beta, s.Plant.Delay).Gain)}},
		MarkedName: "these parameters, with their G_{crit}",
	}
	for i := range columns {
		d.X = append(d.X, float64(i)/100)
	}
	d.Y = logarithmic(0.02, 1, rows)
	for _, lag := range d.Y {
		row := make([]float64, columns)
		for i, beta := range d.X {
			row[i] = loop.CriticalGain(lag, beta, s.Plant.Delay).Gain
		}
		d.Values = append(d.Values, row)
	}
	least := math.Inf(1)
	for _, row := range d.Values {
		for _, gain := range row {
			least = math.Min(least, gain)
		}
	}
	d.Notes = append(d.Notes, fmt.Sprintf("The least critical gain of the map is %s; below 1 every loop is stable.", plot.Number(least)))
	return d
}
