package comparison

import (
	"errors"
	"fmt"

	"aeed/dynamics"
	"aeed/proofs/monitor"
)

// A Report is a comparison.
type Report struct {
	Source   string   `json:"source"` // simulation or training
	Version  string   `json:"version,omitempty"`
	Classes  int      `json:"classes"`
	Epochs   int      `json:"epochs"`
	Torn     bool     `json:"torn,omitempty"` // whether an incomplete last epoch was left out
	Replay   Replay   `json:"replay"`
	Bounds   Bounds   `json:"bounds"`
	Forecast Forecast `json:"forecast"`
	Drive    Drive    `json:"drive"`

	recording  Recording
	parameters dynamics.Parameters
}

// OK reports whether the replay and every bound hold.
func (r *Report) OK() bool { return r.Replay.OK && r.Bounds.Violations == 0 }

// ErrNoEpoch is the error of a record without a whole epoch.
var ErrNoEpoch = errors.New("comparison: the record has no whole epoch: want 1 or more; hint: the run was killed in its first epoch, resume it")

// Compare compares a recording with what theory and simulation say of it. Its errors
// are ErrNoEpoch and a *dynamics.ParameterError of fit-epochs.
func Compare(recording Recording, o Options) (Report, error) {
	if len(recording.Epochs) == 0 {
		return Report{}, ErrNoEpoch
	}
	k, needs, err := fitEpochs(len(recording.Epochs), o.FitEpochs)
	if err != nil {
		return Report{}, err
	}
	p, _ := recording.Header.Parameters() // its only error is a law that isn't built in: nil
	h := recording.Header
	r := Report{Source: string(h.Source), Version: h.Version, Classes: h.Classes, Epochs: len(recording.Epochs), Torn: recording.Torn,
		recording: recording, parameters: p}
	checks := watch(&recording, p)
	r.Replay = replay(&recording, p, checks)
	r.Bounds = boundsOf(&recording, p, checks)
	r.Drive = drive(&recording, p)
	if p.Law == nil && needs == "" {
		needs = fmt.Sprintf("a built-in law; the record names %q", h.Law)
	}
	if needs == "" {
		r.Forecast = forecast(&recording, p, k, o)
	} else {
		r.Forecast = noForecast(needs)
	}
	return r, nil
}

// watch returns the checks of a monitor over all epochs.
func watch(r *Recording, p dynamics.Parameters) []monitor.Check {
	m := monitor.New(r.Header.Classes, p, r.Header.Precision.Tolerance())
	records := make([]dynamics.ClassEpoch, r.Header.Classes)
	for _, epoch := range r.Epochs {
		for class := range records {
			records[class] = epoch.Classes[class].ClassEpoch
		}
		m.Observe(records)
	}
	return m.Report().Checks
}
