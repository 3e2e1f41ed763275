package monitor

import "aeed/internal/nullable"

// Real is a float64 that JSON shows as null where it is not finite.
type Real = nullable.Float

// A Check is one theorem held against a trajectory.
type Check struct {
	Name      string  `json:"name"`
	Statement string  `json:"statement"`
	Needs     string  `json:"needs,omitempty"` // the hypothesis that fails, where the check does not apply
	Tests     int     `json:"tests"`           // epochs of classes that it looked at
	Slack     float64 `json:"slack"`           // the smallest margin, relative to the larger side, finite; 0 without tests
	// Violation is the first place where the record fails by more than the
	// tolerance.
	Violation *Violation `json:"violation,omitempty"`

	tolerance float64
	measure   func(*step) margin
}

// A Violation is a place where a theorem fails on the record.
type Violation struct {
	Epoch int  `json:"epoch"`
	Class int  `json:"class"`
	Value Real `json:"value"`
	Bound Real `json:"bound"` // of the theorem, or the value of the replay
}

// OK reports whether the check met no violation.
func (c *Check) OK() bool { return c.Violation == nil }

func (c *Check) update(epoch, class int, m margin) {
	if m.isNothing() {
		return
	}
	if c.Tests == 0 || m.slack < c.Slack {
		c.Slack = m.slack
	}
	c.Tests++
	if c.Violation == nil && m.fails(c.tolerance) {
		c.Violation = &Violation{Epoch: epoch, Class: class, Value: Real(m.value), Bound: Real(m.bound)}
	}
}
