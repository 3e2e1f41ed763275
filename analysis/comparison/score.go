package comparison

import (
	"math"

	"aeed/internal/nullable"
	"aeed/train/skeleton/longtail"
)

// score sets the errors over the given classes.
func (f *Forecast) score(classes []int) {
	p := &f.paths
	final := func(r run) []float64 {
		var weights []float64
		for _, class := range classes {
			weights = append(weights, r.weights[len(r.weights)-1][class])
		}
		return weights
	}
	for _, model := range []struct {
		run                     run
		rmse, entropy, spearman *nullable.Float
	}{
		{p.mean, &f.RMSE, &f.EntropyRMSE, &f.Spearman},
		{p.persistent, &f.RMSEPersistence, &f.EntropyRMSEPersistence, &f.SpearmanPersistence},
		{p.exponential, &f.RMSEExponential, &f.EntropyRMSEExponential, &f.SpearmanExponential},
	} {
		*model.rmse = nullable.Float(rootMeanSquare(p.real.weights, model.run.weights, classes))
		*model.entropy = nullable.Float(rootMeanSquare(p.real.entropies, model.run.entropies, classes))
		*model.spearman = nullable.Float(spearman(final(p.real), final(model.run)))
	}
	f.EntropyBias = nullable.Float(meanDifference(p.mean.entropies, p.real.entropies, classes))
}

// scoreGroups sets the errors over the classes of each group that has any.
func (f *Forecast) scoreGroups(from *forecaster, t longtail.Thresholds) {
	p := &f.paths
	for _, group := range longtail.Groups(from.sizes, t) {
		var classes []int
		for _, class := range group.Classes {
			if from.shown[class] > 0 {
				classes = append(classes, class)
			}
		}
		if len(classes) == 0 {
			continue
		}
		f.Groups = append(f.Groups, GroupScore{Name: group.Name, Classes: len(classes),
			RMSE:            nullable.Float(rootMeanSquare(p.real.weights, p.mean.weights, classes)),
			RMSEPersistence: nullable.Float(rootMeanSquare(p.real.weights, p.persistent.weights, classes)),
			RMSEExponential: nullable.Float(rootMeanSquare(p.real.weights, p.exponential.weights, classes))})
	}
}

// differences calls visit with a − b for every epoch and class in which both exist.
func differences(a, b [][]float64, classes []int, visit func(difference float64)) {
	for t := range a {
		for _, class := range classes {
			if d := a[t][class] - b[t][class]; !math.IsNaN(d) {
				visit(d)
			}
		}
	}
}

// rootMeanSquare returns the root of the mean square difference of two tables by
// epoch and class, over the given classes; NaN over none.
func rootMeanSquare(a, b [][]float64, classes []int) float64 {
	sum, n := 0.0, 0.0
	differences(a, b, classes, func(d float64) { sum, n = sum+d*d, n+1 })
	return math.Sqrt(sum / n)
}

// meanDifference returns the mean of a − b, likewise.
func meanDifference(a, b [][]float64, classes []int) float64 {
	sum, n := 0.0, 0.0
	differences(a, b, classes, func(d float64) { sum, n = sum+d, n+1 })
	return sum / n
}
