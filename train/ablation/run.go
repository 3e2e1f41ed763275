package ablation

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"

	"gonum.org/v1/gonum/stat"

	"aeed/dynamics/trajectory"
	"aeed/internal/nullable"
	"aeed/internal/wholefile"
	"aeed/proofs/monitor"
	"aeed/train"
)

// A Result is what a variant came to, over its seeds.
type Result struct {
	Name     string     `json:"name"`
	Runs     []string   `json:"runs"` // folders, in the order of the seeds
	Last     [5]Summary `json:"last"` // after the last epoch: overall, macro, many, medium, few
	Best     Summary    `json:"best"` // overall, after each run's best epoch on the test clips
	Training float64    `json:"train_accuracy"`
	// MeanWidth is the mean niche width of the training clips in the last epoch, the
	// mean over the runs. The common scale falls whatever is learned; only the
	// normalisation none lets the loss see it.
	MeanWidth float64 `json:"mean_width"`
	// Slack is how near the runs came to each bound of the theorems, as package monitor
	// measures it, and Violations how many bounds they broke.
	Slack      map[string]float64 `json:"slack"`
	Violations int                `json:"violations"`
}

// Measures names the entries of Result.Last.
var Measures = [5]string{"overall", "macro", "many", "medium", "few"}

// A Summary is the mean of an accuracy over the seeds and its standard deviation,
// which is null for a single seed.
type Summary struct {
	Mean      nullable.Float   `json:"mean"`
	Deviation nullable.Float   `json:"deviation"`
	Runs      []nullable.Float `json:"runs,omitempty"` // of each seed
}

func summarise(x []float64) Summary {
	mean, deviation := stat.MeanStdDev(x, nil)
	if len(x) < 2 {
		deviation = math.NaN()
	}
	s := Summary{Mean: nullable.Float(mean), Deviation: nullable.Float(deviation)}
	for _, v := range x {
		s.Runs = append(s.Runs, nullable.Float(v))
	}
	return s
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
		result := Result{Name: name, Slack: map[string]float64{}}
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
			width, err := result.look(folder)
			if err != nil {
				return nil, err
			}
			result.MeanWidth += width / float64(len(g.Seeds))
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

// look holds a run against the theorems, and returns the mean niche width of the
// training clips in its last epoch.
func (r *Result) look(folder string) (float64, error) {
	path := filepath.Join(folder, "trajectory.jsonl")
	report, err := monitor.CheckFile(path)
	if err != nil {
		return 0, err
	}
	for _, check := range report.Checks {
		if slack, seen := r.Slack[check.Name]; check.Tests > 0 && (!seen || check.Slack < slack) {
			r.Slack[check.Name] = check.Slack
		}
		if !check.OK() {
			r.Violations++
		}
	}
	header, epochs, err := trajectory.ReadFile(path)
	if err != nil {
		return 0, err
	}
	var widths, sizes []float64
	for c, record := range epochs[len(epochs)-1].Classes {
		widths, sizes = append(widths, record.Weight), append(sizes, float64(header.ClassSizes[c]))
	}
	return stat.Mean(widths, sizes), nil
}
