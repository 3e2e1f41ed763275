package analysis

import (
	"math"
	"strings"
	"testing"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// Simulation and the exact edge agree on every start of a fine grid, for several
// smoothings.
func TestBasinIsExact(t *testing.T) {
	for _, beta := range []float64{0, 0.3, 0.9, 0.95} {
		s := DefaultBasin()
		s.Parameters.Beta, s.Columns, s.Rows = beta, 320, 200
		s.FromDrive, s.ToDrive = -0.999, dynamics.BasinFlowLimit(beta)
		d := BasinFigure(s)
		if note := d.Notes[len(d.Notes)-1]; note != "Between the limits simulation and edge disagree on 0 of 64000 starts." {
			t.Errorf("β = %v: %s", beta, note)
		}
		if len(d.Unproved) != 0 || len(d.Limits) != 0 {
			t.Errorf("β = %v: %d unproved edges, %d limits within the range", beta, len(d.Unproved), len(d.Limits))
		}
	}
}

// The published facts at β = 0.9: [0, 40] at flow 0, every negative weight
// diverges, and beyond x₊ = 2.708 the formula fails.
func TestBasinFates(t *testing.T) {
	p := flowDriven(dynamics.DefaultParameters())
	for _, c := range []struct {
		weight, flow float64
		want         plot.Fate
	}{
		{0, 0, plot.Converges}, {1, 0, plot.Converges}, {39.999, 0, plot.Converges}, {40.001, 0, plot.Diverges},
		{50, 0, plot.Diverges}, {-0.01, 0, plot.Diverges}, {-0.01, 0.4, plot.Diverges},
		{48.18, 0.4094, plot.Converges}, {48.2, 0.4094, plot.Diverges}, {31.8, -0.4094, plot.Converges}, {31.83, -0.4094, plot.Diverges},
	} {
		if got := fate(p, dynamics.State{Weight: c.weight, Flow: c.flow}); got != c.want {
			t.Errorf("from w = %v, ΔH̄ = %v: %v, want %v", c.weight, c.flow, got, c.want)
		}
	}
	beyond := 0
	for w := 0.5; w < 149; w += 0.5 {
		if fate(p, dynamics.State{Weight: w, Flow: 2.75 / p.Eta}) == plot.Diverges {
			beyond++
		}
	}
	if beyond == 0 {
		t.Error("at ηΔH̄ = 2.75 every start under the edge converges, which is known to be false")
	}
	p.Beta = math.Nextafter(1, 0)
	if got := fate(p, dynamics.State{Weight: 1, Flow: 0.1}); got != plot.Undecided {
		t.Errorf("with an all but endless memory: %v", got)
	}
}

func TestBasinFigureBeyondTheProof(t *testing.T) {
	d := BasinFigure(DefaultBasin())
	if len(d.Unproved) != 1 || len(d.Limits) != 2 || len(d.Fates) != 300 || len(d.Fates[0]) != 500 {
		t.Fatalf("%d unproved edges, %d limits, %d rows", len(d.Unproved), len(d.Limits), len(d.Fates))
	}
	near(t, "upper limit", d.Limits[0].Weight, 2.708/0.5, 0.001)
	near(t, "lower limit", d.Limits[1].Weight, -2, 1e-12)
	near(t, "reach", d.Reachable, 0.4094, 1e-4)
	for i, w := range d.Proved.X {
		near(t, "edge", w, (1+0.5*d.Proved.Y[i])*40, 1e-9)
	}
	near(t, "end of the edge", d.Proved.Y[len(d.Proved.Y)-1], 2*2.708, 0.001)
}

func TestPhasePortrait(t *testing.T) {
	d := PhasePortrait(proofs.DefaultSetting())
	near(t, "band", d.Band, 0.4094, 1e-4)
	near(t, "smallest W", d.Safe[0], 8.19, 0.01)
	near(t, "largest W", d.Safe[1], 31.81, 0.01)
	if len(d.Nullclines) != 3 || len(d.Notes) != 0 || len(d.Equilibria) != 1 || d.Equilibria[0] != 0 {
		t.Errorf("%d nullclines, notes %v, equilibria %v", len(d.Nullclines), d.Notes, d.Equilibria)
	}
	p := flowDriven(dynamics.DefaultParameters())
	for _, s := range d.Nullclines[:2] { // an epoch leaves w as it is
		for i := range s.X {
			to := dynamics.Map(p.Law, p, dynamics.State{Weight: s.X[i], Flow: s.Y[i]}, 0)
			near(t, s.Name, to.Weight, s.X[i], 1e-12)
		}
	}
	for i, w := range d.Basin.X {
		edge, ok := dynamics.Basin(p, d.Basin.Y[i])
		if !ok || edge != w {
			t.Errorf("edge %v at flow %v", w, d.Basin.Y[i])
		}
	}
	for _, arrow := range d.Arrows {
		near(t, "arrow's flow", arrow.NextY, 0.9*arrow.Y, 1e-12)
	}
	escapes := 0
	for _, orbit := range d.Orbits {
		if orbit.X[len(orbit.X)-1] < 0 {
			escapes++
		}
	}
	if escapes != 1 {
		t.Errorf("%d orbits escape, want the one from beyond the edge", escapes)
	}

	for name, c := range map[string]struct {
		change     func(*proofs.Setting, *dynamics.Parameters)
		note       string
		equilibria int
	}{
		"anchored": {func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = dynamics.Anchored{} }, "left out", 2},
		"large η":  {func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta = 2 }, "1/(2D̄)", 1},
		"huge η":   {func(_ *proofs.Setting, p *dynamics.Parameters) { p.Eta = 1e6 }, "1/(2D̄)", 1},
		"another":  {func(_ *proofs.Setting, p *dynamics.Parameters) { p.Law = anotherLaw{} }, "left out", 0},
	} {
		d := PhasePortrait(setting(c.change))
		if notes := strings.Join(d.Notes, " "); !strings.Contains(notes, c.note) || d.Safe[1] != 0 || len(d.Equilibria) != c.equilibria {
			t.Errorf("%s: notes %q, safe up to %v, equilibria %v", name, notes, d.Safe[1], d.Equilibria)
		}
	}
}
