// Package analysis turns theorems, trajectories and runs into series of numbers
// that package plot draws.
//
// # Stability
//
// StabilityFigures returns the three figures of the stability theory at any
// valid setting, to save as PNG, SVG or PDF:
//
//	for _, figure := range analysis.StabilityFigures(proofs.DefaultSetting()) {
//		err := figure.Save(figure.Name + ".svg")
//		…
//	}
//
// They are:
//
//   - flow-bound: the entropy flow stays within ±(1−β) ln C, and comes as far;
//     bounding it by ln C is 1/(1−β) times too cautious. Data: FlowBound.
//   - safe-region: for which η and γ the conditions of Theorem 1′ hold, against
//     those that the paper measured in its Table 6. Data: SafeRegion.
//   - worst-case-envelope: how large a niche width can become, proved and
//     attained, and how it collapses (Theorems 2′ and 3). Data: WorstEnvelope.
//
// # Dynamics
//
// Diagnostics returns all figures that need no data, with captions, for a
// gallery. Each is a function of plain settings that returns series, whose
// constructor has the defaults and whose Validate names what is out of range:
//
//   - OrbitDiagram and Cobweb: the law under a constant drive as a map of the
//     weight, period doubling and chaos, Lyapunov exponents.
//   - PhasePortrait and BasinFigure: weight and flow under constant entropies.
//   - Criticals, GainMap and Onset: what the closed loop bears by Jury's
//     conditions, and what a simulation says to that (Theorem 6).
//   - Sensitivity: what a run comes to over η and γ, as Table 6 of the paper.
//   - Spectrum: noise of the entropies, by frequency, in the niche widths.
//   - Trajectories: the niche widths of a recorded run, simulated or real.
//
// proofs/THEOREMS.md has the theorems. The data functions give the numbers
// behind a figure without drawing it. What does not exist at a setting, as a
// condition on the upper end of a clip without one, is left out, and the
// figure's notes say so: a reader never has to guess why a curve is missing.
package analysis
