package comparison

import (
	"fmt"
	"math"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/internal/nullable"
	"aeed/proofs/monitor"
	"aeed/sim"
)

// A Replay says whether the recorded entropies give the recorded weights.
type Replay struct {
	Needs string `json:"needs,omitempty"` // why the law can't be replayed
	// MaxAbsError is the largest distance of a recorded flow (nats) or weight from
	// what sim.Run makes of the recorded entropies; null without a replay.
	MaxAbsError nullable.Float `json:"max_abs_error"`
	Epoch       int            `json:"epoch"` // where it is
	Class       int            `json:"class"`
	Tolerance   float64        `json:"tolerance"` // of the recorder's precision, times max(1, |x|)
	OK          bool           `json:"ok"`
	Fault       string         `json:"fault,omitempty"` // the first thing that is wrong
}

// replayChecks are the checks of a monitor that replay Eqs. 3–4. They decide whether
// a replay holds.
var replayChecks = map[string]bool{"flow-replay": true, "law-replay": true, "weight-replay": true}

func replay(r *Recording, p dynamics.Parameters, checks []monitor.Check) Replay {
	result := Replay{MaxAbsError: nullable.Float(math.NaN()), Tolerance: r.Header.Precision.Tolerance(), OK: true}
	for _, check := range checks {
		if v := check.Violation; replayChecks[check.Name] && v != nil && result.OK {
			result.OK = false
			result.Fault = fmt.Sprintf("%s in epoch %d, class %d: %.9g recorded, %.9g replayed", check.Name, v.Epoch, v.Class, float64(v.Value), float64(v.Bound))
		}
	}
	if p.Law == nil {
		result.Needs = fmt.Sprintf("a built-in law; the record names %q", r.Header.Law)
		return result
	}
	scenario := sim.Replay(r.Header, r.Epochs)
	result.MaxAbsError = 0
	err := sim.Run(&scenario, p, func(epoch trajectory.Epoch) error {
		for class := range epoch.Classes {
			result.compare(epoch.Number, class, &r.Epochs[epoch.Number].Classes[class], &epoch.Classes[class])
		}
		return nil
	})
	if err != nil {
		result.OK, result.Fault = false, err.Error()
	}
	return result
}

// compare keeps the largest distance of a record from its replay.
func (r *Replay) compare(epoch, class int, recorded, replayed *trajectory.Record) {
	for _, pair := range [][2]float64{
		{recorded.Flow, replayed.Flow}, {recorded.Weight, replayed.Weight},
		{recorded.NextWeightRaw, replayed.NextWeightRaw}, {recorded.NextWeight, replayed.NextWeight},
	} {
		if d := nullable.Float(math.Abs(pair[0] - pair[1])); d > r.MaxAbsError {
			r.MaxAbsError, r.Epoch, r.Class = d, epoch, class
		}
	}
}
