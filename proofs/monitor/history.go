package monitor

import "aeed/dynamics"

// history is what the parameters and the recorded entropies of a class imply.
type history struct {
	weight, flow float64 // of the replay, for the next epoch
	entropy      float64 // recorded in the last epoch that showed the class
	observed     bool
	epochs       int     // that applied the law: T of THEOREMS.md
	rise         float64 // M_{T−1} − M₋₁, the sum of the flows
	nonPositive  bool    // whether a recorded weight before T was not positive
	envelope     dynamics.Envelope
	clipped      dynamics.ClippedEnvelope
}

// A step is one epoch of one class as the checks see it.
type step struct {
	recorded, replayed dynamics.ClassEpoch
	moved              bool    // whether the law was applied: an observed epoch, not the first
	positive           bool    // whether every weight up to this epoch was positive
	epochs             int     // T, this one included
	rise               float64 // M_{T−1} − M₋₁
	envelope           float64 // bound of the next weight: Theorem 3 without a clip, Theorem 4 with one
}

// next advances the history by a recorded epoch. Entropies are taken as they
// were recorded, also where rounding left them outside [0, ln C].
func (h *history) next(p *dynamics.Parameters, r dynamics.ClassEpoch) step {
	replayed := dynamics.ClassEpoch{Count: r.Count, Entropy: r.Entropy, Flow: h.flow,
		Weight: h.weight, NextWeightRaw: h.weight, NextWeight: h.weight}
	moved := r.Count > 0 && h.observed
	switch {
	case moved:
		h.move(p, r, &replayed)
	case r.Count > 0:
		h.observed = true
		h.envelope, h.clipped = dynamics.NewEnvelope(*p, r.Entropy), dynamics.NewClippedEnvelope(*p)
	}
	if r.Count > 0 {
		h.entropy = r.Entropy
	}
	s := step{recorded: r, replayed: replayed, moved: moved, positive: !h.nonPositive, epochs: h.epochs, rise: h.rise}
	if moved {
		s.envelope = h.bound(p, replayed.Flow)
	}
	return s
}

// move replays Eqs. 3–4. Without the law its recorded value is taken at its
// word.
func (h *history) move(p *dynamics.Parameters, r dynamics.ClassEpoch, replayed *dynamics.ClassEpoch) {
	replayed.Flow = dynamics.Flow(p.Beta, r.Entropy, h.entropy, h.flow)
	drive := replayed.Flow
	if p.Driver == dynamics.DriveEntropy {
		drive = r.Entropy
	}
	if p.Law != nil {
		replayed.NextWeightRaw, replayed.NextWeight = dynamics.Step(p, h.weight, drive)
	} else {
		replayed.NextWeightRaw, replayed.NextWeight = r.NextWeightRaw, p.Clip.Apply(r.NextWeightRaw)
	}
	h.weight, h.flow = replayed.NextWeight, replayed.Flow
	h.epochs++
	h.rise += replayed.Flow
	h.nonPositive = h.nonPositive || !(r.Weight > 0)
}

func (h *history) bound(p *dynamics.Parameters, flow float64) float64 {
	if p.Clip.IsUnclipped() {
		return h.envelope.Next(flow)
	}
	return h.clipped.Next(flow)
}
