package proofs

import (
	"math"
	"testing"

	"aeed/dynamics"
)

// The figures of theory that the search must reach: attained suprema from w₀ = 1
// and from the lower clip, and the η at which positivity is lost.
func TestSearchReachesKnownSuprema(t *testing.T) {
	for _, c := range []struct {
		classes                  int
		fromOne, fromLow, etaMax float64
	}{
		{60, 2.385, 0.499, 2.1766},
		{120, 2.7975, 0.639, 1.8913},
		{400, 3.608, 0.951, 1.536},
	} {
		p := dynamics.DefaultParameters()
		s := SearchSupremum(c.classes, p)
		if s.Weight < c.fromOne || s.Weight > 1.001*c.fromOne {
			t.Errorf("C = %d: sup w = %.5f from 1, want about %g, not less", c.classes, s.Weight, c.fromOne)
		}
		checkAttained(t, s)
		if bound := dynamics.WorstEnvelopePeak(c.classes, p); s.Weight > bound {
			t.Errorf("C = %d: attained %g above the proved bound %g", c.classes, s.Weight, bound)
		}
		if eta := SearchEtaTrajectory(c.classes, p); eta > c.etaMax*1.0001 || eta < dynamics.EtaDataOnly(c.classes, p.Beta, p.Gamma, 1) {
			t.Errorf("C = %d: η_max = %.4f, want at most %g and above the proved bound", c.classes, eta, c.etaMax)
		}
		p.InitialWeight = p.Clip.Low
		if s := SearchSupremum(c.classes, p); s.Weight < c.fromLow {
			t.Errorf("C = %d: sup w = %.5f from the lower clip, want at least %g", c.classes, s.Weight, c.fromLow)
		}
	}
}

// checkAttained replays the trial through a Controller: an attained value must
// be one that a training run could show.
func checkAttained(t *testing.T, s Supremum) {
	t.Helper()
	controller, err := dynamics.NewController(s.Trial.Classes, s.Trial.Parameters)
	if err != nil {
		t.Fatal(err)
	}
	for _, level := range s.Trial.Levels {
		if err := controller.Observe(0, level*dynamics.MaxEntropy(s.Trial.Classes)); err != nil {
			t.Fatal(err)
		}
		if _, err := controller.EndEpoch(); err != nil {
			t.Fatal(err)
		}
	}
	if got := controller.Weights(nil)[0]; got != s.Weight {
		t.Errorf("%v: the controller reaches %g, the search says %g", s.Trial, got, s.Weight)
	}
}

// An exhaustive search over coarse entropies must not find more.
func TestSearchBeatsEnumeration(t *testing.T) {
	for _, beta := range []float64{0, 0.5, 0.9} {
		for _, eta := range []float64{0.2, 0.5, 1} {
			p := dynamics.DefaultParameters()
			p.Beta, p.Eta, p.Clip = beta, eta, dynamics.Unclipped()
			s := SearchSupremum(10, p)
			checkAttained(t, s)
			const length, steps = 6, 5
			best, levels := 0.0, make([]float64, length)
			var enumerate func(int)
			enumerate = func(i int) {
				if i == length {
					peak, _ := EntropyTrial{Classes: 10, Parameters: p, Levels: levels}.highest(weightGoal)
					best = math.Max(best, peak)
					return
				}
				for k := range steps {
					levels[i] = float64(k) / (steps - 1)
					enumerate(i + 1)
				}
			}
			enumerate(0)
			if s.Weight < best {
				t.Errorf("β = %g, η = %g: the search reaches %.5f, enumeration %.5f", beta, eta, s.Weight, best)
			}
		}
	}
}

// At the η that SearchEtaTrajectory returns there must be a real violation.
func TestEtaTrajectoryIsAttained(t *testing.T) {
	for _, classes := range []int{60, 400} {
		p := printed(dynamics.DefaultParameters())
		p.Eta = SearchEtaTrajectory(classes, p) * (1 + 1e-6)
		loss := func(weight, ema float64) float64 { return (1-p.Beta)*ema + p.Gamma*weight }
		_, trial := search(classes, p, loss, 40)
		trial.Levels = append(trial.Levels, 0)
		if o := StaysPositive(Bounded).Check(trial); o.Holds() {
			t.Errorf("C = %d, η = %.5f: %v stays positive", classes, p.Eta, trial)
		}
	}
}

func TestSearchAtOddParameters(t *testing.T) {
	for name, change := range map[string]func(*dynamics.Parameters){
		"β = 0":        func(p *dynamics.Parameters) { p.Beta = 0 },
		"β near 1":     func(p *dynamics.Parameters) { p.Beta = 0.999 },
		"η = 50":       func(p *dynamics.Parameters) { p.Eta = 50 },
		"η = 1e-6":     func(p *dynamics.Parameters) { p.Eta = 1e-6 },
		"γ = 1e-9":     func(p *dynamics.Parameters) { p.Gamma = 1e-9 },
		"γ = 100":      func(p *dynamics.Parameters) { p.Gamma = 100 },
		"w0 beyond it": func(p *dynamics.Parameters) { p.InitialWeight = 1e6 },
	} {
		p := dynamics.DefaultParameters()
		change(&p)
		s := SearchSupremum(2, p)
		if !(s.Weight >= p.InitialWeight) || math.IsInf(s.Weight, 0) {
			t.Errorf("%s: sup w = %g", name, s.Weight)
		}
		if eta := SearchEtaTrajectory(2, p); !(eta > 0) {
			t.Errorf("%s: η_max = %g", name, eta)
		}
	}
}
