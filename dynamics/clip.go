package dynamics

import (
	"fmt"
	"math"
)

// Clip is the range [Low, High], 0 < Low < High, into which a niche width is
// clipped after each epoch. High may be +Inf.
type Clip struct{ Low, High float64 }

// Unclipped returns the range that leaves every weight as it is, negative ones
// included: Eq. 4 as printed.
func Unclipped() Clip { return Clip{math.Inf(-1), math.Inf(1)} }

// IsUnclipped reports whether c leaves every weight as it is.
func (c Clip) IsUnclipped() bool { return c == Unclipped() }

// Apply returns weight moved to the nearest point of [Low, High]; NaN stays
// NaN.
func (c Clip) Apply(weight float64) float64 {
	if weight < c.Low {
		return c.Low
	}
	if weight > c.High {
		return c.High
	}
	return weight
}

// Contains reports whether weight lies in [Low, High].
func (c Clip) Contains(weight float64) bool { return c.Low <= weight && weight <= c.High }

// String returns "[0.1, 4]" or "none".
func (c Clip) String() string {
	if c.IsUnclipped() {
		return "none"
	}
	return fmt.Sprintf("[%g, %g]", c.Low, c.High)
}

func (c Clip) validate() error {
	if c.IsUnclipped() || 0 < c.Low && c.Low < c.High {
		return nil
	}
	return &ParameterError{"clip", c.String(), "0 < low < high, or none",
		"the lower end comes first, as in 0.1,4; at 0 a class would never recover"}
}
