package train

// rate returns the learning rate of an epoch, from 0: it rises over WarmUp epochs
// and falls by Decay at each of Steps.
func (t TrainingConfig) rate(epoch int) float64 {
	rate := t.LearningRate
	if epoch < t.WarmUp {
		rate *= float64(epoch+1) / float64(t.WarmUp)
	}
	for _, step := range t.Steps {
		if epoch >= step {
			rate *= t.Decay
		}
	}
	return rate
}
