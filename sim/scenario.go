package sim

import (
	"fmt"
	"math"

	"aeed/dynamics"
	"aeed/internal/philox"
)

// A Scenario is everything that determines a run but the controller's
// parameters: the classes, what their entropies do, and for how long.
type Scenario struct {
	Sizes  []int   // training samples n_c of each of C ≥ 2 classes; a class of 0 samples is never seen
	Source Source  // what the entropies do: a Signal, or a plant that answers to the weights
	Noise  float64 // σ₁ ≥ 0, nats: the mean entropy of class c is measured with deviation σ₁/√n_c
	Epochs int     // ≥ 1; the first only records the entropies
	Seed   uint64  // of the noise
}

// DefaultScenario is NTU-60-LT in miniature: 60 classes whose sizes fall
// exponentially from 600 to 6, which the Hill plant learns in 100 epochs.
func DefaultScenario() Scenario {
	return Scenario{Sizes: LongTailed(60, 600, 100), Source: DefaultHill(), Epochs: 100, Seed: 1}
}

// LongTailed returns the sizes of C ≥ 2 classes that fall exponentially from
// largest ≥ 1 in the first class to largest/imbalance in the last, at least 1.
func LongTailed(classes, largest int, imbalance float64) []int {
	if classes < 2 || largest < 1 || !(imbalance >= 1) {
		panic("sim: LongTailed needs classes ≥ 2, largest ≥ 1, imbalance ≥ 1")
	}
	sizes := make([]int, classes)
	for c := range sizes {
		share := math.Pow(imbalance, -float64(c)/float64(classes-1))
		sizes[c] = max(1, int(math.Round(float64(largest)*share)))
	}
	return sizes
}

// Classes returns C.
func (s *Scenario) Classes() int { return len(s.Sizes) }

// Validate returns a *dynamics.ParameterError for the first field that is out
// of range, or nil.
func (s *Scenario) Validate() error {
	fault := func(name string, value any, want, hint string) error {
		return &dynamics.ParameterError{Name: name, Value: fmt.Sprint(value), Want: want, Hint: hint}
	}
	if len(s.Sizes) < 2 {
		return fault("classes", len(s.Sizes), "at least 2 classes", "the entropy of a single class is always 0")
	}
	for class, size := range s.Sizes {
		if size < 0 {
			return fault("sizes", fmt.Sprintf("%d for class %d", size, class), "numbers of training samples", "0 is a class that is never seen")
		}
	}
	if !(s.Noise >= 0) || math.IsInf(s.Noise, 1) {
		return fault("noise", s.Noise, "a finite deviation σ₁ ≥ 0 (nats)", "the deviation of a single sample's entropy, 0.5 say")
	}
	if s.Epochs < 1 {
		return fault("epochs", s.Epochs, "at least 1 epoch", "the paper trains for 100")
	}
	if open, ok := s.Source.(Open); s.Source == nil || ok && open.Signal == nil {
		return fault("source", "nothing", "a signal or a plant", "the Hill plant closes the loop")
	}
	return s.Source.Validate(s.Sizes)
}

// measure returns the mean entropy of a class as a controller measures it: with
// noise, within [0, ln C].
func (s *Scenario) measure(class, epoch int, entropy, limit float64) float64 {
	if s.Noise > 0 {
		deviation := s.Noise / math.Sqrt(float64(s.Sizes[class]))
		entropy += float64(deviation * philox.Normal(s.Seed, philox.EntropyNoise, uint32(epoch), uint32(class)))
	}
	return math.Min(math.Max(entropy, 0), limit)
}
