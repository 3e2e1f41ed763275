package sim

import "aeed/dynamics"

// changes are the differences of the measured entropies of consecutive epochs,
// H⁽ᵗ⁾ − H⁽ᵗ⁻¹⁾ in nats, by class and by epoch from 1. A class that is never seen
// has none.
type changes [][]float64

// newChanges returns the changes of a scenario whose entropies don't answer to
// the weights, so that all points share them; nil for any other.
func newChanges(s *Scenario) changes {
	signal, ok := s.Source.(Open)
	if !ok {
		return nil
	}
	process := signal.Start(s.Sizes)
	limit := dynamics.MaxEntropy(s.Classes())
	entropies, measured := make([]float64, s.Classes()), make([]float64, s.Classes())
	byClass := make(changes, s.Classes())
	for epoch := range s.Epochs {
		process.Next(nil, entropies)
		for c, size := range s.Sizes {
			if size == 0 {
				continue
			}
			entropy := s.measure(c, epoch, entropies[c], limit)
			if epoch == 0 {
				byClass[c] = make([]float64, 0, s.Epochs-1)
			} else {
				byClass[c] = append(byClass[c], entropy-measured[c])
			}
			measured[c] = entropy
		}
	}
	return byClass
}
