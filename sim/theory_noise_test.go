package sim_test

import (
	"fmt"
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/dynamics/trajectory"
	"aeed/sim"
)

// noisy runs 400 independent classes whose entropies rest at half of ln 400, four
// standard deviations of the strongest noise from either end, and shows visit
// every record after the first epochs.
func noisy(t *testing.T, sigma float64, p dynamics.Parameters, burn, epochs int, visit func(class int, r trajectory.Record)) {
	t.Helper()
	s := sim.Scenario{Sizes: alike(400, 1), Source: sim.Open{Signal: sim.Constant{Level: .5}}, Noise: sigma, Epochs: burn + epochs, Seed: 11}
	if err := sim.Run(&s, p, func(e trajectory.Epoch) error {
		if e.Number >= burn {
			for class, r := range e.Classes {
				visit(class, r)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// estimate is the mean over classes, which are independent, of a quantity of each,
// with its standard error.
func estimate(ofClass []float64) (mean, standardError float64) {
	n := float64(len(ofClass))
	var sum, squares float64
	for _, x := range ofClass {
		sum += x
	}
	mean = sum / n
	for _, x := range ofClass {
		squares += (x - mean) * (x - mean)
	}
	return mean, math.Sqrt(squares / (n - 1) / n)
}

// agrees compares an estimate with a value of the theory that is known to half of
// its last digit: four standard errors.
func agrees(t *testing.T, what string, ofClass []float64, want, half float64) {
	t.Helper()
	mean, standardError := estimate(ofClass)
	t.Logf("%s = %.4g ± %.1g, theory %g", what, mean, standardError, want)
	within(t, what, mean, want, half+4*standardError)
}

// Theory 5: Var ΔH̄ = 2(1−β)²σ²/(1+β), and neighbouring flows correlate by
// −(1−β)/2. The noise of a mean over n samples is σ₁/√n.
func TestTheoryFlowVariance(t *testing.T) {
	for _, c := range []struct{ beta, sigma float64 }{{.9, .4}, {.5, .2}, {0, .1}} {
		const epochs = 3000
		p := dynamics.DefaultParameters()
		p.Beta = c.beta
		variance, covariance, previous := make([]float64, 400), make([]float64, 400), make([]float64, 400)
		noisy(t, c.sigma, p, 200, epochs, func(class int, r trajectory.Record) {
			variance[class] += r.Flow * r.Flow / epochs
			covariance[class] += r.Flow * previous[class] / epochs
			previous[class] = r.Flow
		})
		want := dynamics.FlowVariance(c.beta, c.sigma)
		agrees(t, fmt.Sprintf("Var ΔH̄ at β = %g, σ = %g", c.beta, c.sigma), variance, want, 0)
		// The first product of a class is with 0: one part in 3000.
		agrees(t, fmt.Sprintf("covariance at β = %g, σ = %g", c.beta, c.sigma), covariance, -(1-c.beta)/2*want, want/epochs)
	}
}

// Theory 5: ln w doesn't wander; about its class's mean it has the deviation
// ησ√((1−β)/(1+β)). Noise this small leaves out the second order, the drag, which would add a trend.
func TestTheoryLogWeightDeviation(t *testing.T) {
	for _, beta := range []float64{0, .5, .9} {
		const sigma, epochs = 1e-6, 5000
		p := unclipped()
		p.Beta, p.Gamma = beta, 1e-12
		sum, squares := make([]float64, 400), make([]float64, 400)
		noisy(t, sigma, p, 200, epochs, func(class int, r trajectory.Record) {
			x := math.Log(r.NextWeight)
			sum[class] += x
			squares[class] += x * x
		})
		variance := make([]float64, 400)
		for class := range variance {
			mean := sum[class] / epochs
			// The mean of epochs correlated as βᵏ takes away its own variance.
			variance[class] = (squares[class]/epochs - mean*mean) / (1 - (1+beta)/(1-beta)/epochs)
		}
		want := dynamics.LogWeightDeviation(p.Eta, beta, sigma)
		agrees(t, fmt.Sprintf("variance of ln w at β = %g", beta), variance, want*want, 0)
	}
}

// Theory 5: without self-competition noise drags ln w down, by −3.3e-4 an epoch at
// σ = .5, β = .9, and by −8.2e-2 in simulation, −6.3e-2 to second order, at β = 0.
func TestTheoryNoiseDrag(t *testing.T) {
	for _, c := range []struct{ beta, want, half, secondOrder float64 }{
		{.9, -3.3e-4, .05e-4, -3.29e-4}, {0, -8.2e-2, .05e-2, -6.25e-2},
	} {
		const sigma, epochs = .5, 4000
		p := unclipped()
		p.Beta, p.Gamma = c.beta, 1e-300
		drag, last := make([]float64, 400), make([]float64, 400)
		noisy(t, sigma, p, 1, epochs, func(class int, r trajectory.Record) {
			drag[class] += math.Log(math.Abs(r.NextWeight/r.Weight)) / epochs
			last[class] = r.NextWeight
		})
		agrees(t, fmt.Sprintf("drag at β = %g", c.beta), drag, c.want, c.half)
		within(t, "second order", dynamics.NoiseDrag(p.Eta, c.beta, sigma), c.secondOrder, -.001*c.secondOrder)
	}
}

// Theory 5: at the lower clip noise pushes weights up, E[w]/low − 1 being .2%, 1.0%,
// 3.4%, 9.3% for σ = .1, .2, .4, .8 at β = .9 and 6.4%, 13%, 24%, 44% at β = 0.
func TestTheoryRectification(t *testing.T) {
	for _, c := range []struct{ beta, sigma, want, half float64 }{
		{.9, .1, .002, .0005}, {.9, .2, .010, .0005}, {.9, .4, .034, .0005}, {.9, .8, .093, .0005},
		{0, .1, .064, .0005}, {0, .2, .13, .005}, {0, .4, .24, .005}, {0, .8, .44, .005},
	} {
		const epochs = 2000
		p := dynamics.DefaultParameters()
		p.Beta, p.InitialWeight = c.beta, p.Clip.Low
		excess := make([]float64, 400)
		noisy(t, c.sigma, p, 500, epochs, func(class int, r trajectory.Record) {
			excess[class] += (r.NextWeight/p.Clip.Low - 1) / epochs
		})
		agrees(t, fmt.Sprintf("E[w]/low − 1 at β = %g, σ = %g", c.beta, c.sigma), excess, c.want, c.half)
	}
}
