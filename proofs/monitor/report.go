package monitor

import (
	"fmt"
	"strings"
)

// A Report is the state of all checks.
type Report struct {
	Epochs  int     `json:"epochs"`
	Classes int     `json:"classes"`
	Torn    bool    `json:"torn,omitempty"` // whether a file ends in an incomplete epoch, which is not checked
	Checks  []Check `json:"checks"`
}

// Report returns the checks so far.
func (m *Monitor) Report() Report {
	r := Report{Epochs: m.epoch, Classes: m.size}
	for _, check := range m.checks {
		r.Checks = append(r.Checks, *check)
	}
	return r
}

// OK reports whether no check met a violation. A check that does not apply, or
// had nothing to look at, met none.
func (r Report) OK() bool {
	for _, check := range r.Checks {
		if !check.OK() {
			return false
		}
	}
	return true
}

// String is a table for people.
func (r Report) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d epochs of %d classes", r.Epochs, r.Classes)
	if r.Torn {
		b.WriteString("; a torn last epoch was left out")
	}
	b.WriteByte('\n')
	for _, c := range r.Checks {
		switch {
		case c.Needs != "":
			fmt.Fprintf(&b, "  %-17s not applicable: needs %s\n", c.Name, c.Needs)
		case c.Tests == 0:
			fmt.Fprintf(&b, "  %-17s nothing to check yet\n", c.Name)
		case c.OK():
			fmt.Fprintf(&b, "  %-17s holds, slack %.3g over %d tests\n", c.Name, c.Slack, c.Tests)
		default:
			fmt.Fprintf(&b, "  %-17s VIOLATED first in epoch %d, class %d: %.6g against %.6g; %s\n",
				c.Name, c.Violation.Epoch, c.Violation.Class, c.Violation.Value, c.Violation.Bound, c.Statement)
		}
	}
	return b.String()
}
