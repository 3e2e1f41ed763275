package sweep

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"aeed/sim"
)

// checkClip makes sure that all lower ends fit all upper ends.
func (s *Spec) checkClip() error {
	low, _ := axisByName("clip-low")
	high, _ := axisByName("clip-high")
	for _, l := range s.axes[low].probes() {
		for _, h := range s.axes[high].probes() {
			if unclipped := math.IsInf(l.Number, -1) && math.IsInf(h.Number, 1); !unclipped && !(0 < l.Number && l.Number < h.Number) {
				return fault("clip-low", fmt.Sprintf("%s with clip-high %s", l, h), "0 < low < high at every point, or both none", "sweep the ends in ranges that don't overlap")
			}
		}
	}
	return nil
}

// checkConstants makes sure that every source of the sweep has the constants
// that are set, in their ranges.
func (s *Spec) checkConstants() error {
	place, _ := axisByName("source")
	for _, word := range s.axes[place].probes() {
		source, err := sim.Parse(word.Word)
		if err != nil {
			return err
		}
		for i := range axes {
			a, v := &axes[i], s.axes[i]
			if !a.isConstant() || v == nil {
				continue
			}
			if own := (&setting{source: source}).constants(); !a.isOneOf(own) {
				return fault(a.name, v.String(), "a constant of "+source.Name()+", which has "+strings.Join(slices.Sorted(maps.Keys(own)), ", "), "add a --source that has it")
			}
			if err := a.checkAll(v, source); err != nil {
				return err
			}
		}
	}
	return nil
}
