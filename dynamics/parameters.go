package dynamics

import (
	"fmt"
	"math"
)

// Driver names the signal that drives the niche widths (Table 5 of the paper).
type Driver string

const (
	// DriveFlow drives Eq. 4 with the entropy flow ΔH̄_c, as printed.
	DriveFlow Driver = "flow"
	// DriveEntropy drives Eq. 4 with the class entropy H_c itself.
	DriveEntropy Driver = "entropy"
)

// Parameters are the constants of the controller, the same for all classes.
// The zero value is not valid: start from DefaultParameters.
type Parameters struct {
	Eta           float64 // adaptation rate η > 0
	Gamma         float64 // self-competition γ > 0
	Beta          float64 // smoothing β in [0, 1)
	Clip          Clip    // range of the niche widths after each epoch, or Unclipped()
	InitialWeight float64 // niche width w⁽⁰⁾ > 0 of every class
	Law           Law     // adaptation law, Eq. 4 or another
	Driver        Driver  // signal that drives the law
}

// DefaultParameters returns the constants of the paper: η = 0.5, γ = 0.05,
// β = 0.9, clip [0.1, 4], w⁽⁰⁾ = 1, the logistic law driven by the flow.
func DefaultParameters() Parameters {
	return Parameters{
		Eta: 0.5, Gamma: 0.05, Beta: 0.9,
		Clip:          Clip{Low: 0.1, High: 4},
		InitialWeight: 1,
		Law:           Logistic{},
		Driver:        DriveFlow,
	}
}

// A ParameterError says which constant is unusable, what was expected, and
// what to try.
type ParameterError struct {
	Name  string // lower-case name: "eta", "clip", …
	Value string
	Want  string
	Hint  string
}

func (e *ParameterError) Error() string {
	return fmt.Sprintf("%s = %s: want %s; hint: %s", e.Name, e.Value, e.Want, e.Hint)
}

// Validate returns a *ParameterError for the first constant outside its range,
// or nil.
func (p Parameters) Validate() error {
	number := func(name string, value float64, ok bool, want, hint string) error {
		if ok && !math.IsInf(value, 0) {
			return nil
		}
		return &ParameterError{name, fmt.Sprint(value), want, hint}
	}
	checks := []error{
		number("eta", p.Eta, p.Eta > 0, "a finite adaptation rate η > 0", "the paper uses 0.5"),
		number("gamma", p.Gamma, p.Gamma > 0, "a finite self-competition γ > 0",
			"without it nothing limits a weight; the paper uses 0.05"),
		number("beta", p.Beta, p.Beta >= 0 && p.Beta < 1, "a smoothing 0 ≤ β < 1",
			"β = 1 would never hear a new entropy; the paper uses 0.9"),
		number("w0", p.InitialWeight, p.InitialWeight > 0, "a finite initial niche width > 0",
			"a class of weight 0 never recovers; the paper uses 1"),
		p.Clip.validate(),
	}
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	if p.Law == nil {
		return &ParameterError{"law", "nothing", "an adaptation law", "Logistic{} is the paper's"}
	}
	if p.Driver != DriveFlow && p.Driver != DriveEntropy {
		return &ParameterError{"driver", fmt.Sprintf("%q", p.Driver), `"flow" or "entropy"`, "the paper drives with the flow"}
	}
	return nil
}
