package analysis

import (
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
)

// CobwebSettings say which map a cobweb is of.
type CobwebSettings struct {
	Parameters dynamics.Parameters // the orbit starts at their w⁽⁰⁾
	Drive      float64             // δ, nats an epoch
	Epochs     int                 // 1 to 10 000
}

// DefaultCobweb is a chaotic orbit, ηδ = 2.6, without a clip.
func DefaultCobweb() CobwebSettings {
	p := dynamics.DefaultParameters()
	p.Clip, p.Eta = dynamics.Unclipped(), 26
	return CobwebSettings{Parameters: p, Drive: 0.1, Epochs: 60}
}

// Validate returns a *dynamics.ParameterError for the first setting out of range,
// or nil.
func (s CobwebSettings) Validate() error {
	for _, err := range []error{s.Parameters.Validate(), checkDrive(s.Drive), checkCount("epochs", s.Epochs, 1, 10_000)} {
		if err != nil {
			return err
		}
	}
	return nil
}

// Cobweb returns the series of the cobweb figure for valid settings: the law
// under a constant drive as a map of the weight, clip included, and its orbit
// from w⁽⁰⁾.
func Cobweb(s CobwebSettings) plot.Cobweb {
	p := s.Parameters
	d := plot.Cobweb{
		Heading: plot.Heading{Title: "Cobweb under a constant drive", Setting: describeMap(p, s.Drive, "") + ",  w_0 = " + plot.Exact(p.InitialWeight)},
		Map:     plot.Series{Name: "law w_{t+1} = f(w_t)"},
		Ends:    clipLevels(p.Clip),
	}
	w := p.InitialWeight
	for range s.Epochs + 1 {
		d.Orbit = append(d.Orbit, w)
		if escaped(w) {
			d.Notes = append(d.Notes, "The orbit escapes to −∞ and ends with its first negative weight.")
			break
		}
		_, w = dynamics.Step(&p, w, s.Drive)
	}
	if last := len(d.Orbit) - 1; math.IsInf(d.Orbit[last], 0) || math.IsNaN(d.Orbit[last]) {
		d.Orbit = d.Orbit[:last]
	}
	if law, ok := p.Law.(dynamics.SmoothLaw); ok {
		for _, fixed := range law.FixedPoints(s.Drive, p.Gamma) {
			if p.Clip.Contains(fixed) && fixed >= 0 {
				d.Fixed = append(d.Fixed, fixed)
			}
		}
	}
	const points = 401
	right := cobwebReach(s, d)
	for i := range points {
		x := right * float64(i) / (points - 1)
		_, y := dynamics.Step(&p, x, s.Drive)
		d.Map.X, d.Map.Y = append(d.Map.X, x), append(d.Map.Y, y)
	}
	return d
}

// cobwebReach returns the largest weight to show: beyond the orbit and, of a
// logistic map without a clip, up to where it returns to 0.
func cobwebReach(s CobwebSettings, d plot.Cobweb) float64 {
	reach := 0.0
	for _, w := range append(append([]float64{s.Parameters.InitialWeight}, d.Orbit...), d.Fixed...) {
		reach = math.Max(reach, 1.05*w)
	}
	effective, ok := effectiveDrive(s.Parameters, s.Drive)
	zero := (1 + s.Parameters.Eta*effective) / (s.Parameters.Eta * s.Parameters.Gamma)
	if ok && s.Parameters.Clip.IsUnclipped() && reach < zero && zero < 4*reach {
		reach = zero
	}
	if !s.Parameters.Clip.IsUnclipped() && !math.IsInf(s.Parameters.Clip.High, 1) && s.Parameters.Clip.High < 4*reach {
		reach = 1.05 * s.Parameters.Clip.High
	}
	if math.IsInf(reach, 0) {
		return math.MaxFloat64 / 2
	}
	return reach
}
