package train

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aeed/dynamics"
	"aeed/internal/safetensors"
	"aeed/internal/tensor"
	"aeed/internal/wholefile"
	"aeed/train/device"
)

// stateSuffix ends the name of what it takes to go on besides the weights. It is
// written after the weights, so where it is, they are.
const stateSuffix, weightsSuffix = ".state", ".safetensors"

// A resumption is the text of a state file.
type resumption struct {
	Controller dynamics.Snapshot `json:"controller"`
	Best       *Metrics          `json:"best"`
	UnderWay   *underWay         `json:"under_way,omitempty"` // nil after a whole epoch
}

func (f *folder) checkpointName(epoch int) string {
	return f.at(filepath.Join(checkpoints, fmt.Sprintf("epoch-%05d", epoch)))
}

// checkpoint writes the weights after an epoch and its state, whose tensor is the
// momentum, and removes those that are too old to keep, and what was under way.
func (f *folder) checkpoint(r *run, epoch int) error {
	name := f.checkpointName(epoch)
	if err := r.network.Export(name+weightsSuffix, r.network.Weights()); err != nil {
		return err
	}
	text, err := json.Marshal(resumption{r.controller.Snapshot(), f.best, nil})
	if err != nil {
		return err
	}
	momentum := single(r.network.Read(device.Momentum))
	tensors := []tensor.Encoded{tensor.Encode("momentum", []int{len(momentum)}, momentum)}
	err = wholefile.Write(name+stateSuffix, func(w io.Writer) error {
		return safetensors.Write(w, tensors, map[string]string{"state": string(text)})
	})
	if err != nil {
		return err
	}
	if err := os.Remove(f.at(filepath.Join(checkpoints, underWayFile))); err != nil && !os.IsNotExist(err) {
		return err
	}
	return f.forget(epoch - r.config.Training.Keep)
}

func single(x []float64) []float32 {
	y := make([]float32, len(x))
	for i, v := range x {
		y[i] = float32(v)
	}
	return y
}

// forget removes the checkpoints up to an epoch.
func (f *folder) forget(last int) error {
	for _, epoch := range f.checkpointed() {
		if epoch > last {
			continue
		}
		for _, suffix := range []string{stateSuffix, weightsSuffix} {
			if err := os.Remove(f.checkpointName(epoch) + suffix); err != nil && !os.IsNotExist(err) {
				return err
			}
		}
	}
	return nil
}

// checkpointed returns the epochs that have a state file, in order.
func (f *folder) checkpointed() []int {
	entries, err := os.ReadDir(f.at(checkpoints))
	if err != nil {
		return nil
	}
	var epochs []int
	for _, entry := range entries {
		name, is := strings.CutSuffix(entry.Name(), stateSuffix)
		epoch := 0
		if _, err := fmt.Sscanf(name, "epoch-%05d", &epoch); is && err == nil {
			epochs = append(epochs, epoch)
		}
	}
	slices.Sort(epochs)
	return epochs
}

// restore brings r to the state after the last epoch with a checkpoint, if there
// is one, and returns that epoch's metrics.
func (f *folder) restore(r *run) (Metrics, error) {
	epochs := f.checkpointed()
	if len(epochs) == 0 {
		if f.next > 1 { // an epoch is recorded before its checkpoint
			return Metrics{}, fmt.Errorf("%s has epochs and %s no checkpoint; hint: train into another folder", f.at(trajectoryFile), f.at(checkpoints))
		}
		return Metrics{}, nil
	}
	last := epochs[len(epochs)-1]
	if f.next <= last || len(f.metrics.lines) <= last {
		return Metrics{}, fmt.Errorf("%s is of epoch %d, and the trajectory has %d epochs, the metrics %d; hint: files were changed; train into another folder",
			f.checkpointName(last)+stateSuffix, last, f.next, len(f.metrics.lines))
	}
	weights, err := r.network.Import(f.checkpointName(last) + weightsSuffix)
	if err != nil {
		return Metrics{}, err
	}
	state, momentum, err := readState(f.checkpointName(last)+stateSuffix, []int{len(weights.Parameters)})
	if err != nil {
		return Metrics{}, err
	}
	r.network.SetWeights(weights)
	r.network.Write(device.Momentum, momentum[0])
	f.best = state.Best
	if err := f.forget(last - r.config.Training.Keep); err != nil { // which a kill may have left
		return Metrics{}, err
	}
	return f.metrics.lines[last], r.controller.Restore(state.Controller)
}

// readState reads a state file whose tensors have the given sizes.
func readState(path string, sizes []int) (state resumption, vectors [][]float64, err error) {
	wrong := func(err error) (resumption, [][]float64, error) {
		return state, nil, fmt.Errorf("%s: %w; hint: remove it to go on from the checkpoint before", path, err)
	}
	file, err := os.Open(path)
	if err != nil {
		return state, nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return state, nil, err
	}
	content, err := safetensors.Read(file, info.Size())
	if err != nil {
		return wrong(err)
	}
	if len(content.Tensors) != len(sizes) {
		return wrong(fmt.Errorf("%d tensors, want %d", len(content.Tensors), len(sizes)))
	}
	for i, size := range sizes {
		if content.Tensors[i].Count() != size {
			return wrong(fmt.Errorf("%d numbers, want %d", content.Tensors[i].Count(), size))
		}
		vectors = append(vectors, make([]float64, size))
		if err := content.Tensors[i].Values(vectors[i]); err != nil {
			return wrong(err)
		}
	}
	if err := json.Unmarshal([]byte(content.Metadata["state"]), &state); err != nil {
		return wrong(err)
	}
	return state, vectors, nil
}
