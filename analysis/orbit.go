package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
)

// OrbitSettings say which map an orbit diagram is of.
type OrbitSettings struct {
	Parameters dynamics.Parameters // the axis takes the place of one
	Drive      float64             // δ, nats an epoch
	Axis       string              // "eta", "drive" or "gamma"
	From, To   float64             // range of the axis; 0, 0 for one that shows the cascade
	Points     int                 // values of the axis, 2 to 20 000
	Transient  int                 // epochs before the attractor counts, up to 1 000 000
	Kept       int                 // epochs of the attractor, 1 to 100 000
}

// DefaultOrbit is the cascade of the paper's law without a clip, which ends at
// ηδ = 3.
func DefaultOrbit() OrbitSettings {
	p := dynamics.DefaultParameters()
	p.Clip = dynamics.Unclipped()
	return OrbitSettings{Parameters: p, Drive: 0.1, Axis: "eta", Points: 1000, Transient: 1000, Kept: 1500}
}

// DefaultClippedOrbit is the same under the paper's clip, which turns the
// cascade into border-collision cycles.
func DefaultClippedOrbit() OrbitSettings {
	s := DefaultOrbit()
	s.Parameters.Clip = dynamics.DefaultParameters().Clip
	return s
}

// Validate returns a *dynamics.ParameterError for the first setting out of range,
// or nil.
func (s OrbitSettings) Validate() error {
	if err := s.Parameters.Validate(); err != nil {
		return err
	}
	if err := checkDrive(s.Drive); err != nil {
		return err
	}
	s = s.withRange()
	least := math.SmallestNonzeroFloat64
	switch s.Axis {
	case "eta", "gamma":
	case "drive":
		least = -math.MaxFloat64
	default:
		return &dynamics.ParameterError{Name: "axis", Value: fmt.Sprintf("%q", s.Axis), Want: "eta, drive or gamma", Hint: "eta shows the period doublings"}
	}
	for _, err := range []error{checkRange("", s.From, s.To, least), checkCount("points", s.Points, 2, 20_000),
		checkCount("transient", s.Transient, 0, 1_000_000), checkCount("kept", s.Kept, 1, 100_000)} {
		if err != nil {
			return err
		}
	}
	return nil
}

// Cascade returns the range of the axis that shows the cascade of period
// doublings: from ηδ = 1.5 to escape or, under a clip, to far beyond it. Over γ, of
// which the logistic map's multiplier is independent, it surrounds the setting's.
func (s OrbitSettings) Cascade() (from, to float64) {
	first, last := 1.5, 3.1
	if !s.Parameters.Clip.IsUnclipped() {
		last = 8
	}
	effective, _ := effectiveDrive(s.Parameters, s.Drive)
	switch s.Axis {
	case "gamma":
		return s.Parameters.Gamma / 5, s.Parameters.Gamma * 4
	case "drive":
		offset := effective - s.Drive
		return first/s.Parameters.Eta - offset, last/s.Parameters.Eta - offset
	}
	if to = last / effective; !(effective > 0) || math.IsInf(to, 1) { // no cascade
		return s.Parameters.Eta / 10, s.Parameters.Eta * 10
	}
	return first / effective, to
}

// withRange returns the settings with a range.
func (s OrbitSettings) withRange() OrbitSettings {
	if s.From == 0 && s.To == 0 {
		s.From, s.To = s.Cascade()
	}
	return s
}

// at returns the map at a value of the axis.
func (s OrbitSettings) at(x float64) (p dynamics.Parameters, drive float64) {
	p, drive = s.Parameters, s.Drive
	switch s.Axis {
	case "eta":
		p.Eta = x
	case "gamma":
		p.Gamma = x
	default:
		drive = x
	}
	return p, drive
}

