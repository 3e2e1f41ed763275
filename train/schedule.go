package train

import "math"

// lowestCosine is where a cosine ends, as a share of the full rate.
const lowestCosine = 1e-3

// rate returns the learning rate of an epoch, from 0: it rises over WarmUp epochs,
// and falls by Decay at each of Steps or along a cosine over all epochs.
func (t TrainingConfig) rate(epoch int) float64 {
	rate := t.LearningRate
	if epoch < t.WarmUp {
		rate *= float64(epoch+1) / float64(t.WarmUp)
	}
	if t.Cosine {
		along := (1 + math.Cos(math.Pi*float64(epoch)/float64(t.Epochs))) / 2
		return rate * (lowestCosine + (1-lowestCosine)*along)
	}
	for _, step := range t.Steps {
		if epoch >= step {
			rate *= t.Decay
		}
	}
	return rate
}
