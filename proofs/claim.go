package proofs

import (
	"fmt"
	"math"

	"aeed/dynamics"
)

// A Claim is a statement about the stability of the controller.
type Claim struct {
	ID        string
	Source    string // where it is stated
	Statement string
	// Corrected is true for the toolkit's own theorems, false for claims of the
	// paper.
	Corrected bool

	hypotheses []func(Setting) Hypothesis
	// assess gathers evidence where the hypotheses hold; beyond, if set, where
	// they don't.
	assess func(*inquiry)
	beyond func(*inquiry)
}

// A Hypothesis is a condition of a claim at a setting.
type Hypothesis struct {
	Statement string `json:"statement"`
	Holds     bool   `json:"holds"`
	// Margin is by how much it holds, negative where it fails; null for a
	// condition that has no size.
	Margin Real `json:"margin"`
}

// Budget limits the random trials of an assessment.
type Budget struct {
	Trials int   // of each property, at each scope
	Seed   int64 // of all draws
}

// DefaultBudget takes a few seconds for all claims.
func DefaultBudget() Budget { return Budget{Trials: 2000, Seed: 1} }

// Validate returns a *dynamics.ParameterError unless there is a trial to make.
func (b Budget) Validate() error {
	if b.Trials < 1 {
		return &dynamics.ParameterError{Name: "trials", Value: fmt.Sprint(b.Trials), Want: "at least 1", Hint: "2000 take about a second"}
	}
	return nil
}

// An Assessment is the verdict on a claim at a setting.
type Assessment struct {
	ID         string       `json:"id"`
	Source     string       `json:"source"`
	Statement  string       `json:"statement"`
	Verdict    Verdict      `json:"verdict"`
	Truth      string       `json:"truth"` // what is true, a line
	Why        string       `json:"why"`   // a line
	Hypotheses []Hypothesis `json:"hypotheses"`
	Evidence   []Evidence   `json:"evidence"`
	Corrected  bool         `json:"corrected"`
}

// Example returns the Example of the first counterexample, "" without one.
func (a Assessment) Example() string {
	for _, e := range a.Evidence {
		if e.Kind == FromCounterexample {
			return e.Example()
		}
	}
	return ""
}

// Assess judges the claim at a valid setting.
func (c Claim) Assess(s Setting, b Budget) Assessment {
	q := &inquiry{Setting: s, budget: b}
	q.assessment = Assessment{ID: c.ID, Source: c.Source, Statement: c.Statement, Corrected: c.Corrected, Evidence: []Evidence{}}
	failed := ""
	for _, condition := range c.hypotheses {
		h := condition(s)
		q.assessment.Hypotheses = append(q.assessment.Hypotheses, h)
		if !h.Holds && failed == "" {
			failed = h.failure()
		}
	}
	if failed != "" {
		if c.beyond != nil {
			c.beyond(q)
		}
		q.assessment.Verdict = NotApplicable
		q.assessment.Truth = "says nothing here: " + failed
		return q.assessment
	}
	c.assess(q)
	q.assessment.Verdict = verdictOf(q.assessment.Evidence)
	return q.assessment
}

func (h Hypothesis) failure() string {
	if margin := float64(h.Margin); !math.IsNaN(margin) {
		return fmt.Sprintf("it needs %s, which fails by %.3g", h.Statement, -margin)
	}
	return "it needs " + h.Statement
}

// An inquiry gathers the evidence of one assessment.
type inquiry struct {
	Setting
	budget     Budget
	assessment Assessment
}

// conclude sets the two lines for people.
func (q *inquiry) conclude(truth, why string) {
	q.assessment.Truth, q.assessment.Why = truth, why
}

func (q *inquiry) add(e Evidence) { q.assessment.Evidence = append(q.assessment.Evidence, e) }

// closedForm adds a proof of THEOREMS.md.
func (q *inquiry) closedForm(section, format string, values ...any) {
	q.add(Evidence{Kind: FromClosedForm, Theorem: "THEOREMS.md, " + section, Detail: fmt.Sprintf(format, values...)})
}

// coq adds machine-checked theorems of proofs/coq, by name.
func (q *inquiry) coq(theorems ...string) {
	for _, name := range theorems {
		q.add(Evidence{Kind: FromCoq, Theorem: name, Detail: "machine-checked, proofs/coq"})
	}
}

// The scopes of trials.
const (
	scopeGiven  = "the given parameters"
	scopeRandom = "random parameters, up to the edge of the hypotheses"
)

// holds runs properties that the claim implies. A property none of whose trials
// could be decided, as at extreme parameters, is no evidence.
func (q *inquiry) holds(scope string, properties ...Property) {
	for _, p := range properties {
		result := p.Run(q.budget.Trials, q.budget.Seed)
		if !result.Holds() {
			q.counterexample(p, result, "")
			continue
		}
		if result.Trials == 0 {
			continue
		}
		slack := Real(result.Slack)
		q.add(Evidence{Kind: FromProperty, Property: p.Name, Scope: scope, Trials: result.Trials, Seed: result.Seed, Slack: &slack,
			Detail: p.Statement})
	}
}

// falsify runs a property that the claim, or the stronger reading of it given,
// implies and that is false.
func (q *inquiry) falsify(p Property, reading string) (found bool) {
	result := p.Run(q.budget.Trials, q.budget.Seed)
	if result.Holds() {
		return false
	}
	q.counterexample(p, result, reading)
	return true
}

func (q *inquiry) counterexample(p Property, result Result, reading string) {
	const shown = 12
	e := Evidence{Kind: FromCounterexample, Property: p.Name, Seed: result.Seed, Reading: reading,
		Trial: result.Counterexample.String(), Shrinks: result.Shrinks,
		Weights: reals(result.Counterexample.Path(shown)),
		Detail:  "not always: " + p.Statement}
	switch t := result.Counterexample.(type) {
	case EntropyTrial:
		e.Levels = t.Levels
	case DriveTrial:
		e.Levels = t.Levels
	}
	q.add(e)
}
