package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// simulateFlags are the flags that say what happens to which classes.
type simulateFlags struct {
	source, signal, plant, replay string
	classes, largest              int
	imbalance                     float64
	sizes                         []int
	epochs                        int
	noise                         float64
	seed                          uint64
}

// newSimulateFlags returns the flags of sim.DefaultScenario.
func newSimulateFlags() *simulateFlags {
	s := sim.DefaultScenario()
	return &simulateFlags{source: s.Source.Name(), classes: len(s.Sizes), largest: s.Sizes[0],
		imbalance: float64(s.Sizes[0] / s.Sizes[len(s.Sizes)-1]), epochs: s.Epochs, noise: s.Noise, seed: s.Seed}
}

func (flags *simulateFlags) declare(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&flags.source, "source", flags.source, "what the entropies do: a signal or a plant, with constants as in learning:tau=15")
	f.StringVar(&flags.signal, "signal", "", "the same, a signal only")
	f.StringVar(&flags.plant, "plant", "", "the same, a plant only")
	f.StringVar(&flags.replay, "replay", "", "repeat the entropies of this trajectory, with its parameters where no flag gives others")
	f.IntVar(&flags.classes, "classes", flags.classes, "number of classes C ≥ 2")
	f.IntVar(&flags.largest, "largest", flags.largest, "training samples of the largest class")
	f.Float64Var(&flags.imbalance, "imbalance", flags.imbalance, "its samples over those of the smallest, sizes falling exponentially")
	f.IntSliceVar(&flags.sizes, "sizes", nil, "training samples of each class instead, as in 900,300,30")
	f.IntVar(&flags.epochs, "epochs", flags.epochs, "epochs, the first of which only measures; those of the record with --replay")
	f.Float64Var(&flags.noise, "noise", flags.noise, "deviation σ₁ of a sample's entropy, nats: a class of n samples is measured with σ₁/√n")
	f.Uint64Var(&flags.seed, "seed", flags.seed, "seed of the noise")
	c.MarkFlagsMutuallyExclusive("source", "signal", "plant", "replay")
	for _, size := range []string{"classes", "largest", "imbalance"} {
		c.MarkFlagsMutuallyExclusive("sizes", size)
		c.MarkFlagsMutuallyExclusive("replay", size)
	}
	c.MarkFlagsMutuallyExclusive("replay", "sizes")
}

// simulation returns the run that the command line asks for, given the parameters
// of its flags.
func (flags *simulateFlags) simulation(c *cobra.Command, p dynamics.Parameters) (*simulation, error) {
	if flags.replay != "" {
		return flags.repeated(c, p)
	}
	source, err := flags.parseSource()
	if err != nil {
		return nil, err
	}
	sizes := flags.sizes
	if sizes == nil {
		if sizes, err = flags.longTailed(); err != nil {
			return nil, err
		}
	}
	s := sim.Scenario{Sizes: sizes, Source: source, Noise: flags.noise, Epochs: flags.epochs, Seed: flags.seed}
	return &simulation{scenario: s, parameters: p}, flags.explain(s.Validate())
}

func (flags *simulateFlags) longTailed() ([]int, error) {
	switch {
	case flags.classes < 2:
		return nil, &dynamics.ParameterError{Name: "classes", Value: strconv.Itoa(flags.classes), Want: "at least 2 classes", Hint: "the entropy of a single class is always 0"}
	case flags.classes > trajectory.MaxClasses:
		return nil, &dynamics.ParameterError{Name: "classes", Value: strconv.Itoa(flags.classes), Want: fmt.Sprintf("at most %d", trajectory.MaxClasses), Hint: "no trajectory holds more"}
	case flags.largest < 1:
		return nil, &dynamics.ParameterError{Name: "largest", Value: strconv.Itoa(flags.largest), Want: "at least 1 sample", Hint: "--sizes takes any numbers, 0 for a class that is never seen"}
	case !(flags.imbalance >= 1) || math.IsInf(flags.imbalance, 1):
		return nil, &dynamics.ParameterError{Name: "imbalance", Value: fmt.Sprint(flags.imbalance), Want: "a finite ratio ≥ 1", Hint: "1 is balanced, 100 is usual for long-tailed data"}
	}
	return sim.LongTailed(flags.classes, flags.largest, flags.imbalance), nil
}

// parseSource reads the source from the flag that gives it.
func (flags *simulateFlags) parseSource() (sim.Source, error) {
	flag, text := flags.sourceFlag()
	source, err := sim.Parse(text)
	if err != nil {
		return nil, flags.explain(err)
	}
	if _, open := source.(sim.Open); flag != "source" && open != (flag == "signal") {
		want, other, why := "a signal: ", "plant", "answers to the weights"
		if flag == "plant" {
			want, other, why = "a plant: ", "signal", "is a law in time alone"
		}
		return nil, &dynamics.ParameterError{Name: flag, Value: text, Want: want + strings.Join(sourceNames(flag == "plant"), ", "),
			Hint: fmt.Sprintf("%s %s, so --%s %s", source.Name(), why, other, text)}
	}
	return source, nil
}

// sourceFlag returns the flag that names the source, and its text.
func (flags *simulateFlags) sourceFlag() (flag, text string) {
	switch {
	case flags.signal != "":
		return "signal", flags.signal
	case flags.plant != "":
		return "plant", flags.plant
	}
	return "source", flags.source
}

// explain names the flag that was used for the source in its errors.
func (flags *simulateFlags) explain(err error) error {
	var parameter *dynamics.ParameterError
	if errors.As(err, &parameter) && parameter.Name == "source" {
		named := *parameter
		named.Name, _ = flags.sourceFlag()
		return &named
	}
	return err
}

func sourceNames(plants bool) []string {
	var names []string
	for _, source := range sim.Sources() {
		if source.Plant == plants {
			names = append(names, source.Name)
		}
	}
	return names
}

// repeated returns the simulation of a recorded trajectory.
func (flags *simulateFlags) repeated(c *cobra.Command, given dynamics.Parameters) (*simulation, error) {
	header, epochs, err := trajectory.ReadFile(flags.replay)
	if err != nil {
		return nil, err
	}
	recorded, err := header.Parameters()
	if err != nil && !c.Flags().Changed("law") {
		return nil, err
	}
	if len(epochs) == 0 {
		return nil, &dynamics.ParameterError{Name: "replay", Value: flags.replay, Want: "a trajectory with at least one whole epoch", Hint: "this run was killed in its first epoch"}
	}
	s := sim.Replay(header, epochs)
	s.Noise, s.Seed = flags.noise, flags.seed
	if c.Flags().Changed("epochs") {
		s.Epochs = flags.epochs
	}
	return &simulation{scenario: s, parameters: overridden(c, recorded, given), recorded: epochs, replay: flags.replay}, s.Validate()
}
