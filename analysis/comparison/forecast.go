package comparison

import (
	"fmt"
	"math"

	"aeed/dynamics"
	"aeed/internal/nullable"
)

// leastFitEpochs are the epochs that a plant can be fitted to at all, and
// usualFitEpochs those that the default takes at least.
const leastFitEpochs, usualFitEpochs = 3, 5

// A Forecast is what the first epochs foretell of the others. Weights are scored
// over all classes that the first epochs show, and over all epochs after them.
type Forecast struct {
	Needs     string `json:"needs,omitempty"`      // why there is no forecast
	FitEpochs int    `json:"fit_epochs,omitempty"` // K
	Epochs    int    `json:"epochs,omitempty"`     // that are foretold
	Closed    bool   `json:"closed"`               // whether forecast entropies answer to the weights

	RMSE            nullable.Float `json:"rmse"` // of the niche widths
	RMSEPersistence nullable.Float `json:"rmse_persistence"`
	RMSEExponential nullable.Float `json:"rmse_exponential"`

	EntropyRMSE            nullable.Float `json:"entropy_rmse"` // nats
	EntropyRMSEPersistence nullable.Float `json:"entropy_rmse_persistence"`
	EntropyRMSEExponential nullable.Float `json:"entropy_rmse_exponential"`
	// EntropyBias is the mean of forecast less real entropy, nats: above 0 where the
	// network learned faster than its first epochs foretold.
	EntropyBias nullable.Float `json:"entropy_bias"`

	Spearman            nullable.Float `json:"spearman"` // rank correlation of the final weights
	SpearmanPersistence nullable.Float `json:"spearman_persistence"`
	SpearmanExponential nullable.Float `json:"spearman_exponential"`

	Coverage nullable.Float `json:"coverage"` // share of the real weights inside the 90 % bands
	Groups   []GroupScore   `json:"groups,omitempty"`
	Plant    *FittedPlant   `json:"plant,omitempty"`

	paths forecastPaths
}

// A GroupScore is the error of the forecast over the classes of a group.
type GroupScore struct {
	Name            string         `json:"name"` // Many, Medium or Few
	Classes         int            `json:"classes"`
	RMSE            nullable.Float `json:"rmse"`
	RMSEPersistence nullable.Float `json:"rmse_persistence"`
	RMSEExponential nullable.Float `json:"rmse_exponential"`
}

// forecastPaths are the series behind a forecast, by epoch after the fitted ones and
// class.
type forecastPaths struct {
	classes                             []int // that the first epochs show
	real, mean, persistent, exponential run
	bands                               bands
}

// noForecast is the forecast where something is needed that isn't there.
func noForecast(needs string) Forecast {
	none := nullable.Float(math.NaN())
	return Forecast{Needs: needs,
		RMSE: none, RMSEPersistence: none, RMSEExponential: none,
		EntropyRMSE: none, EntropyRMSEPersistence: none, EntropyRMSEExponential: none, EntropyBias: none,
		Spearman: none, SpearmanPersistence: none, SpearmanExponential: none, Coverage: none}
}

// fitEpochs returns K, or why there is none.
func fitEpochs(epochs, asked int) (k int, needs string, err error) {
	switch {
	case asked == 0:
		k = max(epochs/3, usualFitEpochs)
		if k >= epochs {
			return 0, fmt.Sprintf("%d epochs or more; the record has %d", usualFitEpochs+1, epochs), nil
		}
		return k, "", nil
	case asked < leastFitEpochs || asked >= epochs:
		return 0, "", &dynamics.ParameterError{Name: "fit-epochs", Value: fmt.Sprint(asked),
			Want: fmt.Sprintf("%d to one less than the %d epochs of the record", leastFitEpochs, epochs),
			Hint: "without it a third of the epochs is fitted, at least 5"}
	}
	return asked, "", nil
}

// forecast returns the forecast of a recording from its first k epochs.
func forecast(r *Recording, p dynamics.Parameters, k int, o Options) Forecast {
	f := newForecaster(r, p, k)
	if len(f.seen()) == 0 {
		return noForecast(fmt.Sprintf("a class that the first %d epochs show", k))
	}
	best := fit(f.histories, priorMeans(), searchEvaluations)
	result := Forecast{FitEpochs: k, Epochs: len(r.Epochs) - k, Closed: f.closed, paths: forecastPaths{classes: f.seen()}}
	for _, epoch := range r.Epochs[k:] {
		result.paths.real.add(epoch)
	}
	constants := fromVector(best)
	mean := newPath(constants, f.beliefs(constants), f.sizes, f.closed, nil)
	for _, model := range []struct {
		name string
		to   *run
		next func(int, []float64, []float64)
	}{
		{"fitted plant", &result.paths.mean, mean.next},
		{"persistence", &result.paths.persistent, persistence(f.recorded)},
		{"exponential", &result.paths.exponential, exponential(f.recorded, f.limit)},
	} {
		var err error
		if *model.to, err = f.simulate(model.name, model.next); err != nil {
			return noForecast("a controller that stays within numbers: " + err.Error())
		}
	}
	result.score(f.seen())
	result.scoreGroups(f, o.Thresholds)
	replicates := f.bootstrap(best, o)
	result.Plant = describePlant(constants, replicates, f.limit)
	result.paths.bands, result.Coverage = f.bands(replicates, &result.paths.real, o)
	return result
}
