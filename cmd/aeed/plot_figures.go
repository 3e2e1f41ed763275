package main

import (
	"strings"

	"github.com/spf13/cobra"

	"aeed/analysis"
	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/proofs"
)

// A figureCommand is a figure with its flags. What bind returns draws the figure
// from the flags' values.
type figureCommand struct {
	name      string
	takesFile bool
	bind      func(c *cobra.Command) func(args []string) (*plot.Figure, error)
}

// figures are the subcommands of `aeed plot`.
var figures = []figureCommand{
	{name: "flow-bound", bind: ofSetting(analysis.FlowBound, "beta")},
	{name: "safe-region", bind: ofSetting(analysis.SafeRegion, "eta", "gamma", "beta", "clip", "w0", "law", "driver")},
	{name: "worst-case-envelope", bind: ofSetting(analysis.WorstEnvelope, "eta", "gamma", "beta", "clip", "w0", "law", "driver")},
	{name: "trajectories", takesFile: true, bind: bindTrajectories},
	{name: "phase-portrait", bind: ofSetting(analysis.PhasePortrait, "eta", "gamma", "beta", "law", "driver")},
	{name: "basin", bind: bindBasin},
	{name: "orbit", bind: bindOrbit(analysis.DefaultOrbit())},
	{name: "orbit-clipped", bind: bindOrbit(analysis.DefaultClippedOrbit())},
	{name: "cobweb", bind: bindCobweb},
	{name: "critical-rate", bind: bindCriticals},
	{name: "gain-map", bind: bindGainMap},
	{name: "certified-boxes", bind: bindCertifiedBoxes},
	{name: "onset", bind: bindOnset},
	{name: "sensitivity", bind: bindSensitivity},
	{name: "spectrum", bind: bindSpectrum},
}

// A series is what a function of analysis returns.
type series interface{ Figure() *plot.Figure }

// drawn checks settings before their figure is made.
func drawn[S interface{ Validate() error }, D series](settings *S, apply func() error, compute func(S) D) func([]string) (*plot.Figure, error) {
	return func([]string) (*plot.Figure, error) {
		if err := apply(); err != nil {
			return nil, err
		}
		if err := (*settings).Validate(); err != nil {
			return nil, err
		}
		return compute(*settings).Figure(), nil
	}
}

// ofSetting binds the named flags of a stability setting.
func ofSetting[D series](compute func(proofs.Setting) D, names ...string) func(*cobra.Command) func([]string) (*plot.Figure, error) {
	return func(c *cobra.Command) func([]string) (*plot.Figure, error) {
		f := c.Flags()
		s := proofs.DefaultSetting()
		f.IntVar(&s.Classes, "classes", s.Classes, "number of classes C ≥ 2")
		return drawn(&s, bindParameters(c, &s.Parameters, names...), compute)
	}
}

func bindTrajectories(c *cobra.Command) func([]string) (*plot.Figure, error) {
	p, scenario := dynamics.DefaultParameters(), newSimulateFlags()
	scenario.declare(c)
	words := addControllerFlags(c, &p)
	return func(args []string) (*plot.Figure, error) {
		if len(args) == 1 {
			header, epochs, err := trajectory.ReadFile(args[0])
			if err != nil {
				return nil, err
			}
			return analysis.Trajectories(header, epochs).Figure(), nil
		}
		if err := words.apply(&p); err != nil {
			return nil, err
		}
		run, err := scenario.simulation(c, p)
		if err != nil {
			return nil, err
		}
		return analysis.SimulatedTrajectories(run.scenario, run.parameters)
	}
}

func bindBasin(c *cobra.Command) func([]string) (*plot.Figure, error) {
	f := c.Flags()
	s := analysis.DefaultBasin()
	f.IntVar(&s.Classes, "classes", s.Classes, "number of classes C ≥ 2")
	apply := bindParameters(c, &s.Parameters, "eta", "gamma", "beta", "law")
	f.Float64Var(&s.FromDrive, "from", s.FromDrive, "lowest first flow, in units of 1/η")
	f.Float64Var(&s.ToDrive, "to", s.ToDrive, "highest first flow, in units of 1/η")
	f.IntVar(&s.Columns, "columns", s.Columns, "starts across")
	f.IntVar(&s.Rows, "rows", s.Rows, "starts up")
	return drawn(&s, apply, analysis.BasinFigure)
}

func bindOrbit(s analysis.OrbitSettings) func(*cobra.Command) func([]string) (*plot.Figure, error) {
	return func(c *cobra.Command) func([]string) (*plot.Figure, error) {
		f := c.Flags()
		s := s
		f.StringVar(&s.Axis, "axis", s.Axis, "horizontal axis: eta, drive or gamma")
		f.Float64Var(&s.From, "from", s.From, "its first value; without --from and --to the cascade shows")
		f.Float64Var(&s.To, "to", s.To, "its last value")
		f.Float64Var(&s.Drive, "drive", s.Drive, "constant drive δ, nats per epoch")
		apply := bindParameters(c, &s.Parameters, "eta", "gamma", "clip", "law")
		f.IntVar(&s.Points, "points", s.Points, "values of the axis")
		f.IntVar(&s.Transient, "transient", s.Transient, "epochs before the orbit is drawn")
		f.IntVar(&s.Kept, "kept", s.Kept, "epochs that are drawn")
		return drawn(&s, func() error {
			err := apply()
			if from, to := s.Cascade(); !f.Changed("from") && f.Changed("to") {
				s.From = from
			} else if f.Changed("from") && !f.Changed("to") {
				s.To = to
			}
			return err
		}, analysis.OrbitDiagram)
	}
}

