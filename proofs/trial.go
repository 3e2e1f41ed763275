package proofs

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"aeed/dynamics"
)

// A Trial is one random experiment of a property: parameters and an input.
type Trial interface {
	// String shows everything that defines the trial, long inputs abridged.
	String() string
	// Simpler returns trials that are strictly simpler than this one, the
	// simplest first; shrinking looks among them for one that still fails.
	Simpler() []Trial
	// Path runs the trial for at most limit steps and returns the weights,
	// the initial one first.
	Path(limit int) []float64
}

// An EntropyTrial is the history of one class: a controller's parameters and
// the class's mean entropies.
type EntropyTrial struct {
	Classes    int
	Parameters dynamics.Parameters
	// Levels are entropies as fractions of ln C, in [0, 1]. The first is that of
	// the first observed epoch, which is only recorded: M₋₁ = Levels[0]·ln C.
	Levels []float64
}

// An Epoch is one epoch of an EntropyTrial.
type Epoch struct {
	T       int     // 0 in the class's second observed epoch, the first with a flow
	Entropy float64 // H⁽ᵗ⁾, nats
	Before  float64 // M⁽ᵗ⁻¹⁾, nats
	Flow    float64 // ΔH̄⁽ᵗ⁾, nats
	Weight  float64 // w⁽ᵗ⁾
	Raw     float64 // w⁽ᵗ⁺¹⁾ before the clip
	Next    float64 // w⁽ᵗ⁺¹⁾
}

// After returns M⁽ᵗ⁾ = M⁽ᵗ⁻¹⁾ + ΔH̄⁽ᵗ⁾.
func (e Epoch) After() float64 { return e.Before + e.Flow }

// Walk runs the trial and shows every epoch to visit until that returns false.
func (t EntropyTrial) Walk(visit func(Epoch) bool) {
	limit := dynamics.MaxEntropy(t.Classes)
	p := t.Parameters
	previous := t.Levels[0] * limit
	weight, flow, ema := p.InitialWeight, 0.0, previous
	for i, level := range t.Levels[1:] {
		entropy := level * limit
		flow = dynamics.Flow(p.Beta, entropy, previous, flow)
		drive := flow
		if p.Driver == dynamics.DriveEntropy {
			drive = entropy
		}
		raw, next := dynamics.Step(&p, weight, drive)
		if !visit(Epoch{T: i, Entropy: entropy, Before: ema, Flow: flow, Weight: weight, Raw: raw, Next: next}) {
			return
		}
		weight, previous = next, entropy
		ema += flow
	}
}

// Path returns the weights of the trial.
func (t EntropyTrial) Path(limit int) []float64 {
	path := []float64{t.Parameters.InitialWeight}
	t.Walk(func(e Epoch) bool {
		path = append(path, e.Next)
		return len(path) <= limit
	})
	return path
}

func (t EntropyTrial) String() string {
	return fmt.Sprintf("C=%d %s H/ln C=%s", t.Classes, parametersString(t.Parameters), abridged(t.Levels))
}

// Simpler drops stretches of the history, moves entropies to the ends of their
// range and parameters to the paper's.
func (t EntropyTrial) Simpler() []Trial {
	var simpler []Trial
	for _, levels := range simplerSequences(t.Levels, 2) {
		s := t
		s.Levels = levels
		simpler = append(simpler, s)
	}
	if t.Classes != 60 {
		s := t
		s.Classes = 60
		simpler = append(simpler, s)
	}
	for _, p := range simplerParameters(t.Parameters) {
		s := t
		s.Parameters = p
		simpler = append(simpler, s)
	}
	return simpler
}

// A StateTrial is a start of the autonomous system: the entropies stay
// constant, so the flow decays as βᵗ.
type StateTrial struct {
	Parameters dynamics.Parameters
	Start      dynamics.State
}

