package sim

import "aeed/dynamics"

// summariseOne is the plain form of Summarise for one point: its oracle, and what
// it does with plants, other laws and the entropy driver, which lanes can't run.
func summariseOne(s *Scenario, p *dynamics.Parameters) Summary {
	classes := s.Classes()
	limit := dynamics.MaxEntropy(classes)
	process := s.Source.Start(s.Sizes)
	extremes, halves := newExtremes(p.InitialWeight), make([]half, classes)
	weights, entropies := make([]float64, classes), make([]float64, classes)
	measured, flows := make([]float64, classes), make([]float64, classes)
	for c := range weights {
		weights[c], halves[c], measured[c] = p.InitialWeight, newHalf(), NotShown
	}
	for epoch := range s.Epochs {
		process.Next(weights, entropies)
		for c, size := range s.Sizes {
			if size == 0 || entropies[c] == NotShown {
				continue
			}
			entropy := s.measure(c, epoch, entropies[c], limit)
			if measured[c] != NotShown {
				flows[c] = dynamics.Flow(p.Beta, entropy, measured[c], flows[c])
				drive := flows[c]
				if p.Driver == dynamics.DriveEntropy {
					drive = entropy
				}
				weight := weights[c]
				_, next := dynamics.Step(p, weight, drive)
				extremes.step(weight, drive-float64(p.Gamma*weight), next, p.Clip, float64(epoch))
				if epoch >= s.Epochs/2 {
					halves[c].step(weight, next, float64(epoch))
				}
				weights[c] = next
			}
			measured[c] = entropy
		}
	}
	summary := newSummary()
	for c := range weights {
		summary.addClass(weights[c], halves[c])
	}
	head, tail := ends(s.Sizes)
	summary.finish(s, p, extremes, weights[head], weights[tail])
	return summary
}
