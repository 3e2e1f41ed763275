package dynamics

import (
	"fmt"
	"math"
)

// EntropyTolerance is how far (nats) an observed entropy may lie outside
// [0, ln C] and still count as rounding, then moved to the nearest end: room
// for a float32 softmax over some thousand classes.
const EntropyTolerance = 1e-5

// ClassEpoch is what one epoch did to one class.
type ClassEpoch struct {
	Count         int     // samples observed; 0 when the epoch didn't show the class
	Entropy       float64 // mean entropy H_c (nats, Eq. 2); NaN when Count is 0
	Flow          float64 // entropy flow ΔH̄_c (nats, Eq. 3)
	Weight        float64 // niche width w_c during the epoch
	NextWeightRaw float64 // the law's value for the next epoch (Eq. 4)
	NextWeight    float64 // the same after the clip
}

// A Controller adapts the niche widths of C classes, epoch by epoch: Observe
// the entropy of each sample, EndEpoch, read the Weights of the next epoch. It
// allocates nothing after it is made and is not safe for concurrent use.
//
// In the first epoch in which a class is observed only its entropy is
// recorded: flow 0, next weight = weight. A class that an epoch doesn't show
// is frozen: weight, flow and last entropy stay.
type Controller struct {
	parameters Parameters
	maxEntropy float64
	epoch      int
	classes    []classState
	records    []ClassEpoch
}

type classState struct {
	weight, flow, entropy float64 // entropy of the last epoch that showed the class
	observed              bool
	sum                   float64 // of the running epoch
	count                 int
}

// NewController returns a controller of classes ≥ 2 in its initial state, or
// an error that says which parameter is unusable.
func NewController(classes int, p Parameters) (*Controller, error) {
	if classes < 2 {
		return nil, &ParameterError{"classes", fmt.Sprint(classes), "at least 2 classes",
			"the entropy of a single class is always 0"}
	}
	if err := p.Validate(); err != nil {
		return nil, err
	}
	c := &Controller{
		parameters: p,
		maxEntropy: MaxEntropy(classes),
		classes:    make([]classState, classes),
		records:    make([]ClassEpoch, classes),
	}
	for i := range c.classes {
		c.classes[i].weight = p.InitialWeight
	}
	return c, nil
}

// Classes returns C.
func (c *Controller) Classes() int { return len(c.classes) }

// Epoch returns the number of epochs ended.
func (c *Controller) Epoch() int { return c.epoch }

// Parameters returns the constants that the controller was made with.
func (c *Controller) Parameters() Parameters { return c.parameters }

// Weights appends the niche widths of the running epoch to dst[:0] and returns
// the C weights; nil allocates.
func (c *Controller) Weights(dst []float64) []float64 {
	dst = dst[:0]
	for i := range c.classes {
		dst = append(dst, c.classes[i].weight)
	}
	return dst
}

// Observe adds the entropy (nats, Eq. 1) of one sample of class to the running
// epoch. A class outside [0, C) or an entropy outside [0, ln C] by more than
// EntropyTolerance, NaN and ±Inf included, is an error that leaves the
// controller as it was.
func (c *Controller) Observe(class int, entropy float64) error {
	return c.ObserveSum(class, entropy, 1)
}

// ObserveSum adds the entropies of count ≥ 0 samples of class, of which only
// the sum is known (nats), as when a device adds them up. Errors are those of
// Observe, applied to the mean.
func (c *Controller) ObserveSum(class int, sum float64, count int) error {
	if class < 0 || class >= len(c.classes) {
		return fmt.Errorf("dynamics: class %d observed: want 0 to %d; hint: labels count from 0", class, len(c.classes)-1)
	}
	if count < 0 || count == 0 && sum != 0 {
		return fmt.Errorf("dynamics: class %d: %d samples with entropy sum %g: want a positive count; hint: pass 0, 0 for a class not shown", class, count, sum)
	}
	if count == 0 {
		return nil
	}
	if mean := sum / float64(count); !(mean >= -EntropyTolerance && mean <= c.maxEntropy+EntropyTolerance) {
		return fmt.Errorf("dynamics: class %d: entropy %g: want nats in [0, ln %d = %.4f]; hint: %s",
			class, mean, len(c.classes), c.maxEntropy, entropyHint(mean))
	}
	state := &c.classes[class]
	if count > math.MaxInt-state.count {
		return fmt.Errorf("dynamics: class %d: %d samples and %d more overflow an int; hint: call EndEpoch after each epoch", class, state.count, count)
	}
	state.sum += sum
	state.count += count
	return nil
}

func entropyHint(entropy float64) string {
	if math.IsNaN(entropy) || math.IsInf(entropy, 0) {
		return "the network has diverged, lower its learning rate"
	}
	return "use natural logarithms, and probabilities that sum to 1"
}

// EndEpoch closes the epoch: class means (Eq. 2), flows (Eq. 3), next weights
// (Eq. 4, clip). The C records it returns are valid until the next call. If a
// next weight would not be finite, as when no clip holds a diverging law, it
// returns an error and the epoch stays open, unchanged.
func (c *Controller) EndEpoch() ([]ClassEpoch, error) {
	for i := range c.classes {
		record := c.classes[i].endEpoch(&c.parameters, c.maxEntropy)
		if math.IsNaN(record.NextWeight) || math.IsInf(record.NextWeight, 0) {
			return nil, fmt.Errorf("dynamics: epoch %d, class %d: the %s law moved weight %g to %g; hint: lower eta or set a clip",
				c.epoch, i, c.parameters.Law.Name(), record.Weight, record.NextWeight)
		}
		c.records[i] = record
	}
	for i, record := range c.records {
		state := &c.classes[i]
		if record.Count > 0 {
			state.weight, state.flow, state.entropy, state.observed = record.NextWeight, record.Flow, record.Entropy, true
		}
		state.sum, state.count = 0, 0
	}
	c.epoch++
	return c.records, nil
}

func (s *classState) endEpoch(p *Parameters, maxEntropy float64) ClassEpoch {
	record := ClassEpoch{Count: s.count, Entropy: math.NaN(), Flow: s.flow,
		Weight: s.weight, NextWeightRaw: s.weight, NextWeight: s.weight}
	if s.count == 0 {
		return record
	}
	record.Entropy = math.Min(math.Max(s.sum/float64(s.count), 0), maxEntropy)
	if !s.observed {
		return record
	}
	record.Flow = Flow(p.Beta, record.Entropy, s.entropy, s.flow)
	drive := record.Flow
	if p.Driver == DriveEntropy {
		drive = record.Entropy
	}
	record.NextWeightRaw, record.NextWeight = Step(p, s.weight, drive)
	return record
}
