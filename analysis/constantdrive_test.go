package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics"
)

// driven returns the parameters of the logistic law at γ = 0.05 without a clip.
func driven(eta float64) dynamics.Parameters {
	p := dynamics.DefaultParameters()
	p.Eta, p.Clip = eta, dynamics.Unclipped()
	return p
}

// distinct counts states that differ by more than 1e-6.
func distinct(states []float64) int {
	sorted := slices.Sorted(slices.Values(states))
	count := 1
	for i := 1; i < len(sorted); i++ {
		if sorted[i]-sorted[i-1] > 1e-6 {
			count++
		}
	}
	return count
}

func TestPeriodDoublingAtTwo(t *testing.T) {
	const drive = 0.1
	low, high := 1.5, 2.4
	for high-low > 1e-5 {
		middle := (low + high) / 2
		states, _ := attractor(driven(middle/drive), drive, 100_000, 8)
		if slices.Max(states)-slices.Min(states) > 1e-6 {
			high = middle
		} else {
			low = middle
		}
	}
	// At 2−ε the orbit nears the fixed point by the factor 1−ε an epoch, which
	// 100 000 epochs show for ε > 2e-4.
	near(t, "ηδ of the doubling", low, 2, 2e-4)
}

func TestTwoCycle(t *testing.T) {
	const eta, drive, gamma = 20.5, 0.1, 0.05
	states, exponent := attractor(driven(eta), drive, 10_000, 2)
	r := 1 + eta*drive
	root := math.Sqrt((r + 1) * (r - 3))
	near(t, "upper", slices.Max(states), (r+1+root)/(2*eta*gamma), 1e-9)
	near(t, "lower", slices.Min(states), (r+1-root)/(2*eta*gamma), 1e-9)
	// The multiplier of the cycle of the logistic map is 4 + 2r − r².
	near(t, "exponent", exponent, math.Log(math.Abs(4+2*r-r*r))/2, 1e-9)
}

// At the fixed point the exponent is ln |1−ηδ|.
func TestExponentAtTheFixedPoint(t *testing.T) {
	for _, product := range []float64{0.1, 0.5, 0.9, 1.3, 1.7, 1.9} {
		states, exponent := attractor(driven(product/0.1), 0.1, 10_000, 100)
		near(t, "fixed point", states[0], 2, 1e-9)
		near(t, "exponent", exponent, math.Log(math.Abs(1-product)), 1e-9)
	}
}

func TestChaosAndEscape(t *testing.T) {
	states, exponent := attractor(driven(26), 0.1, 1000, 100_000)
	if n := distinct(states); n < 1000 {
		t.Errorf("%d states at ηδ = 2.6", n)
	}
	near(t, "exponent of the logistic map at r = 3.6", exponent, 0.1832, 0.003)
	if states, exponent := attractor(driven(30.5), 0.1, 1000, 10); states != nil || !math.IsNaN(exponent) {
		t.Errorf("at ηδ = 3.05: %v, exponent %v", states, exponent)
	}
	if states, exponent := attractor(driven(30.5), 0.1, 0, 1000); states != nil || !math.IsNaN(exponent) {
		t.Errorf("at ηδ = 3.05 without a transient: %v, exponent %v", states, exponent)
	}
}

// Under the clip: the attractor clip(δ/γ) below ηδ = 2, border-collision cycles
// beyond.
func TestClippedOrbits(t *testing.T) {
	for _, c := range []struct{ eta, drive float64 }{{5, 0.1}, {5, 0.25}, {0.5, 0.3}, {0.5, -0.1}, {10, 0.003}} {
		p := dynamics.DefaultParameters()
		p.Eta = c.eta
		want, ok := dynamics.ClippedAttractor(p.Eta, p.Gamma, c.drive, p.Clip)
		states, exponent := attractor(p, c.drive, 10_000, 10)
		if !ok || distinct(states) != 1 {
			t.Errorf("%+v: %v", c, states)
		}
		near(t, "attractor", states[0], want, 1e-9)
		if inside := p.Clip.Low < want && want < p.Clip.High; inside == math.IsInf(exponent, -1) {
			t.Errorf("%+v: exponent %v at %v", c, exponent, want)
		}
	}
	p := dynamics.DefaultParameters()
	p.Eta = 60
	states, exponent := attractor(p, 0.1, 1000, 300)
	if distinct(states) != 3 || !math.IsInf(exponent, -1) {
		t.Errorf("η = 60: %d states, exponent %v", distinct(states), exponent)
	}
	for i, want := range []float64{0.1, 0.67, 3.34} {
		near(t, "3-cycle", slices.Sorted(slices.Values(states))[i*100], want, 0.005)
	}
	p.Eta = 20
	states, exponent = attractor(p, 0.15, 1000, 1000)
	if n := distinct(states); n < 10 || !math.IsInf(exponent, -1) {
		t.Errorf("η = 20, δ = 0.15: %d states, exponent %v, want a long cycle", n, exponent)
	}
}

