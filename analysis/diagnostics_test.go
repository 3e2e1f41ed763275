package analysis

import (
	"math"
	"path/filepath"
	"testing"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/internal/golden"
	"aeed/proofs"
	"aeed/sim"
)

func TestGoldenDiagnostics(t *testing.T) {
	// Crowded figures make large images: these stand for them.
	simpler := map[string]func() (*plot.Figure, error){
		"orbit": func() (*plot.Figure, error) {
			s := DefaultOrbit()
			s.Points = 161
			return OrbitDiagram(s).Figure(), nil
		},
		"trajectories": func() (*plot.Figure, error) {
			s := sim.DefaultScenario()
			s.Sizes = sim.LongTailed(5, 600, 100)
			return SimulatedTrajectories(s, dynamics.DefaultParameters())
		},
	}
	for _, d := range Diagnostics() {
		if figure, ok := simpler[d.Name]; ok {
			d.Figure = figure
		}
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			figure, err := d.Figure()
			if err != nil || d.Caption == "" {
				t.Fatalf("%v, caption %q", err, d.Caption)
			}
			golden.Check(t, filepath.Join("testdata", d.Name+".png"), encoded(t, NamedFigure{d.Name, figure}))
		})
	}
}

// Every figure of every extreme setting can be drawn, with finite numbers only.
func TestDiagnosticsAtTheEdges(t *testing.T) {
	for name, change := range map[string]func(*proofs.Setting, *dynamics.Parameters){
		"open clip":      func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip.High = math.Inf(1) },
		"no clip":        func(_ *proofs.Setting, p *dynamics.Parameters) { p.Clip = dynamics.Unclipped() },
		"anchored law":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = dynamics.Anchored{} },
		"another law":    func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = anotherLaw{} },
		"entropy driven": func(_ *proofs.Setting, p *dynamics.Parameters) { p.Driver = dynamics.DriveEntropy },
		"two classes":    func(s *proofs.Setting, _ *dynamics.Parameters) { s.Classes = 2 },
		"no smoothing":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = 0 },
		"large eta":      func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta = 50 },
		"large weight":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.InitialWeight = 1e6 },
		"tiny numbers":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta, p.Gamma = 1e-300, 1e-300 },
		"huge numbers":   func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta, p.Gamma, p.InitialWeight = 1e300, 1e300, 1e300 },
		"beta all but 1": func(_ *proofs.Setting, p *dynamics.Parameters) { p.Beta = math.Nextafter(1, 0) },
		"steep plant":    func(s *proofs.Setting, _ *dynamics.Parameters) { s.Plant.Alpha, s.Plant.Lag = 1e6, 1 },
		"slow plant":     func(s *proofs.Setting, _ *dynamics.Parameters) { s.Plant.Alpha, s.Plant.Lag = 1e-6, 1e-9 },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for name, figure := range smallFigures(t, setting(change)) {
				content, err := figure.Encode("svg")
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				noStrayNumbers(t, name, content)
			}
		})
	}
}

// smallFigures returns the diagnostics of a setting that are defined there, of
// few points.
func smallFigures(t *testing.T, s proofs.Setting) map[string]*plot.Figure {
	t.Helper()
	p := s.Parameters
	figures := map[string]*plot.Figure{"phase-portrait": PhasePortrait(s).Figure(), "gain-map": GainMap(s).Figure()}
	try := func(name string, validate func() error, figure func() *plot.Figure) {
		if err := validate(); err == nil {
			figures[name] = figure()
		} else if logistic(p) || anchored(p) && name != "basin" && name != "onset" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, axis := range []string{"eta", "drive", "gamma"} {
		orbit := OrbitSettings{Parameters: p, Drive: 0.1, Axis: axis, Points: 20, Transient: 50, Kept: 20}
		if p.Eta == 1e300 || p.Eta == 1e-300 { // whose cascade is beyond the numbers
			orbit.From, orbit.To = 1, 2
		}
		try("orbit over "+axis, orbit.Validate, func() *plot.Figure { return OrbitDiagram(orbit).Figure() })
	}
	cobweb := CobwebSettings{Parameters: p, Drive: 0.1, Epochs: 20}
	try("cobweb", cobweb.Validate, func() *plot.Figure { return Cobweb(cobweb).Figure() })
	basin := BasinSettings{Setting: s, FromDrive: -1.5, ToDrive: 3, Columns: 12, Rows: 8}
	try("basin", basin.Validate, func() *plot.Figure { return BasinFigure(basin).Figure() })
	criticals := CriticalSettings{Setting: s, Betas: []float64{p.Beta}, MaxDelay: 3}
	try("critical-rate", criticals.Validate, func() *plot.Figure { return Criticals(criticals).Figure() })
	onset := OnsetSettings{Setting: s, Delays: []int{0, 2}, From: 0.5, To: 2, Points: 3, Epochs: 100}
	try("onset", onset.Validate, func() *plot.Figure { return Onset(onset).Figure() })
	spectrum := SpectrumSettings{Parameters: p, Sigma: 0.2, Classes: 2, Epochs: 64, Segment: 16}
	try("spectrum", spectrum.Validate, func() *plot.Figure {
		d, err := Spectrum(spectrum)
		if err != nil {
			t.Fatal(err)
		}
		return d.Figure()
	})
	sensitivity := DefaultSensitivity()
	sensitivity.Parameters, sensitivity.Scenario.Epochs = p, 5
	sensitivity.Eta.Points, sensitivity.Gamma.Points = 3, 3
	for _, sensitivity.Measure = range Measures() {
		d, err := Sensitivity(sensitivity)
		if err != nil {
			t.Fatal(err)
		}
		figures["sensitivity "+string(sensitivity.Measure)] = d.Figure()
	}
	trajectories, err := SimulatedTrajectories(sensitivity.Scenario, p)
	if err == nil { // weights may leave the numbers
		figures["trajectories"] = trajectories
	}
	return figures
}
