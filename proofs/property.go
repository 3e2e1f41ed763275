package proofs

import (
	"fmt"
	"math"
	"math/rand"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// RoundingTolerance is the relative slack below 0 that a property puts down to
// the rounding of its own float64 evaluation. The trials' longest sums and
// products err by less than a tenth of it.
const RoundingTolerance = 1e-9

// An Outcome says how a property fared on a trial.
type Outcome struct {
	// Slack is the smallest margin of the property's inequality, relative to
	// the larger side: 0 where it is attained, negative where it is violated.
	Slack float64
	// Vacuous is true where the trial does not satisfy the hypotheses, as while
	// shrinking, or cannot be decided in float64 or within the epochs allowed.
	Vacuous bool
}

// Holds reports whether the trial satisfies the property.
func (o Outcome) Holds() bool { return o.Vacuous || o.Slack >= -RoundingTolerance }

var vacuous = Outcome{Slack: math.Inf(1), Vacuous: true}

// A Property is an inequality that all trials of a generator must satisfy.
type Property struct {
	Name      string
	Statement string
	Generator gopter.Gen // of Trial values
	Check     func(Trial) Outcome
}

// A Result is what a number of trials of a property showed.
type Result struct {
	Property string
	Trials   int     // trials that satisfied the hypotheses and the property
	Seed     int64   // of the generator
	Slack    float64 // the smallest over the trials
	// Counterexample is nil, or the simplest trial found that violates the
	// property after shrinking Original, Shrinks times.
	Counterexample Trial
	Original       Trial
	Shrinks        int
}

// Holds reports whether no trial violated the property.
func (r Result) Holds() bool { return r.Counterexample == nil }

// Gopter returns the property in gopter's form, for a suite of one's own.
func (p Property) Gopter() gopter.Prop {
	return p.observed(func(Outcome) {})
}

func (p Property) observed(observe func(Outcome)) gopter.Prop {
	return prop.ForAll1(p.Generator, func(value interface{}) (interface{}, error) {
		outcome := p.Check(value.(Trial))
		observe(outcome)
		return outcome.Holds(), nil
	})
}

// Run tries the property the given number of times, the draws depending on
// seed alone, and shrinks the first violation. A generator or check that
// panics, panics here.
func (p Property) Run(trials int, seed int64) Result {
	result := Result{Property: p.Name, Seed: seed, Slack: math.Inf(1)}
	parameters := gopter.DefaultTestParametersWithSeed(seed)
	parameters.MinSuccessfulTests = trials
	failed := false
	test := p.observed(func(o Outcome) {
		if failed || !o.Holds() { // what follows the first violation is shrinking
			failed = true
			return
		}
		if !o.Vacuous {
			result.Trials++
		}
		result.Slack = math.Min(result.Slack, o.Slack)
	}).Check(parameters)
	switch test.Status {
	case gopter.TestPassed:
	case gopter.TestFailed:
		argument := test.Args[0]
		result.Counterexample, result.Original = argument.Arg.(Trial), argument.OrigArg.(Trial)
		result.Shrinks = argument.Shrinks
		result.Slack = p.Check(result.Counterexample).Slack
	default:
		panic(fmt.Sprintf("proofs: property %s: %v %v", p.Name, test.Error, test.ErrorStack))
	}
	return result
}

// Generator makes a gopter generator, with shrinking, of a function that draws
// a trial.
func Generator(draw func(*rand.Rand) Trial) gopter.Gen {
	return func(parameters *gopter.GenParameters) *gopter.GenResult {
		return gopter.NewGenResult(draw(parameters.Rng), shrink)
	}
}

func shrink(value interface{}) gopter.Shrink {
	simpler := value.(Trial).Simpler()
	return func() (interface{}, bool) {
		if len(simpler) == 0 {
			return nil, false
		}
		next := simpler[0]
		simpler = simpler[1:]
		return next, true
	}
}

// slackOf returns the margin of smaller ≤ larger relative to the larger
// modulus: 1 for an infinite bound; NaN counts as violated.
func slackOf(smaller, larger float64) float64 {
	switch {
	case smaller == larger:
		return 0
	case math.IsInf(larger, 1):
		return 1
	}
	slack := (larger - smaller) / math.Max(math.Abs(smaller), math.Abs(larger))
	if math.IsNaN(slack) {
		return -1
	}
	return slack
}
