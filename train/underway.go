package train

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"aeed/internal/safetensors"
	"aeed/internal/tensor"
	"aeed/internal/wholefile"
	"aeed/train/ctrgcn"
	"aeed/train/device"
	"aeed/train/metrics"
)

// underWayFile holds an epoch that is not whole yet: everything, in one file, so
// that a process killed at any moment leaves the old one or the new one.
const underWayFile = "under-way.state"

// saveEvery is how often an epoch under way goes to disk: what a kill costs at most.
const saveEvery = 5 * time.Minute

// The vectors of an underWayFile, in their order there.
var underWayVectors = []string{"parameters", "momentum", "running"}

// underWay is what has come of an epoch that is not whole yet.
type underWay struct {
	Batches       int                  `json:"batches"`        // done
	ForwardPasses int64                `json:"forward_passes"` // of the run
	Losses        []float64            `json:"losses"`         // of the batches
	Shares        Shares               `json:"shares"`
	Geometry      Shares               `json:"geometry"`
	Seen          *metrics.Accumulator `json:"seen"`
}

// pause writes the state between two batches of an epoch.
func (f *folder) pause(r *run) error {
	text, err := json.Marshal(resumption{r.controller.Snapshot(), f.best,
		&underWay{r.progress.Batch, r.network.Weights().Batches, r.losses, r.shares, r.geometry, r.seen}})
	if err != nil {
		return err
	}
	var tensors []tensor.Encoded
	for i, values := range r.vectors() {
		tensors = append(tensors, tensor.Encode(underWayVectors[i], []int{len(values)}, single(values)))
	}
	f.paused = time.Now()
	return wholefile.Write(f.at(filepath.Join(checkpoints, underWayFile)), func(w io.Writer) error {
		return safetensors.Write(w, tensors, map[string]string{"state": string(text)})
	})
}

// unpause brings r into the middle of the epoch that it would begin, if the folder
// holds that, and forgets what is of another epoch.
func (f *folder) unpause(r *run) error {
	path := f.at(filepath.Join(checkpoints, underWayFile))
	var sizes []int
	for _, values := range r.vectors() {
		sizes = append(sizes, len(values))
	}
	state, vectors, err := readState(path, sizes)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if state.Controller.Epoch != r.controller.Epoch() {
		return os.Remove(path)
	}
	u := state.UnderWay
	if u == nil || u.Seen == nil || u.Seen.Classes() != r.network.Classes || u.Batches < 0 || len(u.Losses) > u.Batches {
		return fmt.Errorf("%s: want what %d classes have come to in an epoch; hint: remove it to go on from the epoch before", path, r.network.Classes)
	}
	if err := r.controller.Restore(state.Controller); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	r.network.SetWeights(ctrgcn.Weights{Parameters: vectors[0], Running: vectors[2], Batches: u.ForwardPasses})
	r.network.Write(device.Momentum, vectors[1])
	r.resumed = u
	return nil
}

// vectors returns what an underWayFile holds of the network.
func (r *run) vectors() [][]float64 {
	w := r.network.Weights()
	return [][]float64{w.Parameters, r.network.Read(device.Momentum), w.Running}
}
