package proofs

import (
	"fmt"
	"math"
	"math/rand"

	"gonum.org/v1/gonum/mat"

	"aeed/dynamics/loop"
)

// A LoopTrial is a linearised closed loop: a plant and an equilibrium of it.
type LoopTrial struct {
	Plant  loop.Plant
	Eta    float64
	Beta   float64
	Slopes []float64 // of each class's target entropy, nats per unit of ln p
	Shares []float64 // p_c, summing to 1
}

// Path returns the size of a perturbation of the smoothed entropies, epoch by
// epoch.
func (t LoopTrial) Path(limit int) []float64 {
	system := loop.Linearised(t.Plant, t.Eta, t.Beta, t.Slopes, t.Shares)
	n, _ := system.Dims()
	state := mat.NewVecDense(n, nil)
	state.SetVec(0, 1)
	path := []float64{mat.Norm(state, 2)}
	for range limit {
		var next mat.VecDense
		next.MulVec(system, state)
		state = &next
		path = append(path, mat.Norm(state, 2))
	}
	return path
}

func (t LoopTrial) String() string {
	return fmt.Sprintf("α=%s λ=%s d=%d η=%s β=%s slopes=%s shares=%s", short(t.Plant.Alpha), short(t.Plant.Lag), t.Plant.Delay,
		short(t.Eta), short(t.Beta), abridged(t.Slopes), abridged(t.Shares))
}

// Simpler removes classes and rounds the constants.
func (t LoopTrial) Simpler() []Trial {
	var simpler []Trial
	if n := len(t.Slopes); n > 2 {
		s := t
		s.Slopes = t.Slopes[:n-1]
		s.Shares = normalised(t.Shares[:n-1])
		simpler = append(simpler, s)
	}
	if t.Plant.Delay > 0 {
		s := t
		s.Plant.Delay--
		simpler = append(simpler, s)
	}
	for _, beta := range simplerNumbers(t.Beta, 0.9) {
		if beta >= 0 && beta < 1 {
			s := t
			s.Beta = beta
			simpler = append(simpler, s)
		}
	}
	for _, eta := range simplerNumbers(t.Eta, 0.5) {
		s := t
		s.Eta = eta
		simpler = append(simpler, s)
	}
	return simpler
}

// ClosedLoopProperties are Theorem 6. With fixed = nil the plants, η and β are
// random, up to the critical gain; otherwise they are those given, with random
// equilibria.
func ClosedLoopProperties(fixed *Setting) []Property {
	draw := loopTrials(fixed)
	gain := func(t LoopTrial) float64 {
		gains := loop.ModeGains(t.Slopes, t.Shares)
		return t.Eta * gains[len(gains)-1]
	}
	return []Property{
		{
			Name: "closed-loop-stable", Statement: "η·max μ < G_crit makes the linearised loop of all classes Schur-stable",
			Generator: Generator(draw),
			Check: func(trial Trial) Outcome {
				t := trial.(LoopTrial)
				if gain(t) >= loop.CriticalGain(t.Plant.Lag, t.Beta, t.Plant.Delay).Gain {
					return vacuous
				}
				return Outcome{Slack: 1 - loop.MatrixSpectralRadius(loop.Linearised(t.Plant, t.Eta, t.Beta, t.Slopes, t.Shares))}
			},
		},
		{
			Name: "critical-gain-sharp", Statement: "Jury's conditions change at G_crit, and G_crit > 1 at any delay",
			Generator: Generator(draw),
			Check: func(trial Trial) Outcome {
				t := trial.(LoopTrial)
				critical := loop.CriticalGain(t.Plant.Lag, t.Beta, t.Plant.Delay).Gain
				const nearby = 1e-6
				below, stable := loop.Jury(loop.Polynomial(critical*(1-nearby), t.Plant.Lag, t.Beta, t.Plant.Delay))
				above, unstable := loop.Jury(loop.Polynomial(critical*(1+nearby), t.Plant.Lag, t.Beta, t.Plant.Delay))
				if !stable || unstable || critical < 1-RoundingTolerance {
					return Outcome{Slack: -1}
				}
				return Outcome{Slack: math.Min(below, -above)}
			},
		},
	}
}

func loopTrials(fixed *Setting) func(*rand.Rand) Trial {
	return func(r *rand.Rand) Trial {
		classes := 60
		t := LoopTrial{Plant: loop.Plant{Alpha: logUniform(r, 0.2, 5), Lag: 0.02 + 0.98*r.Float64(), Delay: r.Intn(7)}}
		t.Beta = []float64{0, 0.9, 0.99 * r.Float64()}[r.Intn(3)]
		if fixed != nil {
			classes, t.Plant, t.Beta = fixed.Classes, fixed.Plant, fixed.Parameters.Beta
		}
		n := 2 + r.Intn(5)
		sizes := make([]float64, n)
		for c := range sizes {
			sizes[c] = logUniform(r, 0.01, 1)
		}
		t.Shares = normalised(sizes)
		for _, share := range t.Shares {
			reference := share * logUniform(r, 0.2, 5)
			t.Slopes = append(t.Slopes, t.Plant.Slope(classes, share, reference))
		}
		if fixed != nil {
			t.Eta = fixed.Parameters.Eta
		} else {
			gains := loop.ModeGains(t.Slopes, t.Shares)
			critical := loop.CriticalGain(t.Plant.Lag, t.Beta, t.Plant.Delay).Gain
			t.Eta = upTo(r, critical/gains[n-1])
		}
		return t
	}
}

func normalised(sizes []float64) []float64 {
	sum := 0.0
	for _, size := range sizes {
		sum += size
	}
	shares := make([]float64, len(sizes))
	for i, size := range sizes {
		shares[i] = size / sum
	}
	return shares
}
