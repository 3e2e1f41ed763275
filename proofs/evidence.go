package proofs

import (
	"fmt"
	"strings"

	"aeed/internal/nullable"
)

// Kind is the sort of a piece of evidence.
type Kind string

const (
	FromClosedForm     Kind = "closed-form"    // a proof in THEOREMS.md whose hypotheses hold
	FromCoq            Kind = "coq"            // a machine-checked theorem whose hypotheses hold
	FromCertificate    Kind = "certificate"    // a computer-made certificate that a checker replays
	FromProperty       Kind = "property"       // random trials, none of which violates the claim
	FromCounterexample Kind = "counterexample" // a trial that violates the claim, or a reading of it
)

// Evidence speaks for or against a claim. Which fields are set depends on Kind.
type Evidence struct {
	Kind   Kind   `json:"kind"`
	Detail string `json:"detail"` // a line for people

	Theorem string `json:"theorem,omitempty"` // where the proof is: a section of THEOREMS.md or the name of a Coq theorem

	Property string `json:"property,omitempty"` // name of the Property
	Scope    string `json:"scope,omitempty"`    // which parameters its trials had
	Trials   int    `json:"trials,omitempty"`   // that satisfied the hypotheses
	Seed     int64  `json:"seed,omitempty"`     // of the trials
	Slack    *Real  `json:"slack,omitempty"`    // smallest relative margin of the inequality

	// Reading is what a counterexample refutes when that is not the claim
	// itself, as a stronger reading of it.
	Reading string    `json:"reading,omitempty"`
	Trial   string    `json:"trial,omitempty"`   // after shrinking
	Shrinks int       `json:"shrinks,omitempty"` // that led to Trial
	Levels  []float64 `json:"levels,omitempty"`  // its input: entropies over ln C, or flows over D̄
	Weights []Real    `json:"weights,omitempty"` // its path, abridged to the first epochs
}

// Example returns a counterexample in a line: what it refutes where that is a
// reading of the claim, the trial, and its first weights.
func (e Evidence) Example() string {
	const shown = 6
	var weights []string
	for i, weight := range e.Weights {
		if i == shown {
			weights = append(weights, "…")
			break
		}
		weights = append(weights, fmt.Sprintf("%.4g", float64(weight)))
	}
	line := fmt.Sprintf("%s: w = %s", e.Trial, strings.Join(weights, ", "))
	if e.Reading != "" {
		line = e.Reading + ", " + line
	}
	return line
}

// Verdict is what the evidence amounts to.
type Verdict string

// The verdicts; one more is "holds on N trials".
const (
	Proved        Verdict = "proved"
	Certified     Verdict = "certified"
	Refuted       Verdict = "refuted"
	NotApplicable Verdict = "not applicable"
)

// verdictOf weighs evidence: a counterexample to the claim itself outweighs
// everything, then a proof, a certificate, trials.
func verdictOf(evidence []Evidence) Verdict {
	trials := 0
	has := map[Kind]bool{}
	for _, e := range evidence {
		if e.Reading == "" {
			has[e.Kind] = true
			trials += e.Trials
		}
	}
	switch {
	case has[FromCounterexample]:
		return Refuted
	case has[FromClosedForm] || has[FromCoq]:
		return Proved
	case has[FromCertificate]:
		return Certified
	default:
		return Verdict(fmt.Sprintf("holds on %d trials", trials))
	}
}

// Real is a float64 that JSON shows as null where it is not finite.
type Real = nullable.Float

func reals(values []float64) []Real {
	converted := make([]Real, len(values))
	for i, value := range values {
		converted[i] = Real(value)
	}
	return converted
}
