package analysis

import (
	"math"
	"slices"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// run simulates a scenario under the paper's parameters.
func run(t *testing.T, s sim.Scenario, p dynamics.Parameters) (trajectory.Header, []trajectory.Epoch) {
	t.Helper()
	var epochs []trajectory.Epoch
	if err := sim.Run(&s, p, func(e trajectory.Epoch) error { epochs = append(epochs, e); return nil }); err != nil {
		t.Fatal(err)
	}
	return sim.Header(&s, p), epochs
}

func TestTrajectories(t *testing.T) {
	header, epochs := run(t, sim.DefaultScenario(), dynamics.DefaultParameters())
	d := Trajectories(header, epochs)
	if len(d.Classes) != 60 || !d.LogColour || len(d.Ends) != 1 || d.Ends[0].Weight != 0.1 || !strings.Contains(strings.Join(d.Notes, " "), "upper end, 4, lies above") {
		t.Errorf("%d classes, logarithmic %v, ends %v, notes %q", len(d.Classes), d.LogColour, d.Ends, d.Notes)
	}
	var chosen []int
	for c, class := range d.Classes {
		if class.Chosen {
			chosen = append(chosen, c)
		}
		if class.Colour != float64(header.ClassSizes[c]) || len(class.Weight) != 101 || len(class.Entropy) != 100 {
			t.Errorf("class %d: colour %v, %d weights, %d entropies", c, class.Colour, len(class.Weight), len(class.Entropy))
		}
		for e, epoch := range epochs {
			if r := epoch.Classes[c]; class.Weight[e] != r.Weight || class.Weight[e+1] != r.NextWeight || class.Entropy[e] != r.Entropy || class.Flow[e] != r.Flow {
				t.Fatalf("class %d, epoch %d differs", c, e)
			}
		}
	}
	if !slices.Equal(chosen, []int{0, 14, 29, 44, 59}) {
		t.Errorf("chosen classes %v", chosen)
	}
}

// Headers need not know sizes, nor sizes be sorted, nor every class be seen.
func TestTrajectoriesOfOtherRuns(t *testing.T) {
	scenario := sim.DefaultScenario()
	scenario.Sizes = []int{5, 0, 500, 50}
	p := dynamics.DefaultParameters()
	p.Clip = dynamics.Clip{Low: 1e-6, High: math.Inf(1)}
	header, epochs := run(t, scenario, p)
	header.Source = trajectory.SourceTraining
	d := Trajectories(header, epochs)
	if d.Classes[0].Colour != 500 || d.Classes[3].Chosen || len(d.Ends) != 0 || !strings.Contains(d.Title, "training") {
		t.Errorf("first class %v, last chosen %v, ends %v, title %q", d.Classes[0].Colour, d.Classes[3].Chosen, d.Ends, d.Title)
	}
	header.ClassSizes = nil
	if d := Trajectories(header, epochs); d.LogColour || d.Classes[3].Colour != 3 || !d.Classes[3].Chosen {
		t.Errorf("without sizes: %+v", d.Classes[3].Colour)
	}
	header.Clip = dynamics.Clip{Low: 0.5, High: 1.5}
	if d := Trajectories(header, epochs); len(d.Ends) != 2 {
		t.Errorf("ends %v", d.Ends)
	}
	if d := Trajectories(header, nil); !strings.Contains(d.Notes[0], "no whole epoch") {
		t.Errorf("notes %q", d.Notes)
	}

	scenario.Sizes, scenario.Epochs = sim.LongTailed(400, 1000, 100), 3
	header, epochs = run(t, scenario, dynamics.DefaultParameters())
	d = Trajectories(header, epochs)
	if len(d.Classes) != 200 || !strings.HasPrefix(d.Notes[0], "Niche widths of 200 of the 400 classes") || d.Classes[199].Colour != 10 {
		t.Errorf("%d classes, notes %q", len(d.Classes), d.Notes)
	}
	for _, epochs := range [][]trajectory.Epoch{nil, epochs[:1], epochs} {
		if _, err := Trajectories(header, epochs).Figure().Encode("svg"); err != nil {
			t.Error(err)
		}
	}
}

func TestSimulatedTrajectories(t *testing.T) {
	p := dynamics.DefaultParameters()
	p.Eta = -1
	if _, err := SimulatedTrajectories(sim.DefaultScenario(), p); err == nil {
		t.Error("η = −1 is no error")
	}
}
