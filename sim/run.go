package sim

import (
	"fmt"
	"math"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
)

// Run simulates a scenario with a controller of the given parameters and shows
// every epoch to visit, whose error ends the run. The epoch is visit's to keep.
// It is the plain form of what Summarise does for many parameters at once, but
// ends with an error where the weights or the entropies stop being numbers.
func Run(s *Scenario, p dynamics.Parameters, visit func(trajectory.Epoch) error) error {
	if err := s.Validate(); err != nil {
		return err
	}
	controller, err := dynamics.NewController(s.Classes(), p)
	if err != nil {
		return err
	}
	process := s.Source.Start(s.Sizes)
	weights, entropies := make([]float64, s.Classes()), make([]float64, s.Classes())
	for number := range s.Epochs {
		weights = controller.Weights(weights)
		process.Next(weights, entropies)
		if err := s.observe(controller, number, entropies); err != nil {
			return err
		}
		records, err := controller.EndEpoch()
		if err != nil {
			return err
		}
		if err := visit(s.epoch(number, records)); err != nil {
			return err
		}
	}
	return nil
}

// observe shows the entropies of an epoch to the controller. The mean of a class
// counts as one sample, for the quotient of a sum by n_c may round to another
// number.
func (s *Scenario) observe(controller *dynamics.Controller, number int, entropies []float64) error {
	limit := dynamics.MaxEntropy(s.Classes())
	for class, entropy := range entropies {
		if s.Sizes[class] == 0 || entropy == NotShown {
			continue
		}
		if !(entropy >= -dynamics.EntropyTolerance && entropy <= limit+dynamics.EntropyTolerance) {
			return fmt.Errorf("sim: epoch %d, class %d: the source %s gives the entropy %g: want nats in [0, ln %d = %.4f]; hint: %s",
				number, class, s.Source.Name(), entropy, s.Classes(), limit, entropyHint(entropy))
		}
		if err := controller.Observe(class, s.measure(class, number, entropy, limit)); err != nil {
			return err
		}
	}
	return nil
}

func entropyHint(entropy float64) string {
	if math.IsNaN(entropy) || math.IsInf(entropy, 0) {
		return "a plant stops where no niche width is positive or one overflows: lower eta or set a clip"
	}
	return "use natural logarithms; NotShown is for a class that the epoch doesn't show"
}

func (s *Scenario) epoch(number int, records []dynamics.ClassEpoch) trajectory.Epoch {
	epoch := trajectory.Epoch{Number: number, Classes: make([]trajectory.Record, len(records))}
	for class, record := range records {
		if record.Count > 0 {
			record.Count = s.Sizes[class]
		}
		epoch.Classes[class] = trajectory.Record{ClassEpoch: record, LossWeight: record.Weight, Accuracy: math.NaN()}
	}
	return epoch
}

// Header returns the header of the trajectory that Run makes.
func Header(s *Scenario, p dynamics.Parameters) trajectory.Header {
	h := trajectory.NewHeader(s.Classes(), p)
	h.ClassSizes = s.Sizes
	seed := s.Seed
	h.Seed = &seed
	return h
}
