package ablation

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"

	"gonum.org/v1/gonum/stat"

	"aeed/internal/nullable"
	"aeed/internal/wholefile"
	"aeed/train"
)

// A Result is what a variant came to, over its seeds.
type Result struct {
	Name     string     `json:"name"`
	Runs     []string   `json:"runs"` // folders, in the order of the seeds
	Last     [5]Summary `json:"last"` // after the last epoch: overall, macro, many, medium, few
	Best     Summary    `json:"best"` // overall, after each run's best epoch on the test clips
	Training float64    `json:"train_accuracy"`
}

// Measures names the entries of Result.Last.
var Measures = [5]string{"overall", "macro", "many", "medium", "few"}

// A Summary is the mean of an accuracy over the seeds and its standard deviation,
// which is null for a single seed.
type Summary struct {
	Mean      nullable.Float `json:"mean"`
	Deviation nullable.Float `json:"deviation"`
}

func summarise(x []float64) Summary {
	mean, deviation := stat.MeanStdDev(x, nil)
	if len(x) < 2 {
		deviation = math.NaN()
	}
	return Summary{nullable.Float(mean), nullable.Float(deviation)}
}

// Progress is called with every step of every run, after the name of its variant
// and its seed, and how many of all runs are done.
type Progress func(variant string, seed uint64, done, runs int, p train.Progress)

// Run trains the runs of a grid that are not trained yet, each in a folder of its
// own in dir, and writes results.json there. Hooks of o are replaced.
func Run(ctx context.Context, g Grid, dir string, o train.Options, progress Progress) ([]Result, error) {
	configs, err := g.configs()
	if err != nil {
		return nil, err
	}
	var results []Result
	done, runs := 0, len(configs)*len(g.Seeds)
	for i, c := range configs {
		name := g.Variants[i].Name
		result := Result{Name: name}
		var last [5][]float64
		var best, training []float64
		for _, seed := range g.Seeds {
			c.Training.Seed = seed
			folder := filepath.Join(dir, fmt.Sprintf("%s-%d", folderName(name), seed))
			o.Hooks = []train.Hook{{Name: "progress", AfterBatch: func(p train.Progress) error {
				if progress != nil {
					progress(name, seed, done, runs, p)
				}
				return nil
			}}}
			m, err := train.Run(ctx, c, folder, o)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", folder, err)
			}
			peak, err := train.BestAccuracy(folder)
			if err != nil {
				return nil, err
			}
			for k, x := range []float64{m.Accuracy, float64(m.Macro), float64(m.Many), float64(m.Medium), float64(m.Few)} {
				last[k] = append(last[k], x)
			}
			best, training = append(best, peak), append(training, m.TrainAccuracy)
			result.Runs = append(result.Runs, folder)
			done++
		}
		for k := range last {
			result.Last[k] = summarise(last[k])
		}
		result.Best, result.Training = summarise(best), stat.Mean(training, nil)
		results = append(results, result)
	}
	content, err := json.MarshalIndent(results, "", "  ")
	if err != nil {
		return nil, err
	}
	return results, wholefile.WriteBytes(filepath.Join(dir, "results.json"), append(content, '\n'))
}
