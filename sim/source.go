package sim

import "aeed/dynamics"

// A Source is what the entropies of all classes do during a run: a plant that
// answers to the weights, a recorded run (Measured) or, wrapped in Open, a
// Signal.
type Source interface {
	// Name is the word for the source in configurations.
	Name() string
	// Validate returns a *dynamics.ParameterError for the first constant out of
	// range, for classes of these sizes, or nil.
	Validate(sizes []int) error
	// Start returns the beginning of a run over classes of these sizes.
	Start(sizes []int) Process
}

// A Process is a Source under way. It need not be safe for concurrent use.
type Process interface {
	// Next sets entropies[c] (nats, in [0, ln C]) to what the next epoch shows of
	// each class when it is trained with the given niche widths, or to NotShown.
	// Anything else, as the NaN of a plant that has diverged, ends a Run with an
	// error.
	Next(weights, entropies []float64)
}

// NotShown stands for the entropy of a class that an epoch doesn't show: the
// controller freezes it.
const NotShown = -1.0

// A Signal is a law of the entropies in time alone.
type Signal interface {
	Name() string
	Validate(sizes []int) error
	// At returns the entropy of a class in an epoch as a fraction of ln C, in
	// [0, 1].
	At(sizes []int, class, epoch int) float64
}

// Open makes a Source of a Signal: the loop stays open.
type Open struct{ Signal }

// Start returns a process that plays the signal.
func (o Open) Start(sizes []int) Process {
	return &playback{signal: o.Signal, sizes: sizes, limit: dynamics.MaxEntropy(len(sizes))}
}

type playback struct {
	signal Signal
	sizes  []int
	limit  float64
	epoch  int
}

func (p *playback) Next(_, entropies []float64) {
	for class := range entropies {
		entropies[class] = p.limit * p.signal.At(p.sizes, class, p.epoch)
	}
	p.epoch++
}
