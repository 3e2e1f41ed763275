package comparison

import (
	"math"

	"aeed/dynamics"
	"aeed/proofs/monitor"
)

// Bounds say whether the recorded path lies inside what is proved.
type Bounds struct {
	Violations int             `json:"violations"`         // checks that fail
	MinSlack   monitor.Real    `json:"min_slack"`          // the smallest margin of all, relative to the larger side; null where nothing was checked
	Tightest   string          `json:"tightest,omitempty"` // the check that has it
	Checks     []monitor.Check `json:"checks"`

	envelopes [][]float64
}

// sharpEnvelope is the name of the check of Envelopes.
const sharpEnvelope = "sharp-envelope"

// rounding is what an envelope, computed in float64 over a whole run, may be off.
const rounding = 1e-10

func boundsOf(r *Recording, p dynamics.Parameters, checks []monitor.Check) Bounds {
	result := Bounds{MinSlack: monitor.Real(math.NaN())}
	for _, check := range checks {
		if !replayChecks[check.Name] {
			result.Checks = append(result.Checks, check)
		}
	}
	envelopes, needs := Envelopes(r, p)
	result.envelopes = envelopes
	result.Checks = append(result.Checks, checkEnvelopes(r, envelopes, needs))
	for _, check := range result.Checks {
		if !check.OK() {
			result.Violations++
		}
		if check.Tests > 0 && !(float64(result.MinSlack) <= check.Slack) {
			result.MinSlack, result.Tightest = monitor.Real(check.Slack), check.Name
		}
	}
	return result
}

// checkEnvelopes holds every next weight against its envelope.
func checkEnvelopes(r *Recording, envelopes [][]float64, needs string) monitor.Check {
	check := monitor.Check{Name: sharpEnvelope, Statement: "w_T ≤ the smaller of Theorems 3 and 4", Needs: needs}
	tolerance := r.Header.Precision.Tolerance() + rounding
	for t, row := range envelopes {
		for class, bound := range row {
			if math.IsNaN(bound) || math.IsInf(bound, 1) {
				continue
			}
			weight := r.Epochs[t].Classes[class].NextWeight
			slack := (bound - weight) / math.Max(math.Abs(weight), bound)
			if check.Tests == 0 || slack < check.Slack {
				check.Slack = slack
			}
			check.Tests++
			if check.Violation == nil && weight-bound > tolerance*math.Max(1, math.Abs(weight)) {
				check.Violation = &monitor.Violation{Epoch: t, Class: class, Value: monitor.Real(weight), Bound: monitor.Real(bound)}
			}
		}
	}
	return check
}

// slackAtEnd returns the smallest and the largest part of their envelopes that the
// final weights lie below them; NaN where there is none.
func (b *Bounds) slackAtEnd(r *Recording) (least, most float64) {
	least, most = math.NaN(), math.NaN()
	if len(b.envelopes) == 0 {
		return least, most
	}
	last := len(b.envelopes) - 1
	for class, bound := range b.envelopes[last] {
		slack := 1 - r.Epochs[last].Classes[class].NextWeight/bound
		if !math.IsNaN(slack) {
			least, most = fmin(least, slack), -fmin(-most, -slack)
		}
	}
	return least, most
}

// fmin returns the smaller of two numbers, the other one for NaN.
func fmin(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}
