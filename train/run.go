package train

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"gonum.org/v1/gonum/stat"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/metrics"
	"aeed/train/mixing"
	"aeed/train/network"
	"aeed/train/objective"
	"aeed/train/sampling"
	"aeed/train/skeleton"
)

// Options are what a run needs to know besides its configuration.
type Options struct {
	Device  device.Device
	Version string // of the program, for the record
	Hooks   []Hook
	// SaveEvery is how often an epoch under way goes to disk; 0 for every 5 minutes.
	// It changes nothing of what a run comes to.
	SaveEvery time.Duration
}

// Progress is how far a run has come.
type Progress struct {
	Epoch, Epochs     int
	Batch, Batches    int
	Clips             int     // trained on since the run began or went on
	Loss              float64 // mean of the epoch so far
	Accuracy          float64 // of the test set, after the last whole epoch; NaN before
	Widest, Narrowest int     // classes with the extreme niche widths
}

// A run is one under way.
type run struct {
	config      Config
	data        *data
	network     *network.Network
	controller  *dynamics.Controller
	lossWeights []float64             // of each class in this epoch
	seen        *metrics.Accumulator  // of the clean clips in training
	losses      []float64             // of the epoch's batches so far
	shares      Shares                // of the epoch's mixed clips so far, by what is in them
	geometry    Shares                // by where their features lie
	expression  *objective.Expression // nil for the cross-entropy, which is hand-written
	strategy    mixing.Strategy
	inputs      [2][]float64 // of the step under way
	resident    *resident    // nil where the host makes the batches
	folder      *folder
	options     Options
	hooks       []Hook
	progress    Progress
	resumed     *underWay // what a process before has come to in the epoch; nil from its end on
}

// Run trains as the configuration says, in a folder, or goes on with the run that
// the folder holds, whose configuration must be the same. It returns the metrics
// of the last epoch. The context ends a run between two batches, where the next call
// goes on.
func Run(ctx context.Context, c Config, dir string, o Options) (last Metrics, err error) {
	defer device.Recover(&err)
	if err := c.Check(); err != nil {
		return Metrics{}, err
	}
	r := &run{config: c, options: o}
	if o.SaveEvery == 0 {
		r.options.SaveEvery = saveEvery
	}
	if r.hooks, err = sortHooks(o.Hooks); err != nil {
		return Metrics{}, err
	}
	if r.data, err = openData(c.Data, c.Training.Seed); err != nil {
		return Metrics{}, err
	}
	defer r.data.source.Close()
	p, err := c.Controller.Parameters()
	if err != nil {
		return Metrics{}, err
	}
	if r.controller, err = dynamics.NewController(len(r.data.sizes), p); err != nil {
		return Metrics{}, err
	}
	if err := r.chooseObjective(r.data.source.Describe().Graph); err != nil {
		return Metrics{}, err
	}
	if r.network, err = c.network(r.data, o.Device); err != nil {
		return Metrics{}, err
	}
	defer r.network.Close()
	if err = r.settle(); err != nil {
		return Metrics{}, err
	}
	if r.folder, err = openFolder(dir, c, r.header(p), r.about()); err != nil {
		return Metrics{}, err
	}
	defer r.folder.close()
	if last, err = r.folder.restore(r); err != nil {
		return Metrics{}, err
	}
	r.progress.Accuracy = math.NaN()
	if r.controller.Epoch() > 0 {
		r.progress.Accuracy = last.Accuracy
	}
	if err := r.folder.unpause(r); err != nil {
		return last, err
	}
	for epoch := r.controller.Epoch(); epoch < c.Training.Epochs; epoch++ {
		if last, err = r.epoch(ctx, epoch); err != nil {
			return last, err
		}
	}
	return last, r.folder.finish()
}

// about returns what the folder tells of a run besides its configuration.
func (r *run) about() about {
	a := about{Version: r.options.Version, Device: r.options.Device.Name(), Batches: "host"}
	if r.resident != nil {
		a.Batches = "device"
	}
	return a
}

// header returns the first line of the trajectory.
func (r *run) header(p dynamics.Parameters) trajectory.Header {
	seed := r.config.Training.Seed
	h := trajectory.NewHeader(len(r.data.sizes), p)
	h.Source, h.ClassSizes, h.Normalisation, h.Seed, h.Version = trajectory.SourceTraining, r.data.sizes, r.config.Objective.Normalisation, &seed, r.options.Version
	return h
}

