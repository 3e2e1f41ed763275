package train

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"aeed/dynamics/trajectory"
	"aeed/internal/tfevents"
	"aeed/internal/wholefile"
)

// The files of a run.
const (
	configFile     = "config.yaml"
	runFile        = "run.json"
	trajectoryFile = "trajectory.jsonl"
	metricsFile    = "metrics.jsonl"
	checkpoints    = "checkpoints"
	lockFile       = "lock"
)

// A folder is where a run lives on disk.
type folder struct {
	path       string
	lock       *os.File
	trajectory *trajectory.Writer
	next       int // the epoch that the trajectory takes next
	metrics    *metricsLog
	events     *tfevents.Writer
	best       *Metrics
	started    time.Time
	paused     time.Time // when an epoch under way last went to disk
	about      about
}

// about is run.json: who ran it, on what, and how long it took.
type about struct {
	Version string    `json:"version"`
	Device  string    `json:"device"`
	Batches string    `json:"batches"` // where they are made: "host" or "device"
	Began   time.Time `json:"began"`
	Seconds float64   `json:"seconds"` // of all processes that worked on the run
	Done    bool      `json:"done"`
}

// openFolder makes the folder of a run, or opens that of one with the same
// configuration, and keeps others out of it.
func openFolder(path string, c Config, h trajectory.Header, a about) (*folder, error) {
	if err := os.MkdirAll(filepath.Join(path, checkpoints), 0o755); err != nil {
		return nil, err
	}
	f := &folder{path: path, started: time.Now(), about: a}
	f.about.Began = f.started.UTC().Truncate(time.Second)
	if err := f.open(c, h); err != nil {
		f.close()
		return nil, err
	}
	return f, nil
}

func (f *folder) open(c Config, h trajectory.Header) (err error) {
	if f.lock, err = lock(f.at(lockFile)); err != nil {
		return err
	}
	if err := f.sweep(); err != nil {
		return err
	}
	if err := f.freeze(c); err != nil {
		return err
	}
	if err := f.openTrajectory(h); err != nil {
		return err
	}
	if f.metrics, err = openMetrics(f.at(metricsFile)); err != nil {
		return err
	}
	if f.events, err = openEvents(f.path); err != nil {
		return err
	}
	return f.tell()
}

// openEvents opens the TensorBoard events of a run, or makes them.
func openEvents(dir string) (*tfevents.Writer, error) {
	names, err := filepath.Glob(filepath.Join(dir, tfevents.Prefix+"*"))
	if err != nil {
		return nil, err
	}
	if len(names) > 0 {
		return tfevents.Append(names[len(names)-1])
	}
	return tfevents.Create(dir, "aeed", time.Now())
}

func (f *folder) at(name string) string { return filepath.Join(f.path, name) }

// sweep removes what a killed process left half-written under temporary names.
func (f *folder) sweep() error {
	var errs []error
	for _, in := range []string{".", checkpoints} {
		names, err := filepath.Glob(f.at(filepath.Join(in, ".*.tmp")))
		errs = append(errs, err)
		for _, name := range names {
			errs = append(errs, os.Remove(name))
		}
	}
	return errors.Join(errs...)
}

// freeze writes the configuration, or checks that it is the one that is there.
func (f *folder) freeze(c Config) error {
	want, err := c.YAML()
	if err != nil {
		return err
	}
	there, err := os.ReadFile(f.at(configFile))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return wholefile.WriteBytes(f.at(configFile), want)
	case err != nil:
		return err
	case string(there) != string(want):
		return fmt.Errorf("%s is of a run with another configuration; hint: train with it to go on, or into another folder", f.at(configFile))
	}
	content, err := os.ReadFile(f.at(runFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var before about
	if err := errors.Join(err, json.Unmarshal(content, &before)); err != nil {
		return fmt.Errorf("%s: %w; hint: remove it, it only says when the run began", f.at(runFile), err)
	}
	f.about.Began, f.about.Seconds = before.Began, before.Seconds
	return nil
}

func (f *folder) openTrajectory(h trajectory.Header) (err error) {
	path := f.at(trajectoryFile)
	if _, missing := os.Stat(path); errors.Is(missing, os.ErrNotExist) {
		f.trajectory, err = trajectory.Create(path, h)
		return err
	}
	f.trajectory, f.next, err = trajectory.Resume(path, h)
	return err
}

// tell writes run.json.
func (f *folder) tell() error {
	now := f.about
	now.Seconds += time.Since(f.started).Seconds()
	content, err := json.MarshalIndent(now, "", "  ")
	if err != nil {
		return err
	}
	return wholefile.WriteBytes(f.at(runFile), append(content, '\n'))
}

// keep puts an epoch on disk: its records and metrics, and then what it takes to
// go on. What a process before has written of the epoch already stays.
func (f *folder) keep(r *run, records []trajectory.Record, m Metrics) error {
	if m.Epoch == f.next {
		if err := f.trajectory.Append(trajectory.Epoch{Number: m.Epoch, Classes: records}); err != nil {
			return err
		}
		f.next++
	}
	if err := f.metrics.append(m); err != nil {
		return err
	}
	if m.better(f.best) {
		f.best = &m
		if err := r.network.Export(f.at(filepath.Join(checkpoints, "best.safetensors")), r.network.Weights()); err != nil {
			return err
		}
	}
	if err := f.showEvents(m, records); err != nil {
		return err
	}
	if err := f.checkpoint(r, m.Epoch); err != nil {
		return err
	}
	return f.tell()
}

// showEvents adds an epoch to the TensorBoard events, in place of what a process
// before may have written of it.
func (f *folder) showEvents(m Metrics, records []trajectory.Record) error {
	if err := f.events.TruncateAfter(int64(m.Epoch) - 1); err != nil {
		return err
	}
	widest, narrowest := records[0].NextWeight, records[0].NextWeight
	for _, r := range records {
		widest, narrowest = max(widest, r.NextWeight), min(narrowest, r.NextWeight)
	}
	err := f.events.Add(time.Now(), int64(m.Epoch),
		tfevents.Scalar{Tag: "loss", Value: m.Loss},
		tfevents.Scalar{Tag: "learning rate", Value: m.LearningRate},
		tfevents.Scalar{Tag: "accuracy/training", Value: m.TrainAccuracy},
		tfevents.Scalar{Tag: "accuracy/test", Value: m.Accuracy},
		tfevents.Scalar{Tag: "accuracy/macro", Value: float64(m.Macro)},
		tfevents.Scalar{Tag: "accuracy/many", Value: float64(m.Many)},
		tfevents.Scalar{Tag: "accuracy/medium", Value: float64(m.Medium)},
		tfevents.Scalar{Tag: "accuracy/few", Value: float64(m.Few)},
		tfevents.Scalar{Tag: "niche width/mean of clips", Value: m.MeanWidth},
		tfevents.Scalar{Tag: "niche width/widest", Value: widest},
		tfevents.Scalar{Tag: "niche width/narrowest", Value: narrowest})
	if err != nil {
		return err
	}
	return f.events.Flush()
}

// finish notes that all epochs are done.
func (f *folder) finish() error {
	f.about.Done = true
	return f.tell()
}

func (f *folder) close() {
	if f.trajectory != nil {
		f.trajectory.Close()
	}
	if f.metrics != nil {
		f.metrics.file.Close()
	}
	if f.events != nil {
		f.events.Close()
	}
	if f.lock != nil {
		f.lock.Close() // lets go of it
	}
}
