package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// A NamedFigure is a figure with the name that its file has, without the
// extension.
type NamedFigure struct {
	Name string
	*plot.Figure
}

// StabilityFigures returns the figures of the stability theorems at a valid
// setting: flow-bound, safe-region and worst-case-envelope. A curve that does
// not exist there, as the clip's conditions without a clip, is left out and the
// figure's notes say why. The search behind the last figure takes up to two
// seconds at unusual parameters.
func StabilityFigures(s proofs.Setting) []NamedFigure {
	return []NamedFigure{
		{"flow-bound", FlowBound(s).Figure()},
		{"safe-region", SafeRegion(s).Figure()},
		{"worst-case-envelope", WorstEnvelope(s).Figure()},
	}
}

// describe returns the line of a figure that states its parameters.
func describe(s proofs.Setting) string {
	p := s.Parameters
	return fmt.Sprintf("C = %d,  η = %s,  γ = %s,  β = %s,  %s,  w_0 = %s,  %s law", s.Classes,
		plot.Exact(p.Eta), plot.Exact(p.Gamma), plot.Exact(p.Beta), clipName(p.Clip), plot.Exact(p.InitialWeight), p.Law.Name())
}

func clipName(c dynamics.Clip) string {
	switch {
	case c.IsUnclipped():
		return "no clip"
	case math.IsInf(c.High, 1):
		return fmt.Sprintf("clip [%s, ∞)", plot.Exact(c.Low))
	}
	return fmt.Sprintf("clip [%s, %s]", plot.Exact(c.Low), plot.Exact(c.High))
}

// driverNote says that a figure is about the flow where the setting drives the
// weights with something else.
func driverNote(p dynamics.Parameters) []string {
	if p.Driver == dynamics.DriveFlow {
		return nil
	}
	return []string{"The theorems are about the entropy flow as driving signal, and so is this figure; the setting drives with the entropy itself."}
}

// flowDriven returns the parameters of Eqs. 3–4 without the clip, driven by
// the flow, under the setting's law.
func flowDriven(p dynamics.Parameters) dynamics.Parameters {
	p.Clip, p.Driver = dynamics.Unclipped(), dynamics.DriveFlow
	return p
}

// logistic reports whether the law is the paper's, which most theorems are
// about.
func logistic(p dynamics.Parameters) bool {
	_, ok := p.Law.(dynamics.Logistic)
	return ok
}

// anchored reports whether the law is the anchored one, for which Theorem 1′
// has been proved too.
func anchored(p dynamics.Parameters) bool {
	_, ok := p.Law.(dynamics.Anchored)
	return ok
}
