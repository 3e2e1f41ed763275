package dynamics

import (
	"fmt"
	"math"
	"math/rand"
	"testing"
)

// noisy feeds epochs of entropies with independent noise to visit, which gets
// each flow.
func noisy(seed int64, beta, sigma float64, epochs int, visit func(flow float64)) {
	r := rand.New(rand.NewSource(seed))
	previous, flow := sigma*r.NormFloat64(), 0.0
	for range epochs {
		entropy := sigma * r.NormFloat64()
		flow = Flow(beta, entropy, previous, flow)
		previous = entropy
		visit(flow)
	}
}

const (
	noiseEpochs = 200_000
	deviations  = 5 // of the estimate: a right formula fails once in two million seeds
)

// The estimate of a variance from N epochs with correlations ρ_k has the
// relative variance (2/N)·Σρ_k²; D's are ρ_k = −(1−β)/2·β^{k−1}.
func TestFlowVarianceOfNoise(t *testing.T) {
	for _, beta := range []float64{0, .5, .9} {
		const sigma = .4
		var sum, next, last float64
		noisy(1, beta, sigma, noiseEpochs, func(flow float64) {
			sum += flow * flow
			next += flow * last
			last = flow
		})
		want := FlowVariance(beta, sigma)
		tolerance := deviations * math.Sqrt(2./noiseEpochs*(1+(1-beta)/(2*(1+beta))))
		near(t, fmt.Sprintf("Var D at β=%v, relative", beta), sum/noiseEpochs/want, 1, tolerance)
		near(t, fmt.Sprintf("lag-1 correlation at β=%v", beta), next/sum, -(1-beta)/2, tolerance)
	}
}

// The flow's noise telescopes: ln w is stationary, an autoregression with the
// coefficient β.
func TestLogWeightDeviationOfNoise(t *testing.T) {
	for _, beta := range []float64{0, .5, .9} {
		const eta, sigma = .5, 1e-5 // small: the formula is of first order
		var log, sum, squares float64
		noisy(2, beta, sigma, noiseEpochs, func(flow float64) {
			log += math.Log(Logistic{}.Next(1, flow, eta, 0)) - NoiseDrag(eta, beta, sigma)
			sum += log
			squares += log * log
		})
		mean := sum / noiseEpochs
		got := math.Sqrt(squares/noiseEpochs - mean*mean)
		want := LogWeightDeviation(eta, beta, sigma)
		// Half the relative deviation of the variance, with Σρ² = (1+β²)/(1−β²).
		// The second order, a random walk of steps of deviation up to √3·η²σ², adds
		// N/6 times their variance: less than Nη²σ²/2 of the whole.
		tolerance := deviations * (math.Sqrt(2./noiseEpochs*(1+beta*beta)/(1-beta*beta))/2 + noiseEpochs*eta*eta*sigma*sigma)
		near(t, fmt.Sprintf("deviation of ln w at β=%v, relative", beta), got/want, 1, tolerance)
	}
}

func TestNoiseDrag(t *testing.T) {
	const eta, beta, sigma = .5, .9, .5
	near(t, "published drag", NoiseDrag(eta, beta, sigma), -3.3e-4, .05e-4)
	near(t, "published drag without smoothing", NoiseDrag(eta, 0, sigma), -6.25e-2, ulp)
	var log float64
	noisy(3, beta, sigma, noiseEpochs, func(flow float64) { log += math.Log1p(eta * flow) })
	want := NoiseDrag(eta, beta, sigma)
	// The mean of η²D²/2 has the relative deviation √(2/N); the first order
	// telescopes to a few ησ/N; the fourth is 3/2·η²Var D of the second.
	variance := FlowVariance(beta, sigma)
	tolerance := -want*(deviations*math.Sqrt(2.1/noiseEpochs)+1.5*eta*eta*variance) + deviations*LogWeightDeviation(eta, beta, sigma)*math.Sqrt2/noiseEpochs
	near(t, "simulated drag", log/noiseEpochs, want, tolerance)
}

// At the lower clip noise lifts the mean weight: it can only push up.
func TestNoiseIsRectifiedAtTheLowerClip(t *testing.T) {
	for _, c := range []struct{ beta, sigma, percent, digit float64 }{
		{.9, .1, .2, .05}, {.9, .2, 1.0, .05}, {.9, .4, 3.4, .05}, {.9, .8, 9.3, .05},
		{0, .1, 6.4, .05}, {0, .2, 13, .5}, {0, .4, 24, .5}, {0, .8, 44, .5},
	} {
		p := DefaultParameters()
		p.Beta = c.beta
		const batches = 20
		weight, epoch := p.Clip.Low, 0
		var means [batches]float64
		noisy(4, c.beta, c.sigma, noiseEpochs, func(flow float64) {
			_, weight = Step(&p, weight, flow)
			means[epoch*batches/noiseEpochs] += 100 * (weight/p.Clip.Low - 1) / (noiseEpochs / batches)
			epoch++
		})
		var mean, spread float64
		for _, m := range means {
			mean += m / batches
		}
		for _, m := range means {
			spread += (m - mean) * (m - mean) / (batches - 1)
		}
		near(t, fmt.Sprintf("lift (%%) at β=%v σ=%v", c.beta, c.sigma), mean, c.percent, c.digit+deviations*math.Sqrt(spread/batches))
	}
}

// Small noise stays in the dead zone and does not lift a captured weight.
func TestTheDeadZoneAbsorbsSmallNoise(t *testing.T) {
	p := DefaultParameters()
	near(t, "sd D per σ", math.Sqrt(FlowVariance(.9, 1)), .1026, .5e-4)
	weight := p.Clip.Low
	noisy(5, .9, .005, 20_000, func(flow float64) { // sd D is a tenth of the dead zone
		if _, weight = Step(&p, weight, flow); weight != p.Clip.Low {
			t.Fatalf("a flow of %v lifts the weight", flow)
		}
	})
}

func TestBetaForNoise(t *testing.T) {
	near(t, "published: σ = .4, ε = .05", BetaForNoise(.5, .4, .05), .882, .5e-3)
	for _, ratio := range []float64{1e-6, 1e-3, .1, .5, .999} {
		beta := BetaForNoise(.5, .4, ratio*.2)
		if !(beta >= 0 && beta < 1) {
			t.Errorf("ε/(ησ) = %v: β = %v", ratio, beta)
		}
		// β's last bit moves 1−β, and half of that √(1−β), by ulp/(1−β) at most.
		near(t, "deviation/ε", LogWeightDeviation(.5, beta, .4)/(ratio*.2), 1, 2*ulp/(1-beta)+8*ulp)
	}
	for _, c := range []struct{ sigma, epsilon, want float64 }{
		{.4, .2, 0}, {.4, .3, 0}, {.4, 1e300, 0}, {0, .05, 0}, {math.SmallestNonzeroFloat64, .05, 0}, {.4, math.Inf(1), 0}, {1e300, 1e-300, 1},
	} {
		if got := BetaForNoise(.5, c.sigma, c.epsilon); got != c.want {
			t.Errorf("σ = %v, ε = %v: β = %v, want %v", c.sigma, c.epsilon, got, c.want)
		}
	}
}
