package comparison

import "aeed/dynamics/trajectory"

// A run is niche widths after each epoch (the next weights) and entropies (NaN where
// not shown), by epoch and class.
type run struct{ weights, entropies [][]float64 }

func (r *run) add(epoch trajectory.Epoch) {
	weights, entropies := make([]float64, len(epoch.Classes)), make([]float64, len(epoch.Classes))
	for class, record := range epoch.Classes {
		weights[class], entropies[class] = record.NextWeight, record.Entropy
	}
	r.weights, r.entropies = append(r.weights, weights), append(r.entropies, entropies)
}
