package analysis

import (
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"

	"aeed/dynamics"
)

// integral returns the variance of a power |T|² for noise of unit variance.
func integral(power func(frequency float64) float64) float64 {
	return 2 * quad.Fixed(power, 0, 0.5, 4000, quad.Legendre{}, 0)
}

// The integrals of the transfer functions are the variances in closed form.
func TestTransferFunctions(t *testing.T) {
	for _, beta := range []float64{0, 0.3, 0.9, 0.99} {
		flow := integral(func(f float64) float64 { return flowPower(beta, f) })
		near(t, "variance of the flow", flow, dynamics.FlowVariance(beta, 1), 1e-9)
		for _, eta := range []float64{0.1, 0.5, 2} {
			logistic := integral(func(f float64) float64 { return logWeightPower(eta, beta, 0, f) })
			near(t, "deviation of ln w", math.Sqrt(logistic), dynamics.LogWeightDeviation(eta, beta, 1), 1e-8)
			s := DefaultSpectrum()
			s.Parameters.Law, s.Parameters.Eta, s.Parameters.Beta, s.Sigma = dynamics.Anchored{}, eta, beta, 1
			anchored := integral(func(f float64) float64 { return logWeightPower(eta, beta, s.relaxation(), f) })
			near(t, "deviation of ln w, anchored", math.Sqrt(anchored), s.Deviation(), 1e-8)
		}
	}
}

// The simulation has the stationary deviation of the theory. The variance of a
// sum over T epochs of an autoregression of coefficient ρ has the relative
// standard error √(2(1+ρ²)/(T(1−ρ²))) over C·T epochs in all; the deviation's is
// half of it. Four of them, and what detrending takes, 2(1+ρ)/(1−ρ)/T.
func TestStationaryDeviation(t *testing.T) {
	for _, c := range []struct{ beta, sigma float64 }{{0.9, 0.2}, {0.9, 0.05}, {0.5, 0.05}, {0.95, 0.3}} {
		s := DefaultSpectrum()
		s.Classes, s.Epochs = 20, 4096
		s.Parameters.Beta, s.Sigma = c.beta, c.sigma
		run, err := s.simulate()
		if err != nil {
			t.Fatal(err)
		}
		epochs := float64(len(run.logWeights[0]))
		standardError := math.Sqrt(2*(1+c.beta*c.beta)/(1-c.beta*c.beta)/epochs/float64(s.Classes)) / 2
		detrending := (1 + c.beta) / (1 - c.beta) / epochs
		want := 0.5 * c.sigma * math.Sqrt((1-c.beta)/(1+c.beta))
		near(t, "deviation of ln w", deviation(run.logWeights), want, want*(4*standardError+detrending))
	}
}

// The periodograms follow the transfer functions: in each of some 500
// frequencies within five standard errors of the mean over some 780 segments that
// overlap by half (and count for the same number, less a tenth), and on average
// far better.
func TestPeriodograms(t *testing.T) {
	for _, law := range []dynamics.SmoothLaw{dynamics.Logistic{}, dynamics.Anchored{}} {
		s := DefaultSpectrum()
		s.Parameters.Law = law
		d, err := Spectrum(s)
		if err != nil {
			t.Fatal(err)
		}
		segments := float64(s.Classes*(2*(s.Epochs-s.Epochs/8)/s.Segment-1)) * 0.9
		for name, simulated := range map[string]struct {
			x, y  []float64
			power func(float64) float64
		}{
			"flow": {d.Flow.Simulated.X, d.Flow.Simulated.Y, func(f float64) float64 { return flowPower(0.9, f) }},
			"ln w": {d.LogWeight.Simulated.X, d.LogWeight.Simulated.Y, func(f float64) float64 { return logWeightPower(0.5, 0.9, s.relaxation(), f) }},
		} {
			var sum float64
			for i, frequency := range simulated.x {
				ratio := simulated.y[i] / (2 * s.Sigma * s.Sigma * simulated.power(frequency))
				// The taper mixes a frequency with its neighbours, which tells on the
				// steepest slopes of a spectrum.
				near(t, name+" at a frequency", ratio, 1, 5/math.Sqrt(segments)+0.02)
				sum += ratio
			}
			near(t, name+" on average", sum/float64(len(simulated.x)), 1, 0.01)
		}
	}
}

func TestSpectrumWithoutSimulation(t *testing.T) {
	s := DefaultSpectrum()
	s.Parameters.Eta, s.Parameters.Beta, s.Sigma, s.Epochs, s.Segment = 10, 0, 1, 64, 16
	d, err := Spectrum(s)
	if err != nil || len(d.Flow.Simulated.X) != 0 || !strings.Contains(strings.Join(d.Notes, " "), "left out") {
		t.Errorf("%v, %d points, notes %q", err, len(d.Flow.Simulated.X), d.Notes)
	}
	if s.Deviation() != 10 {
		t.Errorf("deviation %v", s.Deviation())
	}
}
