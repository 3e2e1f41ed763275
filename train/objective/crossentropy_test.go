package objective_test

import (
	"fmt"
	"math"
	"testing"

	"aeed/dynamics"
	"aeed/train/objective"
)

// Logits ln 1, ln 2, ln 5 are probabilities 1/8, 2/8, 5/8.
var (
	rising  = []float64{0, math.Log(2), math.Log(5)}
	falling = []float64{math.Log(5), math.Log(2), 0}
)

func TestCrossEntropyByHand(t *testing.T) {
	logits := append(append([]float64(nil), rising...), falling...)
	targets := []float64{0, 0, 1, 0.25, 0.75, 0}
	l := objective.CrossEntropy(logits, targets, []float64{2, 0.5})
	first := math.Log(8. / 5)
	second := 0.25*math.Log(8./5) + 0.75*math.Log(4)
	h := math.Log(8) - (2*math.Log(2)+5*math.Log(5))/8
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"loss of clip 0", l.PerClip[0], first},
		{"loss of clip 1", l.PerClip[1], second},
		{"mean", l.Mean, (2*first + 0.5*second) / 2},
		{"entropy of clip 0", l.Entropy[0], h},
		{"entropy of clip 1", l.Entropy[1], h},
		{"log posterior", l.LogPosterior[4], math.Log(0.25)},
		{"gradient 0,0", l.Gradient[0], 1. / 8},
		{"gradient 0,1", l.Gradient[1], 2. / 8},
		{"gradient 0,2", l.Gradient[2], 5./8 - 1},
		{"gradient 1,0", l.Gradient[3], (5./8 - 0.25) / 4},
		{"gradient 1,1", l.Gradient[4], (2./8 - 0.75) / 4},
		{"gradient 1,2", l.Gradient[5], (1. / 8) / 4},
	} {
		if !near(c.got, c.want, 1e-15) {
			t.Errorf("%s: %.17g, want %.17g", c.name, c.got, c.want)
		}
	}
}

func TestCrossEntropyIsFiniteForHugeLogits(t *testing.T) {
	l := objective.CrossEntropy([]float64{-1e300, 1e300}, []float64{0, 1}, []float64{1})
	if l.PerClip[0] != 0 || l.Entropy[0] != 0 || l.Gradient[0] != 0 || l.Gradient[1] != 0 {
		t.Errorf("certain and right: %+v", l)
	}
	l = objective.CrossEntropy([]float64{-1000, 1000}, []float64{1, 0}, []float64{1})
	if l.PerClip[0] != 2000 || l.Gradient[0] != -1 || l.Gradient[1] != 1 {
		t.Errorf("certain and wrong: %+v", l)
	}
}

func TestCrossEntropyShowsDivergence(t *testing.T) {
	l := objective.CrossEntropy([]float64{0, math.NaN()}, []float64{1, 0}, []float64{1})
	if !math.IsNaN(l.PerClip[0]) || !math.IsNaN(l.Entropy[0]) || !math.IsNaN(l.Mean) || !math.IsNaN(l.Gradient[0]) {
		t.Errorf("of a NaN: %+v", l)
	}
}

func TestCrossEntropyGradient(t *testing.T) {
	forSteps(t, "the gradient is that of the mean", func(s step) string {
		weights := make([]float64, len(s.Labels))
		for i, label := range s.Labels {
			weights[i] = s.NicheWidth[label]
		}
		mean := func(logits []float64) float64 {
			return objective.CrossEntropy(logits, softTargets(s), weights).Mean
		}
		l := objective.CrossEntropy(s.clean, softTargets(s), weights)
		for i, g := range l.Gradient {
			if want := slope(mean, s.clean, i); !near(g, want, 1e-8) {
				return fmt.Sprintf("gradient %d is %g, the slope %g", i, g, want)
			}
		}
		return ""
	})
}

func TestCrossEntropyInvariants(t *testing.T) {
	forSteps(t, "loss, entropy and gradient keep their laws", func(s step) string {
		n, classes := len(s.Labels), len(s.NicheWidth)
		ones := make([]float64, n)
		for i := range ones {
			ones[i] = 1
		}
		l := objective.CrossEntropy(s.clean, softTargets(s), ones)
		shifted := make([]float64, len(s.clean))
		for i, z := range s.clean {
			shifted[i] = z + 7
		}
		moved := objective.CrossEntropy(shifted, softTargets(s), ones)
		for i := range n {
			want, err := dynamics.EntropyFromLogits(s.clean[i*classes : (i+1)*classes])
			if err != nil || l.Entropy[i] != want {
				return fmt.Sprintf("entropy %g, the controller's is %g", l.Entropy[i], want)
			}
			if !near(moved.PerClip[i], l.PerClip[i], 1e-13) {
				return "adding a number to all logits changes the loss"
			}
			probability, gradient, cross := 0.0, 0.0, 0.0
			for k := range classes {
				log := l.LogPosterior[i*classes+k]
				probability += math.Exp(log)
				cross -= math.Exp(log) * log
				gradient += l.Gradient[i*classes+k]
			}
			if !near(probability, 1, 1e-14) || !near(gradient, 0, 1e-15) || !near(cross, want, 1e-13) {
				return fmt.Sprintf("posterior sums to %g, gradient to %g, −Σ p ln p is %g", probability, gradient, cross)
			}
		}
		// Against its own posterior the loss is the entropy, and least.
		posterior := make([]float64, len(s.clean))
		for i, log := range l.LogPosterior {
			posterior[i] = math.Exp(log)
		}
		own := objective.CrossEntropy(s.clean, posterior, ones)
		for i, g := range own.Gradient {
			if !near(g, 0, 1e-15) || !near(own.PerClip[i/classes], l.Entropy[i/classes], 1e-13) {
				return "a network that is believed learns"
			}
		}
		return ""
	})
}

// softTargets returns the labels of the pairs, mixed by thirds.
func softTargets(s step) []float64 {
	targets := objective.OneHot(s.Labels, len(s.NicheWidth))
	mixed := make([]float64, len(targets))
	classes := len(s.NicheWidth)
	for i, partner := range s.Partner {
		for k := range classes {
			mixed[i*classes+k] = 2*targets[i*classes+k]/3 + targets[partner*classes+k]/3
		}
	}
	return mixed
}

func TestCrossEntropyRefusesMisuse(t *testing.T) {
	for name, f := range map[string]func(){
		"no clips":         func() { objective.CrossEntropy(nil, nil, nil) },
		"one class":        func() { objective.CrossEntropy([]float64{1}, []float64{1}, []float64{1}) },
		"a ragged batch":   func() { objective.CrossEntropy(make([]float64, 5), make([]float64, 5), make([]float64, 2)) },
		"too few targets":  func() { objective.CrossEntropy(make([]float64, 4), make([]float64, 2), make([]float64, 2)) },
		"a label too high": func() { objective.OneHot([]int{3}, 3) },
		"a negative label": func() { objective.OneHot([]int{-1}, 3) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
}
