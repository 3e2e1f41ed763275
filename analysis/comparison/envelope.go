package comparison

import (
	"math"

	"aeed/dynamics"
)

// Envelopes returns the sharpest proved bound of every next weight, by epoch and
// class: Theorem 3 while the clip has left the class's weight alone, Theorem 4 for a
// clipped run, the smaller where both apply. NaN stands where none does, as in the
// first epoch that shows a class. They hold for the logistic law driven by the flow;
// for another needs says so.
func Envelopes(r *Recording, p dynamics.Parameters) (bounds [][]float64, needs string) {
	if needs = sharpNeeds(p); needs != "" {
		return nil, needs
	}
	classes := make([]envelope, r.Header.Classes)
	for i := range classes {
		classes[i].free = true
	}
	for _, epoch := range r.Epochs {
		row := make([]float64, len(classes))
		for class := range row {
			row[class] = classes[class].next(&p, epoch.Classes[class].ClassEpoch)
		}
		bounds = append(bounds, row)
	}
	return bounds, ""
}

// sharpNeeds returns what the theorems behind the envelopes suppose and p lacks, ""
// if it lacks nothing.
func sharpNeeds(p dynamics.Parameters) string {
	if _, logistic := p.Law.(dynamics.Logistic); !logistic || p.Driver != dynamics.DriveFlow {
		return "the logistic law driven by the flow"
	}
	return ""
}

// An envelope bounds one class, epoch by epoch.
type envelope struct {
	observed      bool
	entropy, flow float64
	free          bool // whether no weight was clipped or not positive
	smooth        dynamics.Envelope
	clipped       dynamics.ClippedEnvelope
}

// next returns the bound of the next weight of an epoch.
func (e *envelope) next(p *dynamics.Parameters, r dynamics.ClassEpoch) float64 {
	if r.Count == 0 {
		return math.NaN()
	}
	if !e.observed {
		e.observed, e.entropy = true, r.Entropy
		e.smooth, e.clipped = dynamics.NewEnvelope(*p, r.Entropy), dynamics.NewClippedEnvelope(*p)
		return math.NaN()
	}
	e.flow = dynamics.Flow(p.Beta, r.Entropy, e.entropy, e.flow)
	e.entropy = r.Entropy
	e.free = e.free && r.Weight > 0 && r.NextWeight == r.NextWeightRaw
	bound := math.NaN()
	if e.free {
		bound = e.smooth.Next(e.flow)
	}
	if !p.Clip.IsUnclipped() && p.Clip.Contains(p.InitialWeight) {
		if b := e.clipped.Next(e.flow); !(bound <= b) {
			bound = b
		}
	}
	return bound
}
