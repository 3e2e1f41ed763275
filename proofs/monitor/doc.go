// Package monitor checks a recorded trajectory of niche widths against every
// theorem that applies to its parameters, epoch by epoch as it arrives.
//
// A Monitor knows the parameters alone. It replays Eqs. 3–4 from the recorded
// entropies (flow-replay, law-replay, weight-replay: together they look at every
// recorded flow and weight), and holds the record against the bounds of
// THEOREMS.md: the flow bound, the clip, positivity (Theorem 1′), the telescoping
// coordinate (any η), universal collapse (Theorem 2′), the total gain and the
// envelope (Theorem 3), the clipped envelope (Theorem 4). Each check reports the
// tightest slack that it met, and the first violation:
//
//	m := monitor.New(classes, parameters, trajectory.PrecisionFloat64.Tolerance())
//	for each epoch {
//		records, _ := controller.EndEpoch()
//		m.Observe(records)
//	}
//	fmt.Print(m.Report())
//
// CheckFile does so for a trajectory file, whoever wrote it. A violated bound
// means that the recorder does not compute what it says it does: the theorems
// hold for every sequence of entropies.
//
// A law that is not at hand, as of a file with a law of the user's own, leaves
// what does not need it: Eq. 3, the flow bound, the clip, and how weights are
// carried from epoch to epoch.
//
// The replay starts in the first epoch and goes on from its own numbers, so it
// also finds errors that are small in each epoch and add up. The price: where a
// step overshoots, at rates far above EtaMonotone, rounding grows from epoch to
// epoch, and only a recorder that rounds as package dynamics does stays within
// a tolerance.
package monitor
