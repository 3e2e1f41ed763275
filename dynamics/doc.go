// Package dynamics is the controller of Adaptive Ecological Entropy Dynamics
// (AEED) and what is known about its stability. Everything else that says
// something about AEED, whether it proves, simulates or trains, calls the code
// of this package.
//
// # The controller
//
// A network learns C classes, some with far fewer samples than others. AEED
// gives each class c a niche width w_c, the weight of its samples in the loss,
// and adapts it once an epoch to how uncertain the network is about the class:
//
//	H(Y|x) = −Σ_k p_k ln p_k                        entropy of one prediction (Eq. 1)
//	H_c    = mean of H(Y|x) over the class's samples in the epoch (Eq. 2)
//	ΔH̄_c   ← (1−β)(H_c⁽ᵗ⁾ − H_c⁽ᵗ⁻¹⁾) + βΔH̄_c       entropy flow (Eq. 3)
//	w_c    ← w_c + ηw_c(ΔH̄_c − γw_c), then clip     niche width (Eq. 4)
//
// η is the adaptation rate, γ the self-competition, β the smoothing; entropies
// are in nats, in [0, ln C]. DefaultParameters are the paper's.
//
// A training loop needs three calls:
//
//	controller, err := dynamics.NewController(60, dynamics.DefaultParameters())
//	…
//	weights = controller.Weights(weights)        // before an epoch: of the loss
//	err = controller.Observe(class, entropy)     // for each sample
//	records, err := controller.EndEpoch()        // after the epoch
//
// EntropyFromLogits and Entropy give Eq. 1. ObserveSum takes sums that a device
// has added up. Snapshot and Restore carry the state through a checkpoint, to
// the bit.
//
// # Timing
//
// Epoch t trains with w⁽ᵗ⁾, measures H⁽ᵗ⁾, forms ΔH̄⁽ᵗ⁾ and gives w⁽ᵗ⁺¹⁾. The first
// epoch that shows a class has nothing to compare with: it only records the
// entropy, the flow is 0 and the weight stays. A class that an epoch doesn't
// show is frozen: weight, flow and last entropy stay as they are.
//
// # Laws and drivers
//
// A Law moves a weight by one epoch. Logistic is Eq. 4. Anchored, which rests at
// weight 1 instead of 0, is a remedy for the collapse below. Any type with the
// methods of Law will do, and a SmoothLaw can be analysed as well. The Driver
// says whether the flow (the paper's) or the entropy itself drives the law.
//
// # State space
//
// One class is the system [w; ΔH̄] ← Map(w, ΔH̄) with the change of entropy as
// its input. Jacobian, Equilibria and Basin analyse it. Package loop adds a
// model of the network, whose entropies answer to the weights; package
// trajectory records what happened.
//
// # Bounds
//
// The theorems are stated and proved in proofs/THEOREMS.md.
//
//	flow bound      FlowBound, FlowBoundFrom, FlowSumBound, SmoothedEntropy
//	Theorem 1′      WeightBound, EtaBounded, EtaDataOnly, InvariantInterval, EtaInvariant, AnchoredWeightBound
//	one step        EtaPositive, EtaMonotone, EtaNaive, OneStepPeak
//	Theorem 2′      CollapseBound, Telescoping
//	origin          Equilibria, Basin, BasinFlowLimit, LyapunovExponential, LyapunovSum
//	Theorem 3       TotalGain, Envelope, WorstEnvelope, WorstEnvelopePeak
//	Theorem 4       ClippedEnvelope, ClippedLimit, CaptureEpochs, DeadZone
//	Theorem 5       InputToStateBound
//	constant drive  ClippedAttractor
//	noise           FlowVariance, LogWeightDeviation, NoiseDrag, BetaForNoise
//
// # What is true of the paper
//
//   - Theorem 1, boundedness, holds as 0 < w ≤ W for η below EtaBounded.
//   - Without a clip no weight stays above any a > 0: all collapse to 0, whatever the entropies (Theorem 2′).
//   - Theorem 2 is not global: from w > 1/(ηγ) or w < 0 the weight diverges, and the flow vanishes only if the entropies settle.
//   - The clip makes Theorem 1 trivial and contradicts Theorem 2: w ≥ low > 0.
//
// # Purity
//
// No files, no clocks, no goroutines; no allocation per step; float64
// throughout. Step and Flow round each product, so no compiler fuses a multiply
// with an add, and the controller returns the same bits on every platform for
// the same entropies.
package dynamics
