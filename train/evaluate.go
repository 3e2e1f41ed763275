package train

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"aeed/train/device"
	"aeed/train/metrics"
	"aeed/train/network"
	"aeed/train/skeleton/feed"
	"aeed/train/skeleton/longtail"
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
	var first *Inference
	var logits [][]float64
	for _, dir := range dirs {
		t, err := Infer(ctx, dir, checkpoint, d)
		if err != nil {
			return Evaluation{}, err
		}
		if first == nil {
			first = t
		}
		if !slices.Equal(t.Names, first.Names) || len(t.Classes) != len(first.Classes) {
			return Evaluation{}, fmt.Errorf("%s has other test clips or classes than %s; hint: streams together need the same split", dir, dirs[0])
		}
		logits = append(logits, t.Logits)
	}
	a := metrics.NewAccumulator(len(first.Classes))
	a.Add(metrics.Ensemble(weights, logits), first.Labels)
	return Evaluation{a.Result(first.Groups), first.Classes}, nil
}

// An Inference is what a run's network says of its N test clips.
type Inference struct {
	Names    []string         // N
	Labels   []int            // N
	Classes  []string         // names of the C classes
	Logits   []float64        // (N, C)
	Features []float64        // (N, D): what the classifier sees, the mean over a clip
	Groups   []longtail.Group // of the classes: many, medium, few
}

// Infer runs the network of a run on its test clips, with the weights of a checkpoint
// as for [Evaluate].
func Infer(ctx context.Context, dir, checkpoint string, d device.Device) (t *Inference, err error) {
	defer device.Recover(&err)
	config, err := LoadConfig(filepath.Join(dir, configFile))
	if err != nil {
		return nil, err
	}
	data, err := openData(config.Data, config.Training.Seed)
	if err != nil {
		return nil, err
	}
	defer data.source.Close()
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
	t = &Inference{Classes: data.source.Describe().Classes, Groups: data.groups}
	err = r.infer(ctx, 0, func(batch *feed.Batch, pass *network.Pass) {
		t.Logits = append(t.Logits, pass.Logits()...)
		t.Features = append(t.Features, pass.Features()...)
		t.Labels = append(t.Labels, batch.Classes...)
		for _, i := range batch.Samples {
			t.Names = append(t.Names, data.source.Record(i).Name)
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
