package dynamics

import (
	"fmt"
	"math"
)

// A Snapshot is the whole state of a Controller, the running epoch included.
// Its fields survive JSON exactly.
type Snapshot struct {
	Epoch   int             `json:"epoch"` // epochs ended
	Classes []ClassSnapshot `json:"classes"`
}

// ClassSnapshot is the state of one class.
type ClassSnapshot struct {
	Weight   float64 `json:"weight"`   // niche width of the running epoch
	Flow     float64 `json:"flow"`     // ΔH̄ after the last epoch that showed the class
	Entropy  float64 `json:"entropy"`  // H in that epoch, 0 before the first
	Observed bool    `json:"observed"` // whether an ended epoch showed the class
	Sum      float64 `json:"sum"`      // entropies of the running epoch
	Count    int     `json:"count"`    // their number
}

// Snapshot returns a copy of the state.
func (c *Controller) Snapshot() Snapshot {
	s := Snapshot{Epoch: c.epoch, Classes: make([]ClassSnapshot, len(c.classes))}
	for i, k := range c.classes {
		s.Classes[i] = ClassSnapshot{k.weight, k.flow, k.entropy, k.observed, k.sum, k.count}
	}
	return s
}

// Restore puts the controller into the state of s, to the bit. A snapshot of
// another number of classes or with an impossible value is an error that
// leaves the controller as it was.
func (c *Controller) Restore(s Snapshot) error {
	if len(s.Classes) != len(c.classes) {
		return fmt.Errorf("dynamics: snapshot of %d classes for a controller of %d; hint: restore with the configuration of the run that saved it",
			len(s.Classes), len(c.classes))
	}
	if s.Epoch < 0 {
		return fmt.Errorf("dynamics: snapshot at epoch %d: want 0 or more; hint: the file is damaged", s.Epoch)
	}
	for i, k := range s.Classes {
		if !k.plausible(c.maxEntropy) {
			return fmt.Errorf("dynamics: snapshot of class %d is impossible: %+v; hint: the file is damaged or of a run with more classes", i, k)
		}
	}
	c.epoch = s.Epoch
	for i, k := range s.Classes {
		c.classes[i] = classState{k.Weight, k.Flow, k.Entropy, k.Observed, k.Sum, k.Count}
	}
	return nil
}

func (k ClassSnapshot) plausible(maxEntropy float64) bool {
	finite := !math.IsNaN(k.Weight-k.Weight) && !math.IsNaN(k.Flow-k.Flow) // x − x is NaN for NaN and ±Inf
	entropy := k.Entropy >= 0 && k.Entropy <= maxEntropy
	room := 2 * EntropyTolerance * float64(k.Count) // twice, for a sum has its own rounding
	sum := k.Sum >= -room && k.Sum <= float64(k.Count)*maxEntropy+room
	return finite && entropy && k.Count >= 0 && sum
}
