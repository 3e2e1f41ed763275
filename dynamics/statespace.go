package dynamics

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// A State is one class's point [w; ΔH̄] of the system (3)–(4).
type State struct {
	Weight float64 // w
	Flow   float64 // ΔH̄, nats
}

// Map moves state from epoch t to t+1 without the clip, entropyChange =
// H⁽ᵗ⁺¹⁾ − H⁽ᵗ⁾ (nats) being the input: w ← Next(w, ΔH̄), ΔH̄ ← βΔH̄ + (1−β)·change.
// The system is autonomous when the change is 0.
func Map(law Law, p Parameters, state State, entropyChange float64) State {
	return State{
		Weight: law.Next(state.Weight, state.Flow, p.Eta, p.Gamma),
		Flow:   Flow(p.Beta, entropyChange, 0, state.Flow),
	}
}

// Jacobian returns the 2×2 matrix of derivatives of Map with respect to
// [w; ΔH̄] at state. It is upper triangular: the flow does not see the weight
// unless a plant closes the loop (package loop).
func Jacobian(law SmoothLaw, p Parameters, state State) *mat.Dense {
	byWeight, byDrive := law.Slopes(state.Weight, state.Flow, p.Eta, p.Gamma)
	return mat.NewDense(2, 2, []float64{
		byWeight, byDrive,
		0, p.Beta,
	})
}

// Stability is the verdict of the eigenvalues of an equilibrium.
type Stability int

const (
	// Stable: every eigenvalue lies inside the unit circle, so nearby states
	// converge exponentially.
	Stable Stability = iota
	// Marginal: the largest modulus is 1, so the linearisation decides nothing.
	Marginal
	// Unstable: an eigenvalue lies outside the unit circle.
	Unstable
)

func (s Stability) String() string {
	return [...]string{"stable", "marginal", "unstable"}[s]
}

// marginalWidth is the rounding allowed to a modulus of exactly 1.
const marginalWidth = 1e-12

// An Equilibrium is a state that Map leaves in place, with the eigenvalues of
// its Jacobian, the weight's first.
type Equilibrium struct {
	State       State
	Eigenvalues [2]float64
	Stability   Stability
}

// Equilibria returns the equilibria of the autonomous system (constant
// entropies, hence ΔH̄ = 0) in ascending order of weight. For the logistic law
// it is the origin alone, with eigenvalues {1, β}: marginal. It attracts from
// one side (see Basin) at the rate 1/(ηγt), so no exponential rate exists, and
// Theorem 2 of the paper cannot follow from the linearisation.
func Equilibria(law SmoothLaw, p Parameters) []Equilibrium {
	var found []Equilibrium
	for _, weight := range law.FixedPoints(0, p.Gamma) {
		state := State{Weight: weight}
		jacobian := Jacobian(law, p, state)
		e := Equilibrium{State: state, Eigenvalues: [2]float64{jacobian.At(0, 0), jacobian.At(1, 1)}}
		e.Stability = stability(e.Eigenvalues[:])
		found = append(found, e)
	}
	return found
}

func stability(eigenvalues []float64) Stability {
	verdict := Stable
	for _, value := range eigenvalues {
		switch modulus := math.Abs(value); {
		case !(modulus <= 1+marginalWidth): // NaN included
			return Unstable
		case modulus >= 1-marginalWidth:
			verdict = Marginal
		}
	}
	return verdict
}
