package study

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"aeed/analysis"
	"aeed/analysis/comparison"
	"aeed/analysis/embedding"
	"aeed/dynamics/trajectory"
	"aeed/internal/wholefile"
	"aeed/proofs"
	"aeed/train"
	"aeed/train/device"
)

// Options are what a study needs to know besides its configuration.
type Options struct {
	Device  device.Device
	Version string // of the program, for the record
	// Progress, if not nil, hears of every step before it begins, and of the batches of
	// the training.
	Progress func(step string, training train.Progress)
}

// results are what the report shows.
type results struct {
	Config
	Options
	Claims     proofs.Report
	Header     trajectory.Header
	Epochs     []trajectory.Epoch
	Metrics    []train.Metrics
	Comparison comparison.Report
	Evaluation train.Evaluation
	Inference  *train.Inference
	Plane      [2][][2]float64 // places of the test clips: PCA, t-SNE
	Variance   [2]float64      // shares of it that the axes of the PCA have
	Silhouette float64
	Figures    []analysis.NamedFigure

	folder string
}

// Run makes the study in the folder out, or goes on with the one that is there, whose
// configuration must be the same. The context ends it between two batches.
func Run(ctx context.Context, c Config, out string, o Options) error {
	if err := c.Check(); err != nil {
		return err
	}
	if o.Progress == nil {
		o.Progress = func(string, train.Progress) {}
	}
	r := results{Config: c, Options: o, folder: out}
	if err := r.freeze(); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"train", r.train}, {"verify", r.verify}, {"test", r.test}, {"compare", r.compare}, {"figures", r.draw}, {"report", r.report},
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		o.Progress(step.name, train.Progress{})
		if err := step.do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// freeze writes the configuration, or checks that it is the one that is there.
func (r *results) freeze() error {
	if err := os.MkdirAll(r.folder, 0o755); err != nil {
		return fmt.Errorf("study: %w; hint: --out needs a folder that can be written", err)
	}
	want, err := r.Config.YAML()
	if err != nil {
		return err
	}
	there, err := os.ReadFile(r.at("study.yaml"))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return r.write("study.yaml", want)
	case err != nil:
		return err
	case string(there) != string(want):
		return fmt.Errorf("%s is of another study; hint: use its configuration to go on, or another folder", r.at("study.yaml"))
	}
	return nil
}

func (r *results) at(name string) string { return filepath.Join(r.folder, name) }

func (r *results) train(ctx context.Context) error {
	progress := func(p train.Progress) error {
		r.Progress("train", p)
		return nil
	}
	_, err := train.Run(ctx, r.Training, r.at("run"), train.Options{Device: r.Device, Version: r.Version,
		Hooks: []train.Hook{{Name: "progress", AfterBatch: progress}}})
	if err != nil {
		return err
	}
	if r.Metrics, err = train.ReadMetrics(r.at("run")); err != nil {
		return err
	}
	r.Header, r.Epochs, err = trajectory.ReadFile(r.at("run/trajectory.jsonl"))
	return err
}

// verify judges the claims at the parameters of the training.
func (r *results) verify(context.Context) (err error) {
	setting, err := r.setting()
	if err != nil {
		return err
	}
	budget := proofs.DefaultBudget()
	budget.Trials = r.Trials
	if r.Claims, err = proofs.Verify(setting, budget, proofs.Claims(), nil); err != nil {
		return err
	}
	return r.writeJSON("claims.json", r.Claims)
}

func (r *results) setting() (proofs.Setting, error) {
	s := proofs.DefaultSetting()
	s.Classes = r.Header.Classes
	var err error
	s.Parameters, err = r.Training.Controller.Parameters()
	return s, err
}

// test looks at what the best network says of the test clips.
func (r *results) test(ctx context.Context) (err error) {
	if r.Inference, err = train.Infer(ctx, r.at("run"), "best", r.Device); err != nil {
		return err
	}
	if r.Evaluation, err = train.Evaluate(ctx, []string{r.at("run")}, "best", nil, r.Device); err != nil {
		return err
	}
	features, d := r.Inference.Features, len(r.Inference.Features)/len(r.Inference.Labels)
	r.Plane[0], r.Variance = embedding.PCA(features, d)
	r.Plane[1] = embedding.TSNE(features, d)
	r.Silhouette = embedding.Silhouette(features, d, r.Inference.Labels)
	return nil
}

// compare holds what trained against what is simulated.
func (r *results) compare(context.Context) error {
	recording, err := comparison.Read(r.at("run/trajectory.jsonl"))
	if err != nil {
		return err
	}
	o := comparison.DefaultOptions()
	o.FitEpochs = r.FitEpochs
	o.Thresholds.Many, o.Thresholds.Few = r.Training.Data.Many, r.Training.Data.Few
	if r.Comparison, err = comparison.Compare(recording, o); err != nil {
		return err
	}
	return r.writeJSON("comparison.json", r.Comparison)
}

// draw draws the figures that the report shows as pictures, and those of the charts
// for use elsewhere.
func (r *results) draw(context.Context) error {
	setting, err := r.setting()
	if err != nil {
		return err
	}
	r.Figures = append(analysis.StabilityFigures(setting),
		analysis.NamedFigure{Name: "trajectories", Figure: analysis.Trajectories(r.Header, r.Epochs).Figure()})
	r.Figures = append(r.Figures, r.Comparison.Figures()...)
	for _, figure := range r.Figures {
		for _, extension := range []string{".svg", ".png"} {
			if err := figure.Save(filepath.Join(r.at("figures"), figure.Name+extension)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *results) writeJSON(name string, v any) error {
	content, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("study: %w; hint: this is a mistake of the program", err)
	}
	return r.write(name, append(content, '\n'))
}

// write writes a file of the study whole or not at all.
func (r *results) write(name string, content []byte) error {
	if err := wholefile.WriteBytes(r.at(name), content); err != nil {
		return fmt.Errorf("study: %w; hint: check the space and the rights in this folder", err)
	}
	return nil
}