func TestOrbitDiagram(t *testing.T) {
	s := DefaultOrbit()
	s.Points, s.Transient, s.Kept = 63, 300, 20
	d := OrbitDiagram(s)
	if d.X[0] != 15 || d.X[62] != 31 || len(d.Attractor) != 63 || len(d.Exponent) != 63 || len(d.Thresholds) != 3 {
		t.Fatalf("%v to %v, %d columns, %d exponents, %d thresholds", d.X[0], d.X[62], len(d.Attractor), len(d.Exponent), len(d.Thresholds))
	}
	for i, want := range []float64{20, 25.7, 30} {
		near(t, "threshold", d.Thresholds[i].X, want, 0.01)
	}
	for i, x := range d.X {
		if (x > 30) != (len(d.Attractor[i]) == 0) {
			t.Errorf("η = %v: %d states", x, len(d.Attractor[i]))
		}
	}
	for _, c := range []struct {
		name   string
		change func(*OrbitSettings)
		from   float64
		want   []float64 // thresholds
	}{
		{"over δ", func(s *OrbitSettings) { s.Axis, s.Parameters.Eta = "drive", 10 }, 0.15, []float64{0.2, 0.257, 0.3}},
		{"over γ", func(s *OrbitSettings) { s.Axis = "gamma" }, 0.01, nil},
		{"over γ, anchored", func(s *OrbitSettings) {
			s.Axis, s.Parameters.Law, s.Parameters.Eta, s.Drive = "gamma", dynamics.Anchored{}, 20, 0
		}, 0.01, []float64{0.1, 0.1285, 0.15}},
		{"anchored", func(s *OrbitSettings) { s.Parameters.Law = dynamics.Anchored{} }, 10, []float64{2 / 0.15, 2.57 / 0.15, 20}},
		{"no cascade", func(s *OrbitSettings) { s.Drive = -0.1 }, 0.05, nil},
		{"clipped", func(s *OrbitSettings) { s.Parameters.Clip = dynamics.Clip{Low: 0.1, High: 4} }, 15, []float64{20}},
		{"another law", func(s *OrbitSettings) { s.Parameters.Law = anotherLaw{} }, 0.05, nil},
		{"a range", func(s *OrbitSettings) { s.From, s.To = 1, 2 }, 1, nil},
	} {
		s := DefaultOrbit()
		s.Points, s.Transient, s.Kept = 5, 10, 5
		c.change(&s)
		if err := s.Validate(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		d := OrbitDiagram(s)
		near(t, c.name+": from", d.X[0], c.from, 1e-9)
		if len(d.Thresholds) != len(c.want) {
			t.Errorf("%s: thresholds %v, want %v", c.name, d.Thresholds, c.want)
			continue
		}
		for i, want := range c.want {
			near(t, c.name+": threshold", d.Thresholds[i].X, want, 0.001*want)
		}
	}
}

func TestCobweb(t *testing.T) {
	d := Cobweb(DefaultCobweb())
	if len(d.Orbit) != 61 || len(d.Notes) != 0 || !slices.Equal(d.Fixed, []float64{0, 2}) {
		t.Errorf("%d states, fixed points %v, notes %v", len(d.Orbit), d.Fixed, d.Notes)
	}
	near(t, "where the map returns to 0", d.Map.X[400], 3.6/1.3, 1e-9)
	near(t, "map there", d.Map.Y[400], 0, 1e-9)
	for i, w := range d.Orbit[1:] {
		near(t, "orbit", w, dynamics.Logistic{}.Next(d.Orbit[i], 0.1, 26, 0.05), 0)
	}
	s := DefaultCobweb()
	s.Parameters.Eta = 40
	if d := Cobweb(s); len(d.Notes) != 1 || d.Orbit[len(d.Orbit)-1] >= 0 {
		t.Errorf("an orbit that escapes: %v, notes %v", d.Orbit, d.Notes)
	}
	s.Parameters.Eta, s.Parameters.Clip = 60, dynamics.Clip{Low: 0.1, High: 4}
	if d := Cobweb(s); len(d.Ends) != 2 || !slices.Equal(d.Fixed, []float64{2}) || d.Map.X[400] != 4.2 {
		t.Errorf("clipped: ends %v, fixed points %v, up to %v", d.Ends, d.Fixed, d.Map.X[400])
	}
}

// Every setting out of range is an error that names a flag.
func TestSettingsOutOfRange(t *testing.T) {
	for name, err := range map[string]error{
		"axis":       with(DefaultOrbit(), func(s *OrbitSettings) { s.Axis = "beta" }).Validate(),
		"from":       with(DefaultOrbit(), func(s *OrbitSettings) { s.From, s.To = 2, 1 }).Validate(),
		"drive":      with(DefaultOrbit(), func(s *OrbitSettings) { s.Drive = math.NaN() }).Validate(),
		"points":     with(DefaultOrbit(), func(s *OrbitSettings) { s.Points = 1 }).Validate(),
		"transient":  with(DefaultOrbit(), func(s *OrbitSettings) { s.Transient = -1 }).Validate(),
		"kept":       with(DefaultOrbit(), func(s *OrbitSettings) { s.Kept = 0 }).Validate(),
		"eta":        with(DefaultOrbit(), func(s *OrbitSettings) { s.Parameters.Eta = -1 }).Validate(),
		"epochs":     with(DefaultCobweb(), func(s *CobwebSettings) { s.Epochs = 0 }).Validate(),
		"columns":    with(DefaultBasin(), func(s *BasinSettings) { s.Columns = 0 }).Validate(),
		"law":        with(DefaultBasin(), func(s *BasinSettings) { s.Parameters.Law = dynamics.Anchored{} }).Validate(),
		"beta":       with(DefaultCriticals(), func(s *CriticalSettings) { s.Betas = []float64{0, 1} }).Validate(),
		"max-delay":  with(DefaultCriticals(), func(s *CriticalSettings) { s.MaxDelay = 0 }).Validate(),
		"alpha":      with(DefaultCriticals(), func(s *CriticalSettings) { s.Plant.Alpha = 0 }).Validate(),
		"delays":     with(DefaultOnset(), func(s *OnsetSettings) { s.Delays = []int{-1} }).Validate(),
		"law ":       with(DefaultOnset(), func(s *OnsetSettings) { s.Parameters.Law = dynamics.Anchored{} }).Validate(),
		"from ":      with(DefaultOnset(), func(s *OnsetSettings) { s.From = 0 }).Validate(),
		"measure":    with(DefaultSensitivity(), func(s *SensitivitySettings) { s.Measure = "colour" }).Validate(),
		"eta-from":   with(DefaultSensitivity(), func(s *SensitivitySettings) { s.Eta.From = 3 }).Validate(),
		"gamma-from": with(DefaultSensitivity(), func(s *SensitivitySettings) { s.Gamma.To = math.Inf(1) }).Validate(),
		"rows":       with(DefaultSensitivity(), func(s *SensitivitySettings) { s.Gamma.Points = 1 }).Validate(),
		"clip":       with(DefaultSensitivity(), func(s *SensitivitySettings) { s.Parameters.Clip.Low = 9 }).Validate(),
		"epochs ":    with(DefaultSensitivity(), func(s *SensitivitySettings) { s.Scenario.Epochs = 0 }).Validate(),
		"sigma":      with(DefaultSpectrum(), func(s *SpectrumSettings) { s.Sigma = 0 }).Validate(),
		"segment":    with(DefaultSpectrum(), func(s *SpectrumSettings) { s.Segment = 8000 }).Validate(),
		"law  ":      with(DefaultSpectrum(), func(s *SpectrumSettings) { s.Parameters.Law = anotherLaw{} }).Validate(),
		"gamma":      with(DefaultSpectrum(), func(s *SpectrumSettings) { s.Parameters.Gamma = 0 }).Validate(),
	} {
		parameter, ok := err.(*dynamics.ParameterError)
		if !ok || parameter.Name != strings.TrimSpace(name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Sensitivity(SensitivitySettings{}); err == nil {
		t.Error("no scenario is no error")
	}
	if _, err := Spectrum(SpectrumSettings{}); err == nil {
		t.Error("no parameters are no error")
	}
}

func with[S any](settings S, change func(*S)) S {
	change(&settings)
	return settings
}
