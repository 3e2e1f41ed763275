package analysis

import (
	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/proofs"
	"aeed/sim"
)

// A Diagnostic is a figure of the gallery.
type Diagnostic struct {
	Name    string // of its file, without the extension
	Caption string
	Figure  func() (*plot.Figure, error) // with the default settings
}

// Diagnostics returns every figure that needs no data, in the order of a gallery.
func Diagnostics() []Diagnostic {
	always := func(figure func() *plot.Figure) func() (*plot.Figure, error) {
		return func() (*plot.Figure, error) { return figure(), nil }
	}
	setting := proofs.DefaultSetting()
	return []Diagnostic{
		{"flow-bound", "The entropy flow, worst and typical, against its sharp bound (1−β) ln C and the naive one.",
			always(func() *plot.Figure { return FlowBound(setting).Figure() })},
		{"safe-region", "For which η and γ the conditions of boundedness and positivity hold, and where the paper measured.",
			always(func() *plot.Figure { return SafeRegion(setting).Figure() })},
		{"worst-case-envelope", "How large a niche width can become, proved and attained, and how it collapses.",
			always(func() *plot.Figure { return WorstEnvelope(setting).Figure() })},
		{"trajectories", "Niche widths of all classes over a run, with entropy and flow from head to tail.", DefaultTrajectories},
		{"phase-portrait", "The plane of niche width and entropy flow under constant entropies: nullclines, orbits, basin and safe region.",
			always(func() *plot.Figure { return PhasePortrait(setting).Figure() })},
		{"basin", "Which starts converge under constant entropies, by simulation, against the exact edge of the basin.",
			always(func() *plot.Figure { return BasinFigure(DefaultBasin()).Figure() })},
		{"orbit", "Where the law settles under a constant drive, over η: period doubling, chaos, escape; Lyapunov exponents below.",
			always(func() *plot.Figure { return OrbitDiagram(DefaultOrbit()).Figure() })},
		{"orbit-clipped", "The same under the clip: border-collision cycles, superstable wherever an orbit meets an end of the clip.",
			always(func() *plot.Figure { return OrbitDiagram(DefaultClippedOrbit()).Figure() })},
		{"cobweb", "The law under a constant drive as a map of the niche width, with an orbit.",
			always(func() *plot.Figure { return Cobweb(DefaultCobweb()).Figure() })},
		{"critical-rate", "The adaptation rate that the closed loop bears, over the delay, and the period of what is born there.",
			always(func() *plot.Figure { return Criticals(DefaultCriticals()).Figure() })},
		{"gain-map", "The gain that the closed loop bears, over smoothing β and lag λ at a given delay.",
			always(func() *plot.Figure { return GainMap(setting).Figure() })},
		{"certified-boxes", "Closed loops that certificates prove stable, over those that settle or oscillate in simulation.", func() (*plot.Figure, error) {
			d, err := CertifiedBoxes(setting)
			if err != nil {
				return nil, err
			}
			return d.Figure(), nil
		}},
		{"onset", "Oscillations of the closed loop in simulation, against the linear threshold.",
			always(func() *plot.Figure { return Onset(DefaultOnset()).Figure() })},
		{"sensitivity", "What a run comes to over η and γ, with the points of the paper’s Table 6.", func() (*plot.Figure, error) {
			d, err := Sensitivity(DefaultSensitivity())
			if err != nil {
				return nil, err
			}
			return d.Figure(), nil
		}},
		{"spectrum", "From noise of the entropies to niche widths, by frequency: transfer functions against a simulation.", func() (*plot.Figure, error) {
			d, err := Spectrum(DefaultSpectrum())
			if err != nil {
				return nil, err
			}
			return d.Figure(), nil
		}},
	}
}

// DefaultTrajectories returns the trajectories figure of the default scenario
// under the paper's parameters.
func DefaultTrajectories() (*plot.Figure, error) {
	return SimulatedTrajectories(sim.DefaultScenario(), dynamics.DefaultParameters())
}

// SimulatedTrajectories runs a scenario and returns its trajectories figure.
func SimulatedTrajectories(s sim.Scenario, p dynamics.Parameters) (*plot.Figure, error) {
	var epochs []trajectory.Epoch
	err := sim.Run(&s, p, func(e trajectory.Epoch) error {
		epochs = append(epochs, e)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return Trajectories(sim.Header(&s, p), epochs).Figure(), nil
}
