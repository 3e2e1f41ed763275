package comparison

import (
	"math"

	"gonum.org/v1/gonum/optimize"
)

// fit returns the constants, as a vector, that maximise the likelihood of the
// histories times the prior, in a simplex search (Nelder and Mead) from start.
func fit(histories []*history, start []float64, evaluations int) []float64 {
	problem := optimize.Problem{Func: func(x []float64) float64 {
		k := fromVector(x)
		cost := -logPrior(x)
		for _, h := range histories {
			_, logLikelihood := k.follow(h)
			cost -= logLikelihood
		}
		if math.IsNaN(cost) {
			return math.Inf(1)
		}
		return cost
	}}
	settings := &optimize.Settings{FuncEvaluations: evaluations,
		Converger: &optimize.FunctionConverge{Absolute: 1e-4, Iterations: 60}}
	// Every way to end, a spent budget included, leaves the best point met.
	result, _ := optimize.Minimize(problem, start, settings, &optimize.NelderMead{SimplexSize: 0.3})
	return result.X
}

// priorMeans are where a search starts.
func priorMeans() []float64 {
	x := make([]float64, len(priors))
	for i, p := range priors {
		x[i] = p.mean
	}
	return x
}