// Walk runs the trial for the given number of epochs, or until visit, which
// gets consecutive states, returns false.
func (t StateTrial) Walk(epochs int, visit func(state, next dynamics.State) bool) {
	state := t.Start
	for range epochs {
		next := dynamics.Map(t.Parameters.Law, t.Parameters, state, 0)
		next.Weight = t.Parameters.Clip.Apply(next.Weight)
		if !visit(state, next) {
			return
		}
		state = next
	}
}

// Path returns the weights of the trial.
func (t StateTrial) Path(limit int) []float64 {
	path := []float64{t.Start.Weight}
	t.Walk(limit, func(_, next dynamics.State) bool {
		path = append(path, next.Weight)
		return !math.IsInf(next.Weight, 0)
	})
	return path
}

func (t StateTrial) String() string {
	return fmt.Sprintf("%s start w=%s flow=%s, constant entropies",
		parametersString(t.Parameters), short(t.Start.Weight), short(t.Start.Flow))
}

// Simpler tries the starts w = 1 and w = −1 without a flow, rounds the weight,
// and moves the parameters to the paper's.
func (t StateTrial) Simpler() []Trial {
	var simpler []Trial
	for _, start := range []dynamics.State{{Weight: 1}, {Weight: -1}, {Weight: t.Start.Weight}} {
		if t.Start == start {
			break
		}
		s := t
		s.Start = start
		simpler = append(simpler, s)
	}
	for _, weight := range simplerNumbers(t.Start.Weight, 1) {
		s := t
		s.Start.Weight = weight
		simpler = append(simpler, s)
	}
	for _, p := range simplerParameters(t.Parameters) {
		s := t
		s.Parameters = p
		simpler = append(simpler, s)
	}
	return simpler
}

// A DriveTrial drives the law with flows that need not come from entropies,
// bounded by FlowBound.
type DriveTrial struct {
	Parameters dynamics.Parameters
	FlowBound  float64   // D̄, nats
	Levels     []float64 // flows as fractions of FlowBound, in [−1, 1]
}

// Walk runs the trial and shows every step to visit until that returns false.
func (t DriveTrial) Walk(visit func(step int, flow, weight, next float64) bool) {
	weight := t.Parameters.InitialWeight
	for i, level := range t.Levels {
		flow := level * t.FlowBound
		_, next := dynamics.Step(&t.Parameters, weight, flow)
		if !visit(i, flow, weight, next) {
			return
		}
		weight = next
	}
}

// Path returns the weights of the trial.
func (t DriveTrial) Path(limit int) []float64 {
	path := []float64{t.Parameters.InitialWeight}
	t.Walk(func(_ int, _, _, next float64) bool {
		path = append(path, next)
		return len(path) <= limit
	})
	return path
}

func (t DriveTrial) String() string {
	return fmt.Sprintf("%s D̄=%s D/D̄=%s", parametersString(t.Parameters), short(t.FlowBound), abridged(t.Levels))
}

// Simpler drops stretches of the drive, rounds it, and moves the parameters to
// the paper's.
func (t DriveTrial) Simpler() []Trial {
	var simpler []Trial
	for _, levels := range simplerSequences(t.Levels, 1) {
		s := t
		s.Levels = levels
		simpler = append(simpler, s)
	}
	for _, p := range simplerParameters(t.Parameters) {
		s := t
		s.Parameters = p
		simpler = append(simpler, s)
	}
	return simpler
}

func parametersString(p dynamics.Parameters) string {
	return fmt.Sprintf("%s η=%s γ=%s β=%s clip=%v w0=%s",
		p.Law.Name(), short(p.Eta), short(p.Gamma), short(p.Beta), p.Clip, short(p.InitialWeight))
}

func short(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

func abridged(levels []float64) string {
	const shown = 12
	var b strings.Builder
	b.WriteByte('(')
	for i, level := range levels {
		if i == shown {
			fmt.Fprintf(&b, " … %d in all", len(levels))
			break
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(short(level))
	}
	b.WriteByte(')')
	return b.String()
}
