package objective_test

import (
	"fmt"
	"math"
	"testing"

	"aeed/train/objective"
)

func TestAEEDByHand(t *testing.T) {
	p := objective.Pairs{Labels: []int{2, 0}, Partner: []int{1, 0}, NicheWidth: []float64{0.5, 9, 2}, Epsilon: objective.Epsilon}
	flat := []float64{4, 4, 4} // probabilities 1/3
	clean := p.Clean(append(append([]float64(nil), rising...), falling...))
	// The first mixed clip is as far from both parents, the second is its own.
	l := p.Mixed(clean, append(append([]float64(nil), flat...), falling...))
	distance := (math.Log(8./3) + math.Log(4./3) + math.Log(8./15)) / 3 // KL(flat‖rising)
	apart := 4. / 8 * math.Log(5)                                       // KL(falling‖rising)
	half := distance / (2*distance + objective.Epsilon)
	mix0 := (1-half)*2 + half*0.5
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"divergence of pair 0 from a", l.DivergenceA[0], distance},
		{"divergence of pair 0 from b", l.DivergenceB[0], distance},
		{"divergence of pair 1 from a", l.DivergenceA[1], 0},
		{"divergence of pair 1 from b", l.DivergenceB[1], apart},
		{"ratio of pair 0", l.SemanticRatio[0], half},
		{"ratio of pair 1", l.SemanticRatio[1], 0},
		{"weight of pair 0", l.MixedWeight[0], mix0},
		{"weight of pair 1", l.MixedWeight[1], 0.5},
		{"mixed loss of pair 0", l.Mixed.PerClip[0], math.Log(3)},
		{"mixed loss of pair 1", l.Mixed.PerClip[1], math.Log(8. / 5)},
		{"loss of pair 0", l.PerClip[0], 2*math.Log(8./5) + mix0*math.Log(3)},
		{"loss of pair 1", l.PerClip[1], math.Log(8. / 5)},
		{"mean", l.Mean, (2*math.Log(8./5) + mix0*math.Log(3) + math.Log(8./5)) / 2},
		{"clean gradient", l.Clean.Gradient[0], 2 * (1. / 8) / 2},
		{"mixed gradient of a's class", l.Mixed.Gradient[2], mix0 * (1./3 - (1 - half)) / 2},
		{"mixed gradient of b's class", l.Mixed.Gradient[0], mix0 * (1./3 - half) / 2},
		{"mixed gradient of neither", l.Mixed.Gradient[1], mix0 * (1. / 3) / 2},
	} {
		if !near(c.got, c.want, 1e-14) {
			t.Errorf("%s: %.17g, want %.17g", c.name, c.got, c.want)
		}
	}
}

func TestAEEDGradientsHoldTheRatio(t *testing.T) {
	forSteps(t, "the gradients are those of Eq. 6 with a constant ratio", func(s step) string {
		l := s.Mixed(s.Clean(s.clean), s.mixed)
		n, classes := len(s.Labels), len(s.NicheWidth)
		// Eq. 6 again, from the ratios that the step found.
		objectiveOf := func(clean, mixed []float64) float64 {
			sum := 0.0
			for i, a := range s.Labels {
				b, ratio := s.Labels[s.Partner[i]], l.SemanticRatio[i]
				weight := (1-ratio)*s.NicheWidth[a] + ratio*s.NicheWidth[b]
				sum += s.NicheWidth[a]*surprise(clean[i*classes:(i+1)*classes], a) +
					weight*((1-ratio)*surprise(mixed[i*classes:(i+1)*classes], a)+ratio*surprise(mixed[i*classes:(i+1)*classes], b))
			}
			return sum / float64(n)
		}
		if want := objectiveOf(s.clean, s.mixed); !near(l.Mean, want, 1e-13) {
			return fmt.Sprintf("the objective is %g, want %g", l.Mean, want)
		}
		for i := range s.clean {
			clean := slope(func(z []float64) float64 { return objectiveOf(z, s.mixed) }, s.clean, i)
			mixed := slope(func(z []float64) float64 { return objectiveOf(s.clean, z) }, s.mixed, i)
			if !near(l.Clean.Gradient[i], clean, 1e-8) || !near(l.Mixed.Gradient[i], mixed, 1e-8) {
				return fmt.Sprintf("gradients %g and %g, slopes %g and %g", l.Clean.Gradient[i], l.Mixed.Gradient[i], clean, mixed)
			}
		}
		return ""
	})
}

// surprise returns −ln softmax(logits)[label], the short way.
func surprise(logits []float64, label int) float64 {
	sum := 0.0
	for _, z := range logits {
		sum += math.Exp(z)
	}
	return math.Log(sum) - logits[label]
}

