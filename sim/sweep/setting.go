package sweep

import (
	"strconv"
	"strings"

	"aeed/dynamics"
	"aeed/sim"
)

// A setting is a value for every axis. It becomes the parameters and the
// scenario of a point.
type setting struct {
	parameters       dynamics.Parameters
	classes, largest int
	imbalance        float64
	source           sim.Source
	noise            float64
	seed             uint64
	epochs           int
}

// standard returns the paper's parameters in sim.DefaultScenario.
func standard() setting {
	scenario := sim.DefaultScenario()
	return setting{
		parameters: dynamics.DefaultParameters(),
		classes:    scenario.Classes(),
		largest:    scenario.Sizes[0],
		imbalance:  float64(scenario.Sizes[0] / scenario.Sizes[scenario.Classes()-1]),
		source:     scenario.Source,
		noise:      scenario.Noise,
		seed:       scenario.Seed,
		epochs:     scenario.Epochs,
	}
}

// scenario returns the scenario of a valid setting.
func (s *setting) scenario() *sim.Scenario {
	return &sim.Scenario{
		Sizes:  sim.LongTailed(s.classes, s.largest, s.imbalance),
		Source: s.source, Noise: s.noise, Epochs: s.epochs, Seed: s.seed,
	}
}

// validate returns a *dynamics.ParameterError for the first value out of range.
func (s *setting) validate() error {
	fault := func(name, value, want, hint string) error {
		return &dynamics.ParameterError{Name: name, Value: value, Want: want, Hint: hint}
	}
	switch {
	case s.classes < 2 || s.classes > 1<<20:
		return fault("classes", strconv.Itoa(s.classes), "2 to 1048576 classes", "the paper's data sets have 60, 120 and 400")
	case s.largest < 1:
		return fault("largest", strconv.Itoa(s.largest), "at least 1 training sample", "the largest class of NTU-60-LT has about 600")
	case !(s.imbalance >= 1 && s.imbalance <= 1e9):
		return fault("imbalance", number(s.imbalance), "a ratio from 1 to 10⁹", "1 is a balanced data set, the paper's have 100")
	}
	if err := s.parameters.Validate(); err != nil {
		return err
	}
	// Sizes follow from what is checked above, and a million take long to make.
	few := sim.Scenario{Sizes: []int{1, 1}, Source: s.source, Noise: s.noise, Epochs: s.epochs, Seed: s.seed}
	return few.Validate()
}

// constants returns the constants of the source by name.
func (s *setting) constants() map[string]float64 {
	constants := map[string]float64{}
	_, assignments, _ := strings.Cut(sim.Format(s.source), ":")
	for assignment := range strings.SplitSeq(assignments, ",") {
		name, value, _ := strings.Cut(assignment, "=")
		constants[name], _ = strconv.ParseFloat(value, 64) // Format writes numbers
	}
	return constants
}