// epoch trains one epoch, tests the network, ends the controller's epoch and puts
// everything on disk.
func (r *run) epoch(ctx context.Context, epoch int) (Metrics, error) {
	widths := r.controller.Weights(nil)
	r.lossWeights = make([]float64, len(widths))
	for c := range r.lossWeights {
		r.lossWeights[c] = 1
	}
	if r.config.Objective.Adapt {
		r.lossWeights = lossWeights(r.config.Objective.Normalisation, widths, r.data.sizes)
	}
	r.progress.Widest, r.progress.Narrowest = extremes(widths)
	err := r.trainEpoch(ctx, epoch)
	var tested metrics.Evaluation
	if err == nil {
		tested, err = r.test(ctx, epoch)
	}
	if err != nil && errors.Is(err, ctx.Err()) {
		if failure := r.folder.pause(r); failure != nil {
			err = failure
		}
	}
	if err != nil {
		return Metrics{}, err
	}
	classes, err := r.controller.EndEpoch()
	if err != nil {
		return Metrics{}, err
	}
	seen := r.seen.Result(r.data.groups)
	m := newMetrics(epoch, r.config.Training.rate(epoch), stat.Mean(r.losses, nil), seen, tested)
	m.MeanWidth, m.Shares, m.Geometry = meanWidth(widths, r.data.sizes), r.shares, r.geometry
	r.progress.Accuracy = m.Accuracy
	records := r.records(classes, seen)
	if err := r.folder.keep(r, records, m); err != nil {
		return m, err
	}
	return m, r.afterEpoch(m, records)
}

// trainEpoch takes the steps of an epoch, or those that a process before has not
// taken. The state goes to disk now and then.
func (r *run) trainEpoch(ctx context.Context, epoch int) error {
	r.seen, r.losses, r.shares, r.geometry = metrics.NewAccumulator(r.network.Classes), nil, Shares{}, Shares{}
	r.progress.Batch = 0
	if r.resumed != nil {
		r.seen, r.losses, r.progress.Batch = r.resumed.Seen, r.resumed.Losses, r.resumed.Batches
		r.shares, r.geometry = r.resumed.Shares, r.resumed.Geometry
		r.resumed = nil
	}
	order, err := r.order(epoch)
	if err != nil {
		return err
	}
	size := min(r.config.Training.Batch, len(order))
	r.progress.Epoch, r.progress.Epochs, r.progress.Batches = epoch, r.config.Training.Epochs, (len(order)+size-1)/size
	r.folder.paused = time.Now()
	for step, err := range r.steps(ctx, epoch, r.progress.Batch, order, size) {
		if err != nil {
			return err
		}
		if step.plan != nil {
			if err := r.account(epoch, step.plan, step.Outcome); err != nil {
				return err
			}
		}
		r.progress.Batch++
		r.progress.Loss = stat.Mean(r.losses, nil)
		r.progress.Clips += step.clips
		if err := r.afterBatch(); err != nil {
			return err
		}
		if step.last && time.Since(r.folder.paused) >= r.options.SaveEvery {
			if err := r.folder.pause(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// records returns what the epoch did to each class.
func (r *run) records(classes []dynamics.ClassEpoch, seen metrics.Evaluation) []trajectory.Record {
	records := make([]trajectory.Record, len(classes))
	for c, epoch := range classes {
		records[c] = trajectory.Record{ClassEpoch: epoch, LossWeight: r.lossWeights[c], Accuracy: float64(seen.PerClass[c])}
	}
	return records
}

// network makes the network for clips, initialised by the seed.
func (c Config) network(clips *data, d device.Device) (*network.Network, error) {
	described := clips.source.Describe()
	channels, frames, _, bodies := clips.trainFeed.Extents()
	a := c.Network.architecture(described.Graph, channels, frames, bodies, len(described.Classes))
	if err := a.Check(); err != nil {
		return nil, fmt.Errorf("network: %w", err)
	}
	parameters, running := a.Initialise(c.Training.Seed)
	return network.New(a, d, ctrgcn.Weights{Parameters: parameters, Running: running}), nil
}

// chooseObjective makes the loss and the mixing strategy.
func (r *run) chooseObjective(g skeleton.Graph) (err error) {
	o := r.config.Objective
	if o.Loss != "ce" {
		settings := objective.DefaultSettings(len(r.data.sizes))
		settings.Counts = r.data.sizes
		if r.expression, err = objective.New(o.Loss, settings); err != nil {
			return fmt.Errorf("objective.loss: %w", err)
		}
	}
	r.strategy, err = mixing.New(o.Mixing, mixing.Settings{Alpha: mixing.Alpha, Parts: g.Parts, ClassSizes: r.data.sizes})
	if err != nil {
		return fmt.Errorf("objective.mixing: %w", err)
	}
	return nil
}

// order returns the places of an epoch's clips.
func (r *run) order(epoch int) ([]int, error) {
	order, err := sampling.Order(r.config.Data.Sampling, r.config.Training.Seed, epoch, r.data.classes, r.config.Data.Repeat)
	if err != nil {
		return nil, err
	}
	return sampling.Places(order, r.data.train, r.data.source.Len()), nil
}

// extremes returns the places of the largest and the smallest number.
func extremes(x []float64) (largest, smallest int) {
	for i, v := range x {
		if v > x[largest] {
			largest = i
		}
		if v < x[smallest] {
			smallest = i
		}
	}
	return largest, smallest
}
