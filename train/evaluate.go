package train

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"aeed/train/device"
	"aeed/train/metrics"
	"aeed/train/skeleton/feed"
)

// An Evaluation is how a network, or several together, does on the test clips.
type Evaluation struct {
	metrics.Evaluation
	Classes []string `json:"classes"` // their names
}

// Evaluate tests the networks of runs on their test clips. checkpoint is "best",
// "last", or the path of a file of weights, ours or PyTorch's. The logits of
// several runs, which must have the same test clips, are added with the weights
// given, one a run; nil weighs all alike.
func Evaluate(ctx context.Context, dirs []string, checkpoint string, weights []float64, d device.Device) (Evaluation, error) {
	if weights == nil {
		weights = slices.Repeat([]float64{1}, len(dirs))
	}
	if len(weights) != len(dirs) || len(dirs) == 0 {
		return Evaluation{}, fmt.Errorf("%d runs and %d weights; hint: give a weight for each run", len(dirs), len(weights))
	}
	var first *tested
	var logits [][]float64
	for _, dir := range dirs {
		t, err := testRun(ctx, dir, checkpoint, d)
		if err != nil {
			return Evaluation{}, err
		}
		if first == nil {
			first = t
		}
		if !slices.Equal(t.names, first.names) || len(t.classes) != len(first.classes) {
			return Evaluation{}, fmt.Errorf("%s has other test clips or classes than %s; hint: streams together need the same split", dir, dirs[0])
		}
		logits = append(logits, t.logits)
	}
	a := metrics.NewAccumulator(len(first.classes))
	a.Add(metrics.Ensemble(weights, logits), first.labels)
	return Evaluation{a.Result(first.data.groups), first.classes}, nil
}

// tested is what a run's network says of its test clips.
type tested struct {
	data    *data
	names   []string
	labels  []int
	classes []string
	logits  []float64
}

func testRun(ctx context.Context, dir, checkpoint string, d device.Device) (*tested, error) {
	config, err := LoadConfig(filepath.Join(dir, configFile))
	if err != nil {
		return nil, err
	}
	data, err := openData(config.Data, config.Training.Seed)
	if err != nil {
		return nil, err
	}
	defer data.source.Close()
	t := &tested{data: data, classes: data.source.Describe().Classes}
	n, err := config.network(data, d)
	if err != nil {
		return nil, err
	}
	defer n.Close()
	path, err := checkpointPath(dir, checkpoint)
	if err != nil {
		return nil, err
	}
	weights, err := n.Import(path)
	if err != nil {
		return nil, err
	}
	n.SetWeights(weights)
	r := run{data: data, network: n, config: config}
	err = r.infer(ctx, 0, func(batch *feed.Batch, logits []float64) {
		t.logits = append(t.logits, logits...)
		t.labels = append(t.labels, batch.Classes...)
		for _, i := range batch.Samples {
			t.names = append(t.names, data.source.Record(i).Name)
		}
	})
	return t, err
}

// checkpointPath returns the file of weights that a word names.
func checkpointPath(dir, checkpoint string) (string, error) {
	switch checkpoint {
	case "best":
		return filepath.Join(dir, checkpoints, "best"+weightsSuffix), nil
	case "last":
		f := &folder{path: dir}
		epochs := f.checkpointed()
		if len(epochs) == 0 {
			return "", fmt.Errorf("%s has no checkpoint; hint: aeed train makes one after the first epoch", dir)
		}
		return f.checkpointName(epochs[len(epochs)-1]) + weightsSuffix, nil
	}
	return checkpoint, nil
}
