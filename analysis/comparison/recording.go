package comparison

import (
	"io"
	"slices"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// A Recording is a trajectory to compare, whole epochs only.
type Recording struct {
	Header trajectory.Header
	Epochs []trajectory.Epoch
	Torn   bool // whether the file ends in an incomplete epoch, which is left out
}

// Read returns the trajectory at path. Its errors are those of package trajectory.
func Read(path string) (Recording, error) {
	r, err := trajectory.Open(path)
	if err != nil {
		return Recording{}, err
	}
	defer r.Close()
	recording := Recording{Header: r.Header()}
	for {
		epoch, err := r.Next()
		if err == io.EOF {
			recording.Torn = r.Torn()
			return recording, nil
		}
		if err != nil {
			return Recording{}, err
		}
		recording.Epochs = append(recording.Epochs, epoch)
	}
}

// Simulate returns the recording of a simulation.
func Simulate(s *sim.Scenario, p dynamics.Parameters) (Recording, error) {
	recording := Recording{Header: sim.Header(s, p)}
	err := sim.Run(s, p, func(epoch trajectory.Epoch) error {
		recording.Epochs = append(recording.Epochs, epoch)
		return nil
	})
	return recording, err
}

// sizes returns the training samples of each class or, where the header doesn't
// know any, the most that an epoch showed, in which a sample may count twice.
func (r *Recording) sizes() []int {
	sizes := make([]int, r.Header.Classes)
	copy(sizes, r.Header.ClassSizes)
	for class, size := range sizes {
		for _, epoch := range r.Epochs {
			if size == 0 {
				sizes[class] = max(sizes[class], epoch.Classes[class].Count)
			}
		}
	}
	return sizes
}

// headToTail returns the classes in descending order of their sizes.
func headToTail(sizes []int) []int {
	order := make([]int, len(sizes))
	for class := range order {
		order[class] = class
	}
	slices.SortStableFunc(order, func(a, b int) int { return sizes[b] - sizes[a] })
	return order
}