func TestAEEDInvariants(t *testing.T) {
	forSteps(t, "ratios and weights lie between the parents'", func(s step) string {
		l := s.Mixed(s.Clean(s.clean), s.mixed)
		total := 0.0
		for i, ratio := range l.SemanticRatio {
			a, b := s.NicheWidth[s.Labels[i]], s.NicheWidth[s.Labels[s.Partner[i]]]
			w := l.MixedWeight[i]
			if ratio < 0 || ratio > 1 || l.DivergenceA[i] < 0 || l.DivergenceB[i] < 0 {
				return fmt.Sprintf("ratio %g of %g and %g", ratio, l.DivergenceA[i], l.DivergenceB[i])
			}
			if w < math.Min(a, b)*(1-1e-15) || w > math.Max(a, b)*(1+1e-15) {
				return fmt.Sprintf("weight %g of parents' %g and %g", w, a, b)
			}
			total += l.PerClip[i]
		}
		if !near(l.Mean, total/float64(len(s.Labels)), 1e-13) {
			return fmt.Sprintf("the mean of the clips is %g, that of the batch %g", total/float64(len(s.Labels)), l.Mean)
		}
		return ""
	})
	forSteps(t, "parents that change places change shares", func(s step) string {
		// Two clips that are each other's partners, and the same mixed clip twice.
		classes := len(s.NicheWidth)
		p := objective.Pairs{Labels: []int{0, 1}, Partner: []int{1, 0}, NicheWidth: s.NicheWidth, Epsilon: s.Epsilon}
		clean := append(append([]float64(nil), s.clean[:classes]...), s.mixed[:classes]...)
		mixed := append(append([]float64(nil), s.mixed[len(s.mixed)-classes:]...), s.mixed[len(s.mixed)-classes:]...)
		l := p.Mixed(p.Clean(clean), mixed)
		sum := l.DivergenceA[0] + l.DivergenceB[0]
		if l.DivergenceA[0] != l.DivergenceB[1] || !near(l.SemanticRatio[0]+l.SemanticRatio[1], sum/(sum+s.Epsilon), 1e-14) {
			return fmt.Sprintf("shares %g and %g", l.SemanticRatio[0], l.SemanticRatio[1])
		}
		// One share is of one label, so both make the same target, but for ε.
		if tolerance := 4 * s.Epsilon / (sum + s.Epsilon); !near(l.Mixed.PerClip[0], l.Mixed.PerClip[1], 1e-13+20*tolerance) {
			return fmt.Sprintf("losses %g and %g", l.Mixed.PerClip[0], l.Mixed.PerClip[1])
		}
		return ""
	})
}

func TestSemanticRatioOfNothing(t *testing.T) {
	if got := objective.SemanticRatio(0, 0, objective.Epsilon); got != 0 {
		t.Errorf("where both parents are as near as can be, b has %g", got)
	}
	if got := objective.SemanticRatio(0.3, 0, objective.Epsilon); !near(got, 1, 1e-7) || got > 1 {
		t.Errorf("what is b's posterior is %g b's", got)
	}
}

func TestAEEDRefusesMisuse(t *testing.T) {
	p := objective.Pairs{Labels: []int{0, 1}, Partner: []int{1, 0}, NicheWidth: []float64{1, 1}, Epsilon: 1e-8}
	logits := make([]float64, 4)
	clean := p.Clean(logits)
	with := func(change func(*objective.Pairs)) objective.Pairs {
		q := objective.Pairs{Labels: []int{0, 1}, Partner: []int{1, 0}, NicheWidth: []float64{1, 1}, Epsilon: 1e-8}
		change(&q)
		return q
	}
	for name, f := range map[string]func(){
		"a label that is no class":  func() { with(func(q *objective.Pairs) { q.Labels[0] = 2 }).Clean(logits) },
		"a partner that is no clip": func() { with(func(q *objective.Pairs) { q.Partner[0] = 2 }).Mixed(clean, logits) },
		"a partner too few":         func() { with(func(q *objective.Pairs) { q.Partner = q.Partner[:1] }).Mixed(clean, logits) },
		"no epsilon":                func() { with(func(q *objective.Pairs) { q.Epsilon = 0 }).Mixed(clean, logits) },
		"logits too few":            func() { p.Mixed(clean, logits[:2]) },
		"a weight of no class":      func() { with(func(q *objective.Pairs) { q.Labels[1] = -1 }).Mixed(clean, logits) },
		"unequal distributions":     func() { objective.Divergence(logits, logits[:2]) },
		"a negative divergence":     func() { objective.SemanticRatio(-1, 0, 1e-8) },
	} {
		if !panics(f) {
			t.Errorf("%s: no panic", name)
		}
	}
}

func TestDivergenceIsNeverNegative(t *testing.T) {
	forSteps(t, "posteriors that differ by rounding alone are not less than equal", func(s step) string {
		shifted := make([]float64, len(s.clean))
		for i, z := range s.clean {
			shifted[i] = z + 7
		}
		classes := len(s.NicheWidth)
		p, q := s.Clean(s.clean).LogPosterior, s.Clean(shifted).LogPosterior
		for i := 0; i < len(p); i += classes {
			if d := objective.Divergence(p[i:i+classes], q[i:i+classes]); d < 0 || d > 1e-14 {
				return fmt.Sprintf("a divergence of %g", d)
			}
		}
		return ""
	})
}