func bindCobweb(c *cobra.Command) func([]string) (*plot.Figure, error) {
	f := c.Flags()
	s := analysis.DefaultCobweb()
	f.Float64Var(&s.Drive, "drive", s.Drive, "constant drive δ, nats per epoch")
	apply := bindParameters(c, &s.Parameters, "eta", "gamma", "clip", "w0", "law")
	f.IntVar(&s.Epochs, "epochs", s.Epochs, "epochs of the orbit")
	return drawn(&s, apply, analysis.Cobweb)
}

func bindCriticals(c *cobra.Command) func([]string) (*plot.Figure, error) {
	f := c.Flags()
	s := analysis.DefaultCriticals()
	f.IntVar(&s.Classes, "classes", s.Classes, "number of classes C ≥ 2")
	apply := bindParameters(c, &s.Parameters, "eta")
	f.Float64SliceVar(&s.Betas, "betas", s.Betas, "smoothings β, a curve each")
	bindPlant(c, &s.Plant, "alpha", "lag")
	f.IntVar(&s.MaxDelay, "max-delay", s.MaxDelay, "largest delay, epochs")
	return drawn(&s, apply, analysis.Criticals)
}

func bindGainMap(c *cobra.Command) func([]string) (*plot.Figure, error) {
	s := proofs.DefaultSetting()
	apply := bindParameters(c, &s.Parameters, "beta")
	bindPlant(c, &s.Plant, "lag", "delay")
	return drawn(&s, apply, analysis.GainMap)
}

func bindCertifiedBoxes(c *cobra.Command) func([]string) (*plot.Figure, error) {
	s := proofs.DefaultSetting()
	bindPlant(c, &s.Plant, "lag", "delay")
	return func([]string) (*plot.Figure, error) {
		if err := s.Validate(); err != nil {
			return nil, err
		}
		d, err := analysis.CertifiedBoxes(s)
		if err != nil {
			return nil, err
		}
		return d.Figure(), nil
	}
}

func bindOnset(c *cobra.Command) func([]string) (*plot.Figure, error) {
	f := c.Flags()
	s := analysis.DefaultOnset()
	f.IntVar(&s.Classes, "classes", s.Classes, "number of classes C ≥ 2")
	apply := bindParameters(c, &s.Parameters, "gamma", "beta", "clip")
	bindPlant(c, &s.Plant, "alpha", "lag")
	f.IntSliceVar(&s.Delays, "delays", s.Delays, "delays d, a curve each")
	f.Float64Var(&s.From, "from", s.From, "lowest η/η_crit")
	f.Float64Var(&s.To, "to", s.To, "highest η/η_crit")
	f.IntVar(&s.Points, "points", s.Points, "values of η/η_crit")
	f.IntVar(&s.Epochs, "epochs", s.Epochs, "epochs of the runs from a large perturbation")
	return drawn(&s, apply, analysis.Onset)
}

func bindSensitivity(c *cobra.Command) func([]string) (*plot.Figure, error) {
	f := c.Flags()
	s := analysis.DefaultSensitivity()
	var names []string
	for _, m := range analysis.Measures() {
		names = append(names, string(m))
	}
	f.StringVar((*string)(&s.Measure), "measure", string(s.Measure), "what the colours show: "+strings.Join(names, ", "))
	f.Float64Var(&s.Eta.From, "eta-from", s.Eta.From, "lowest η")
	f.Float64Var(&s.Eta.To, "eta-to", s.Eta.To, "highest η")
	f.Float64Var(&s.Gamma.From, "gamma-from", s.Gamma.From, "lowest γ")
	f.Float64Var(&s.Gamma.To, "gamma-to", s.Gamma.To, "highest γ")
	f.IntVar(&s.Eta.Points, "columns", s.Eta.Points, "values of η")
	f.IntVar(&s.Gamma.Points, "rows", s.Gamma.Points, "values of γ")
	apply, scenario := bindParameters(c, &s.Parameters, "beta", "clip", "w0", "law", "driver"), newSimulateFlags()
	scenario.declare(c)
	return func([]string) (*plot.Figure, error) {
		if err := apply(); err != nil {
			return nil, err
		}
		run, err := scenario.simulation(c, s.Parameters)
		if err != nil {
			return nil, err
		}
		s.Scenario, s.Parameters = run.scenario, run.parameters
		d, err := analysis.Sensitivity(s)
		if err != nil {
			return nil, err
		}
		return d.Figure(), nil
	}
}

func bindSpectrum(c *cobra.Command) func([]string) (*plot.Figure, error) {
	f := c.Flags()
	s := analysis.DefaultSpectrum()
	f.Float64Var(&s.Sigma, "sigma", s.Sigma, "deviation σ of a class's measured entropy, nats")
	apply := bindParameters(c, &s.Parameters, "eta", "gamma", "beta", "law")
	f.IntVar(&s.Classes, "classes", s.Classes, "classes whose periodograms are averaged")
	f.IntVar(&s.Epochs, "epochs", s.Epochs, "epochs of the simulation")
	f.IntVar(&s.Segment, "segment", s.Segment, "epochs of a periodogram")
	f.Uint64Var(&s.Seed, "seed", s.Seed, "seed of the noise")
	return func([]string) (*plot.Figure, error) {
		if err := apply(); err != nil {
			return nil, err
		}
		d, err := analysis.Spectrum(s)
		if err != nil {
			return nil, err
		}
		return d.Figure(), nil
	}
}
