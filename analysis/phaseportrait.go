package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// PhasePortrait returns the series of the phase-portrait figure at a valid
// setting: the autonomous system of [w; ΔH̄] under constant entropies, without a
// clip, with what is proved of it for the logistic law.
func PhasePortrait(s proofs.Setting) plot.PhasePortrait {
	p := flowDriven(s.Parameters)
	bound := dynamics.FlowBound(s.Classes, p.Beta)
	scale := portraitScale(p, bound)
	d := plot.PhasePortrait{
		Heading: plot.Heading{
			Title: "Phase portrait under constant entropies",
			Setting: fmt.Sprintf("C = %d,  η = %s,  γ = %s,  β = %s,  %s law without a clip", s.Classes,
				plot.Exact(p.Eta), plot.Exact(p.Gamma), plot.Exact(p.Beta), p.Law.Name()),
			Notes: driverNote(s.Parameters),
		},
		W: [2]float64{-0.12 * scale, 1.35 * scale}, Flow: [2]float64{-1.3 * bound, 1.3 * bound},
		Band: bound,
	}
	if law, ok := p.Law.(dynamics.SmoothLaw); ok {
		for _, e := range dynamics.Equilibria(law, p) {
			d.Equilibria = append(d.Equilibria, e.State.Weight)
		}
	}
	d.Nullclines = nullclines(p, d.W, d.Flow)
	d.Arrows = stepArrows(p, d.W, d.Flow)
	if logistic(p) {
		d.Basin = basinEdge("edge of the basin, w = (1+ηΔH̄)/(ηγ)", p, d.Flow[0], d.Flow[1])
		if len(d.Basin.X) == 0 {
			d.Notes = append(d.Notes, "At these flows the edge of the basin is not proved: it is left out.")
		}
		if smallest, limit, ok := dynamics.InvariantInterval(p.Eta, p.Gamma, bound); ok {
			d.Safe = [2]float64{smallest, limit}
		} else {
			d.Notes = append(d.Notes, "η is not below 1/(2D̄): no (0, W] is safe under all flows (Theorem 1′).")
		}
	} else {
		d.Notes = append(d.Notes, "Basin and safe region are theorems about the logistic law: they are left out.")
	}
	for _, start := range [][2]float64{{0.28, 1}, {0.62, 1}, {0.95, 0.6}, {0.72, -1}, {0.3, -1}, {1.12, 0.3}} {
		d.Orbits = append(d.Orbits, portraitOrbit(p, dynamics.State{Weight: start[0] * scale, Flow: start[1] * bound}, d.W))
	}
	return d
}

// portraitScale returns the weight that a portrait is as wide as: 1/(ηγ), where
// the basin ends at flow 0, or for other laws what the drive D̄ leads to.
func portraitScale(p dynamics.Parameters, bound float64) float64 {
	scale := 1 / (p.Eta * p.Gamma)
	if !logistic(p) {
		scale = 2 * math.Max(p.InitialWeight, 1+bound/p.Gamma)
	}
	if !(scale > 0) || math.IsInf(2*scale, 0) {
		return p.InitialWeight
	}
	return scale
}

// nullclines returns where an epoch leaves w as it is, and where ΔH̄, within the
// ranges.
func nullclines(p dynamics.Parameters, weights, flows [2]float64) []plot.Series {
	lines := []plot.Series{{Name: "nullcline of w: w = 0", X: []float64{0, 0}, Y: flows[:]}}
	switch {
	case logistic(p):
		lines = append(lines, plot.Series{Name: "nullcline of w: ΔH̄ = γw", X: weights[:], Y: []float64{p.Gamma * weights[0], p.Gamma * weights[1]}})
	case anchored(p):
		lines = append(lines, plot.Series{Name: "nullcline of w: ΔH̄ = γ(w−1)", X: weights[:], Y: []float64{p.Gamma * (weights[0] - 1), p.Gamma * (weights[1] - 1)}})
	}
	return append(lines, plot.Series{Name: "nullcline of ΔH̄: ΔH̄ = 0", X: weights[:], Y: []float64{0, 0}})
}

// stepArrows returns the steps from an even grid of states.
func stepArrows(p dynamics.Parameters, weights, flows [2]float64) []plot.Arrow {
	const columns, rows = 22, 14
	var arrows []plot.Arrow
	for j := range rows {
		for i := range columns {
			at := dynamics.State{
				Weight: weights[0] + (weights[1]-weights[0])*(float64(i)+0.5)/columns,
				Flow:   flows[0] + (flows[1]-flows[0])*(float64(j)+0.5)/rows,
			}
			to := dynamics.Map(p.Law, p, at, 0)
			arrows = append(arrows, plot.Arrow{X: at.Weight, Y: at.Flow, NextX: to.Weight, NextY: to.Flow})
		}
	}
	return arrows
}

// portraitOrbit follows a start until it has left the range of weights.
func portraitOrbit(p dynamics.Parameters, at dynamics.State, weights [2]float64) plot.Series {
	const epochs = 60
	var s plot.Series
	for range epochs {
		s.X, s.Y = append(s.X, at.Weight), append(s.Y, at.Flow)
		if !(at.Weight >= weights[0] && at.Weight <= weights[1]) {
			break
		}
		at = dynamics.Map(p.Law, p, at, 0)
	}
	return s
}
