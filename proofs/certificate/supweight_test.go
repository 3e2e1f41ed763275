package certificate_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"aeed/dynamics"
	"aeed/proofs"
	"aeed/proofs/certificate"
)

// Certified is at least attained, and not much more.
func TestSupWeightIsTight(t *testing.T) {
	for _, p := range points {
		c, err := certificate.SupWeight(p, certificate.Budget{})
		must(t, c, err)
		attained := proofs.SearchSupremum(p.Classes, controller(p)).Weight
		bound := number(c.Bound)
		if gap := bound/attained - 1; gap < 0 || gap > 0.002 {
			t.Errorf("%v: certified %s, attained %.6f: gap %.4f%%, want 0 to 0.2%%", p, c.Bound, attained, 100*gap)
		}
		if got, err := certificate.CertifiedSupWeight(p); err != nil || got < bound || got > bound*(1+1e-15) {
			t.Errorf("%v: CertifiedSupWeight %v, %v, want %s", p, got, err, c.Bound)
		}
	}
}

// A finer grid costs more and gives no worse bound, and a coarse one, in
// milliseconds and two kilobytes, still meets the goal of 1%.
func TestSupWeightBudget(t *testing.T) {
	for classes, attained := range map[int]float64{60: 2.385, 120: 2.7975, 400: 3.6086} {
		previous := math.Inf(1)
		for _, nodes := range []int{60, 125, 250} {
			c, err := certificate.SupWeight(certificate.Default(classes), certificate.Budget{Nodes: nodes})
			must(t, c, err)
			bound := number(c.Bound)
			if bound > 1.01*attained || bound > previous {
				t.Errorf("C = %d, %d nodes: %s, want at most 1%% above %g and below %g", classes, nodes, c.Bound, attained, previous)
			}
			previous = bound
		}
	}
}

// No trajectory that the controller's own step makes leaves the barrier, also
// not with the float64 neighbours of the decimals.
func TestTrajectoriesStayUnderTheBarrier(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, p := range points {
		c, err := certificate.SupWeight(p, certificate.Budget{Nodes: 100})
		must(t, c, err)
		entropy, weight := floats(c.Witness.Barriers[0].Entropy), floats(c.Witness.Barriers[0].Weight)
		limit := dynamics.MaxEntropy(p.Classes)
		for trial := range 300 {
			q := controller(p)
			if trial%3 > 0 && q.Beta > 0 {
				q.Beta = math.Nextafter(q.Beta, float64(trial%3-1)) // either neighbour
			}
			m, w := random.Float64()*limit, q.InitialWeight
			if trial%4 == 0 {
				m = 0
			}
			for epoch := range 80 {
				if top := interpolate(entropy, weight, m); !(w > 0) || w > top*(1+1e-12) {
					t.Fatalf("%v: trial %d, epoch %d: w = %g at M = %g, the barrier is at %g", p, trial, epoch, w, m, top)
				}
				h := limit
				switch trial % 4 {
				case 1:
					h *= random.Float64()
				case 2:
					h *= float64(random.IntN(2))
				case 3:
					h *= float64(epoch / (1 + trial%17) % 2)
				}
				flow := (1 - q.Beta) * (h - m)
				_, w = dynamics.Step(&q, w, flow)
				m = min(max(m+flow, 0), limit)
			}
		}
	}
}

func floats(texts []string) []float64 {
	numbers := make([]float64, len(texts))
	for i, text := range texts {
		numbers[i] = number(text)
	}
	return numbers
}

func interpolate(x, y []float64, at float64) float64 {
	i := 0
	for i < len(x)-2 && x[i+1] < at {
		i++
	}
	return y[i] + (y[i+1]-y[i])*(at-x[i])/(x[i+1]-x[i])
}

// Near the largest η only a falling barrier leaves room for positivity.
func TestSupWeightNearTheLargestEta(t *testing.T) {
	p := certificate.Default(60)
	p.Eta = "2.1"
	c, err := certificate.SupWeight(p, certificate.Budget{})
	must(t, c, err)
	if attained := proofs.SearchSupremum(60, controller(p)).Weight; number(c.Bound) < attained {
		t.Errorf("certified %s, attained %g", c.Bound, attained)
	}
	p.Eta = "2.2" // the drop from ln C to 0 at once is lethal
	if _, err := certificate.SupWeight(p, certificate.Budget{}); err == nil || !strings.Contains(err.Error(), "smaller eta") {
		t.Errorf("η = 2.2: %v, want a refusal with a hint", err)
	}
}

func TestFromReadsDecimals(t *testing.T) {
	if got, want := certificate.Default(60), (certificate.Parameters{60, "0.5", "0.05", "0.9", "1"}); got != want {
		t.Errorf("Default(60) = %v, want %v", got, want)
	}
	// Spelling does not matter.
	plain, err := certificate.SupWeight(certificate.Default(60), certificate.Budget{Nodes: 60})
	must(t, plain, err)
	other, err := certificate.SupWeight(certificate.Parameters{60, "5e-1", "+.0500", "0.90", "1."}, certificate.Budget{Nodes: 60})
	must(t, other, err)
	if string(plain.Encode()) != string(other.Encode()) {
		t.Error("another spelling of the parameters gives another certificate")
	}
}

func TestParametersRefused(t *testing.T) {
	for _, p := range []certificate.Parameters{
		{1, "0.5", "0.05", "0.9", "1"}, {60, "0", "0.05", "0.9", "1"}, {60, "-0.5", "0.05", "0.9", "1"},
		{60, "0.5", "0", "0.9", "1"}, {60, "0.5", "0.05", "1", "1"}, {60, "0.5", "0.05", "-0.1", "1"},
		{60, "0.5", "0.05", "0.9", "0"}, {60, "NaN", "0.05", "0.9", "1"}, {60, "0.5", "1e-99", "0.9", "1"},
		{60, "0.5", "0.05", "0.9" + strings.Repeat("9", 50), "1"}, {60, "0.5", "0.05", "0.99999", "1"},
	} {
		if _, err := certificate.SupWeight(p, certificate.Budget{}); err == nil {
			t.Errorf("SupWeight(%v) succeeded", p)
		}
		if _, err := certificate.CertifiedSupWeight(p); err == nil {
			t.Errorf("CertifiedSupWeight(%v) succeeded", p)
		}
	}
	if _, err := certificate.SupWeight(certificate.Default(60), certificate.Budget{Nodes: 1}); err == nil {
		t.Error("a barrier of one node")
	}
}
