package proofs

import (
	"fmt"

	"aeed/dynamics"
	"aeed/dynamics/loop"
)

// A Setting is what claims are judged at: the controller's parameters, the
// number of classes, and a plant for the closed loop.
type Setting struct {
	Classes    int
	Parameters dynamics.Parameters
	Plant      loop.Plant
}

// DefaultSetting is the paper's: NTU-60 and its constants, with the default
// plant.
func DefaultSetting() Setting {
	return Setting{Classes: 60, Parameters: dynamics.DefaultParameters(), Plant: loop.DefaultPlant()}
}

// Validate returns a *dynamics.ParameterError for the first constant outside
// its range, or nil.
func (s Setting) Validate() error {
	if _, err := dynamics.NewController(s.Classes, s.Parameters); err != nil {
		return err
	}
	return s.Plant.Validate()
}

// flowBound returns D̄.
func (s Setting) flowBound() float64 { return dynamics.FlowBound(s.Classes, s.Parameters.Beta) }

// unclipped returns the parameters of Eqs. 3–4 as printed, which most theorems
// are about.
func (s Setting) unclipped() dynamics.Parameters {
	p := s.Parameters
	p.Clip = dynamics.Unclipped()
	return p
}

func (s Setting) String() string {
	return fmt.Sprintf("C=%d %s α=%s λ=%s d=%d", s.Classes, parametersString(s.Parameters),
		short(s.Plant.Alpha), short(s.Plant.Lag), s.Plant.Delay)
}
