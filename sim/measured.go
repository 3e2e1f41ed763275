package sim

import (
	"fmt"
	"math"
	"slices"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

// Measured repeats recorded class entropies, to the bit, and does not show a
// class where the record does not. After the last recorded epoch every class
// keeps the entropy that was measured last.
type Measured struct {
	entropies [][]float64 // by epoch and class, nats or NotShown
	last      []float64   // of each class
}

// NewMeasured returns the entropies of a trajectory's epochs over C classes.
func NewMeasured(classes int, epochs []trajectory.Epoch) Measured {
	m := Measured{last: slices.Repeat([]float64{NotShown}, classes)}
	for _, epoch := range epochs {
		row := slices.Repeat([]float64{NotShown}, classes)
		for class, record := range epoch.Classes {
			if !math.IsNaN(record.Entropy) {
				row[class], m.last[class] = record.Entropy, record.Entropy
			}
		}
		m.entropies = append(m.entropies, row)
	}
	return m
}

// Replay returns the scenario that a trajectory records: its entropies, its
// class sizes or, for what they lack, the most samples that an epoch showed of
// a class. Run with the parameters of the header it repeats the niche widths.
func Replay(h trajectory.Header, epochs []trajectory.Epoch) Scenario {
	sizes := make([]int, h.Classes)
	copy(sizes, h.ClassSizes)
	for _, epoch := range epochs {
		for class, record := range epoch.Classes {
			sizes[class] = max(sizes[class], record.Count)
		}
	}
	return Scenario{Sizes: sizes, Source: NewMeasured(h.Classes, epochs), Epochs: len(epochs)}
}

// Epochs returns the number of recorded epochs.
func (m Measured) Epochs() int { return len(m.entropies) }

// Name returns "measured".
func (Measured) Name() string { return "measured" }

// Validate returns an error where nothing is recorded, or for another number of
// classes.
func (m Measured) Validate(sizes []int) error {
	if len(m.entropies) == 0 || len(m.last) != len(sizes) {
		return &dynamics.ParameterError{Name: "replay", Value: fmt.Sprintf("%d epochs of %d classes", len(m.entropies), len(m.last)),
			Want: fmt.Sprintf("at least one epoch of %d classes", len(sizes)), Hint: "take the classes from the trajectory's header"}
	}
	return nil
}

// Start returns the record from its first epoch.
func (m Measured) Start([]int) Process { return &replay{record: m} }

type replay struct {
	record Measured
	epoch  int
}

func (r *replay) Next(_, entropies []float64) {
	row := r.record.last
	if r.epoch < r.record.Epochs() {
		row = r.record.entropies[r.epoch]
	}
	copy(entropies, row)
	r.epoch++
}
