package loop

import (
	"fmt"
	"math"
	"testing"

	"aeed/dynamics"

	"gonum.org/v1/gonum/mat"
)

// bench is a closed loop of three classes at an equilibrium of equal weights.
type bench struct {
	plant     Plant
	eta, beta float64
	counts    []float64
	reference []float64
}

const benchClasses = 60 // for ln C; three of them are moved

func newBench(eta float64, delay int) bench {
	return bench{Plant{2, .3, delay}, eta, .9, []float64{500, 300, 200}, []float64{.4, .4, .15}}
}

func (b bench) shares(weights []float64) []float64 {
	p, sum := make([]float64, len(weights)), 0.0
	for c, w := range weights {
		p[c] = b.counts[c] * w
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return p
}

// simulate starts with M₋ = H* + m and H₋ = H* + h, weights in step with M₋, and
// returns the deviations of H from the equilibrium, epoch by epoch, under Eqs.
// 3–4 with γ = 0.
func (b bench) simulate(m, h []float64, epochs int) [][]float64 {
	p := dynamics.Parameters{Eta: b.eta, Beta: b.beta}
	classes := len(b.counts)
	weights, entropy, flow, rest := make([]float64, classes), make([]float64, classes), make([]float64, classes), make([]float64, classes)
	start := b.shares([]float64{1, 1, 1})
	for c := range classes {
		rest[c] = b.plant.Target(benchClasses, start[c], b.reference[c])
		weights[c] = math.Exp(b.eta * m[c])
		entropy[c] = rest[c] + h[c]
		flow[c] = (1 - b.beta) / b.beta * (h[c] - m[c]) // the D₋ that makes M₋ = H* + m
	}
	var past [][]float64 // weights, the newest last
	for range b.plant.Delay + 1 {
		past = append(past, append([]float64(nil), weights...))
	}
	var out [][]float64
	for range epochs {
		seen := b.shares(past[0])
		deviations := make([]float64, classes)
		for c := range classes {
			next := (1-b.plant.Lag)*entropy[c] + b.plant.Lag*b.plant.Target(benchClasses, seen[c], b.reference[c])
			flow[c] = dynamics.Flow(b.beta, next, entropy[c], flow[c])
			entropy[c] = next
			deviations[c] = next - rest[c]
			weights[c] = dynamics.Logistic{}.Next(weights[c], flow[c], p.Eta, 0)
		}
		past = append(past[1:], append([]float64(nil), weights...))
		out = append(out, deviations)
	}
	return out
}

// linear returns the same of the linearised loop.
func (b bench) linear(m, h []float64, epochs int) [][]float64 {
	classes, block := len(b.counts), 2+b.plant.Delay
	shares := b.shares([]float64{1, 1, 1})
	slopes, state := make([]float64, classes), mat.NewVecDense(classes*block, nil)
	for c := range classes {
		slopes[c] = b.plant.Slope(benchClasses, shares[c], b.reference[c])
		for place := range block {
			state.SetVec(c*block+place, m[c]) // the weights have long been so
		}
		state.SetVec(c*block+1, h[c])
	}
	matrix := Linearised(b.plant, b.eta, b.beta, slopes, shares)
	var out [][]float64
	for range epochs {
		state.MulVec(matrix, state)
		deviations := make([]float64, classes)
		for c := range classes {
			deviations[c] = state.AtVec(c*block + 1)
		}
		out = append(out, deviations)
	}
	return out
}

// The linearised loop errs by the square of the perturbation: half of it, a
// quarter of the error, up to a term of third order.
func TestLinearisedIsTheDerivativeOfTheLoop(t *testing.T) {
	for _, delay := range []int{0, 1, 2, 5} {
		b := newBench(.5, delay)
		errorAt := func(size float64) float64 {
			m, h := []float64{size, -.5 * size, .3 * size}, []float64{-.2 * size, size, .7 * size}
			exact, linear := b.simulate(m, h, 40), b.linear(m, h, 40)
			var worst float64
			for i := range exact {
				for c := range exact[i] {
					worst = math.Max(worst, math.Abs(exact[i][c]-linear[i][c]))
				}
			}
			return worst
		}
		const size = 1e-3
		large, small := errorAt(size), errorAt(size/2)
		near(t, fmt.Sprintf("d=%d: error ratio", delay), large/small, 4, 100*size)
		if large > 100*size*size {
			t.Errorf("d=%d: error %v for a perturbation of %v", delay, large, size)
		}
	}
}

// The nonlinear loop decays below and grows above the critical η of its own
// steepest mode.
func TestTheLoopTurnsUnstableWhereItShould(t *testing.T) {
	for _, delay := range []int{1, 2, 5} {
		b := newBench(0, delay)
		shares := b.shares([]float64{1, 1, 1})
		slopes := make([]float64, len(shares))
		for c := range slopes {
			slopes[c] = b.plant.Slope(benchClasses, shares[c], b.reference[c])
		}
		gains := ModeGains(slopes, shares)
		critical := CriticalGain(b.plant.Lag, b.beta, delay).Gain / gains[len(gains)-1]
		if low := CriticalEta(b.plant, benchClasses, b.beta); low > critical*(1+16*ulp) {
			t.Errorf("d=%d: CriticalEta %v is above this loop's %v", delay, low, critical)
		}
		for _, factor := range []float64{.9, 1.1} {
			b.eta = factor * critical
			m := []float64{1e-9, -1e-9, 2e-9}
			orbit := b.simulate(m, m, 300)
			amplitude := func(from int) (most float64) {
				for _, d := range orbit[from : from+50] {
					for _, v := range d {
						most = math.Max(most, math.Abs(v))
					}
				}
				return most
			}
			if grows := amplitude(250) > amplitude(50); grows != (factor > 1) {
				t.Errorf("d=%d at %v·η_crit: amplitude %v then %v", delay, factor, amplitude(50), amplitude(250))
			}
		}
	}
}

func TestMatrixSpectralRadius(t *testing.T) {
	near(t, "rotation", MatrixSpectralRadius(mat.NewDense(2, 2, []float64{.3, -.4, .4, .3})), .5, 4*ulp)
	near(t, "triangle", MatrixSpectralRadius(mat.NewDense(2, 2, []float64{-2, 5, 0, 1})), 2, 4*ulp)
}
