package comparison

import "aeed/train/skeleton/longtail"

// Options are the choices of a comparison.
type Options struct {
	FitEpochs  int                 // K ≥ 3 epochs that the forecast knows; 0 for a third of the record, at least 5
	Thresholds longtail.Thresholds // what Many and Few are, training samples a class
	Replicates int                 // of the bootstrap, ≥ 1
	Seed       uint64              // of the bootstrap and of the drawn paths
}

// DefaultOptions are those of the command.
func DefaultOptions() Options {
	return Options{Thresholds: longtail.Usual, Replicates: 60, Seed: 1}
}
