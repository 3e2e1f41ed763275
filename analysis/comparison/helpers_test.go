package comparison

import (
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// simulated is a noisy run of long-tailed classes.
func simulated(t testing.TB, classes, epochs int, change func(*sim.Scenario, *dynamics.Parameters)) Recording {
	t.Helper()
	s := sim.Scenario{Sizes: sim.LongTailed(classes, 300, 30), Source: sim.DefaultHill(), Noise: 0.5, Epochs: epochs, Seed: 1}
	p := dynamics.DefaultParameters()
	if change != nil {
		change(&s, &p)
	}
	recording, err := Simulate(&s, p)
	if err != nil {
		t.Fatal(err)
	}
	return recording
}

// fast are options with the least work.
func fast() Options {
	o := DefaultOptions()
	o.Replicates = 2
	return o
}

func compared(t testing.TB, r Recording, o Options) Report {
	t.Helper()
	report, err := Compare(r, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// recorded is the recording of the given entropies (by epoch and class, NaN where not
// shown) as a controller weights them, with samples n of each class an epoch.
func recorded(t testing.TB, p dynamics.Parameters, n []int, entropies [][]float64) Recording {
	t.Helper()
	h := trajectory.NewHeader(len(n), p)
	h.ClassSizes = n
	controller, err := dynamics.NewController(len(n), p)
	if err != nil {
		t.Fatal(err)
	}
	r := Recording{Header: h}
	for number, row := range entropies {
		for class, entropy := range row {
			if !math.IsNaN(entropy) {
				if err := controller.Observe(class, entropy); err != nil {
					t.Fatal(err)
				}
			}
		}
		records, err := controller.EndEpoch()
		if err != nil {
			t.Fatal(err)
		}
		epoch := trajectory.Epoch{Number: number}
		for class, record := range records {
			if record.Count > 0 {
				record.Count = n[class]
			}
			epoch.Classes = append(epoch.Classes, trajectory.Record{ClassEpoch: record, LossWeight: record.Weight, Accuracy: math.NaN()})
		}
		r.Epochs = append(r.Epochs, epoch)
	}
	return r
}

// copied is a deep copy, to change.
func copied(r Recording) Recording {
	epochs := make([]trajectory.Epoch, len(r.Epochs))
	for t, epoch := range r.Epochs {
		epochs[t] = trajectory.Epoch{Number: epoch.Number, Classes: append([]trajectory.Record(nil), epoch.Classes...)}
	}
	r.Epochs = epochs
	return r
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %g, want %g ± %g", what, got, want, tolerance)
	}
}