// OrbitDiagram returns the series of the orbit figure for valid settings: over
// one parameter, the weights on which the law settles under a constant drive, and
// the Lyapunov exponents of these orbits.
func OrbitDiagram(s OrbitSettings) plot.Orbit {
	s = s.withRange()
	p, _ := s.at(s.From)
	d := plot.Orbit{
		Heading: plot.Heading{Title: "Orbit diagram under a constant drive", Setting: describeMap(s.Parameters, s.Drive, s.Axis)},
		XLabel:  map[string]string{"eta": "adaptation rate η", "drive": "drive δ (nats per epoch)", "gamma": "self-competition γ"}[s.Axis],
		YLabel:  "niche width w",
		Ends:    clipLevels(p.Clip),
		Escape:  "escape to −∞", Superstable: "Λ = −∞: the orbit meets an end of the clip or a critical point",
		Thresholds: thresholds(s),
	}
	if _, ok := effectiveDrive(p, s.Drive); ok {
		note := "Every orbit starts at the map’s critical point, which finds the attractor if there is one."
		if !p.Clip.IsUnclipped() {
			note = "Every orbit starts at the map’s critical point; under a clip others may settle elsewhere."
		}
		d.Notes = append(d.Notes, note)
	}
	_, smooth := p.Law.(dynamics.SmoothLaw)
	if !smooth {
		d.Notes = append(d.Notes, "The law’s slopes are not known: there are no Lyapunov exponents.")
	}
	for i := range s.Points {
		x := s.From + (s.To-s.From)*float64(i)/float64(s.Points-1)
		p, drive := s.at(x)
		states, exponent := attractor(p, drive, s.Transient, s.Kept)
		d.X, d.Attractor = append(d.X, x), append(d.Attractor, states)
		if smooth {
			d.Exponent = append(d.Exponent, exponent)
		}
	}
	return d
}

// thresholds returns where the map of the settings changes, within their range.
func thresholds(s OrbitSettings) []plot.Threshold {
	effective, ok := effectiveDrive(s.Parameters, s.Drive)
	if !ok {
		return nil
	}
	changes := []plot.Threshold{{Name: "ηδ = 2: period doubling", X: doublingDrive}, {Name: "ηδ = 2.57: chaos", X: chaosDrive}, {Name: "ηδ = 3: escape", X: escapeDrive}}
	if anchored(s.Parameters) {
		for i, name := range []string{"η(δ+γ) = 2: period doubling", "η(δ+γ) = 2.57: chaos", "η(δ+γ) = 3: escape"} {
			changes[i].Name = name
		}
	}
	if !s.Parameters.Clip.IsUnclipped() {
		changes = changes[:1] // beyond, the clip makes other orbits
	}
	var within []plot.Threshold
	for _, change := range changes {
		switch s.Axis {
		case "eta":
			change.X /= effective
		case "drive":
			change.X = change.X/s.Parameters.Eta - (effective - s.Drive)
		case "gamma":
			if !anchored(s.Parameters) {
				continue // the multiplier 1−ηδ does not depend on γ
			}
			change.X = change.X/s.Parameters.Eta - s.Drive
		}
		if s.From < change.X && change.X < s.To {
			within = append(within, change)
		}
	}
	return within
}

// attractor returns the weights of the kept epochs after the transient and the
// Lyapunov exponent over these, the mean of ln |∂w⁽ᵗ⁺¹⁾/∂w⁽ᵗ⁾| (1/epoch). A step
// that the clip cuts off has slope 0, so the exponent of an orbit with one is −∞:
// it is superstable. Without an attractor there are no weights and the exponent
// is NaN.
func attractor(p dynamics.Parameters, drive float64, transient, kept int) (weights []float64, exponent float64) {
	w := attractingStart(p, drive)
	for range transient {
		if _, w = dynamics.Step(&p, w, drive); escaped(w) {
			return nil, math.NaN()
		}
	}
	law, _ := p.Law.(dynamics.SmoothLaw)
	var sum float64
	for range kept {
		weights = append(weights, w)
		raw, next := dynamics.Step(&p, w, drive)
		if escaped(next) {
			return nil, math.NaN()
		}
		if law != nil {
			slope, _ := law.Slopes(w, drive, p.Eta, p.Gamma)
			if raw != next {
				slope = 0
			}
			sum += math.Log(math.Abs(slope))
		}
		w = next
	}
	return weights, sum / float64(kept)
}
