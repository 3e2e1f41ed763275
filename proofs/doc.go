// Package proofs holds the claims about the controller's stability: what the
// paper states, what is true instead, and the evidence for either. THEOREMS.md
// beside this file has the statements with their proofs.
//
// # Claims and verdicts
//
// A [Claim] is a statement with hypotheses, which are predicates on a
// [Setting]: the number of classes, the controller's parameters and a plant that
// stands for the network. Assessing it gathers [Evidence] of five kinds:
//
//	closed-form     a proof in THEOREMS.md, its hypotheses checked at the setting
//	coq             a machine-checked theorem, by name
//	certificate     a computer-made certificate that a small checker replays
//	property        random trials at the setting and over random parameters, up to
//	                the edge of the hypotheses, none of which violates the claim
//	counterexample  a trial that violates the claim, shrunk to its simplest form
//
// and weighs it into a [Verdict]: proved, certified, "holds on N trials",
// refuted, or not applicable, with the hypothesis that fails and by how much.
//
//	report, err := proofs.Verify(proofs.DefaultSetting(), proofs.DefaultBudget(), proofs.Claims(), nil)
//
// judges all of them, as `aeed verify` does. The claims of the paper come in
// every reading that their words allow: Theorem 1 is true as 0 < w ≤ W, false as
// w ≥ a > 0, and trivial with the clip; Theorem 2 is false as printed and with
// the clip. The corrected claims say what holds in their place.
//
// # Properties
//
// A [Property] is an inequality that every trial of a gopter generator must
// satisfy. [Property.Run] tries it and reports the slack, that is how close the
// inequality came to being violated, or a counterexample after shrinking;
// [Property.Gopter] gives it to a gopter suite. A [Trial] is one experiment:
//
//	EntropyTrial  parameters and the entropies of one class (Families: independent,
//	              monotone, oscillating, bang-bang, learning curves, constant)
//	DriveTrial    parameters and flows that need not come from entropies
//	StateTrial    a start [w; ΔH̄] of the autonomous system
//	LoopTrial     a linearised closed loop
//
// A [Region] draws parameters: [Fixed] ones, or random ones inside and at the
// edge of a theorem's hypotheses. The constructors of properties take a region,
// and parameters carry their law, so a law of your own is tested by the same
// code:
//
//	p := dynamics.DefaultParameters()
//	p.Law = MyLaw{}
//	result := proofs.ClipProperty(proofs.Fixed(60, p)).Run(2000, 1)
//
// Which properties a law should satisfy depends on the law: [StaysPositive],
// [StaysWithin], [FlowProperties] and [ClipProperty] make sense for any; the
// others state theorems about the paper's.
//
// # Searches
//
// [SearchSupremum] and [SearchEtaTrajectory] look for the entropies that drive a
// weight highest, or to 0 at the smallest η. What they return is attained, hence
// shows how sharp a bound can be; it is not a bound itself. The certificates of a
// [Setting] are bounds: they come within a fraction of a per cent.
//
// # Packages below
//
// Package certificate makes certificates and its checker replays them; package
// interval computes with outward rounding; package monitor holds a recorded
// trajectory against the theorems, epoch by epoch. The folder coq has the
// machine-checked theorems.
package proofs
