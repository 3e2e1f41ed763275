package objective_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"

	"aeed/train/objective"
)

// settings are the defaults with counts.
func settings(counts ...int) objective.Settings {
	s := objective.DefaultSettings(len(counts))
	s.Counts = counts
	return s
}

func expression(t *testing.T, name string, s objective.Settings) *objective.Expression {
	t.Helper()
	e, err := objective.New(name, s)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Two clips of probabilities 1/8, 2/8, 5/8 and 5/8, 2/8, 1/8: the first of class 2, the
// second a mixture of classes 0 and 1.
var (
	twoLogits  = slices.Concat(rising, falling)
	twoTargets = []float64{0, 0, 1, 0.25, 0.75, 0}
	twoWeights = []float64{2, 0.5}
)

// share returns x[k]/Σ x.
func share(k int, x ...float64) float64 {
	sum := 0.0
	for _, x := range x {
		sum += x
	}
	return x[k] / sum
}

func TestBaselinesByHand(t *testing.T) {
	s := settings(1, 2, 3)
	s.ClassBalancedBeta = 0.5 // w ∝ 1, 2/3, 4/7
	s.LogitAdjustmentTau = 2
	margin := []float64{0.5, 0.5 * math.Pow(0.5, 0.25), 0.5 * math.Pow(1./3, 0.25)}
	w := []float64{3 * 21. / 47, 3 * 14. / 47, 3 * 12. / 47}
	// The numerators of LDAM's softmax; those of the second clip over 2^30.
	first := []float64{1, math.Pow(2, 30), math.Exp(30 * (math.Log(5) - margin[2]))}
	second := []float64{math.Exp(30 * (math.Log(2.5) - 0.25*margin[0])), math.Exp(-22.5 * margin[1]), math.Pow(2, -30)}
	slope := func(p float64) float64 { return 2*(1-p)*p*math.Log(p) - (1-p)*(1-p) } // of −(1 − p)²·ln p along ln p
	for _, c := range []struct {
		name          string
		epoch         int
		first, second float64    // losses
		gradient      [2]float64 // of the first clip's first and last logit
	}{
		{"ce", 0, math.Log(8. / 5), 0.25*math.Log(8./5) + 0.75*math.Log(4), [2]float64{1. / 8, -3. / 8}},
		{"focal", 0, 9. / 64 * math.Log(8./5), 0.25*9./64*math.Log(8./5) + 0.75*36./64*math.Log(4),
			[2]float64{slope(5./8) * -1 / 8, slope(5./8) * 3 / 8}},
		{"class-balanced", 0, w[2] * math.Log(8./5), 0.25*w[0]*math.Log(8./5) + 0.75*w[1]*math.Log(4), [2]float64{w[2] / 8, -w[2] * 3 / 8}},
		{"ldam", 99, -math.Log(share(2, first...)), -0.25*math.Log(share(0, second...)) - 0.75*math.Log(share(1, second...)),
			[2]float64{30 * share(0, first...), 30 * (share(2, first...) - 1)}},
		{"ldam-drw", 79, -math.Log(share(2, first...)), -0.25*math.Log(share(0, second...)) - 0.75*math.Log(share(1, second...)),
			[2]float64{30 * share(0, first...), 30 * (share(2, first...) - 1)}},
		{"ldam-drw", 80, -w[2] * math.Log(share(2, first...)), -0.25*w[0]*math.Log(share(0, second...)) - 0.75*w[1]*math.Log(share(1, second...)),
			[2]float64{w[2] * 30 * share(0, first...), w[2] * 30 * (share(2, first...) - 1)}},
		{"balanced-softmax", 0, math.Log(20. / 15), 0.25*math.Log(12./5) + 0.75*math.Log(12./4), [2]float64{1. / 20, -5. / 20}},
		{"logit-adjustment", 0, math.Log(54. / 45), 0.25*math.Log(22./5) + 0.75*math.Log(22./8), [2]float64{1. / 54, -9. / 54}},
	} {
		l := expression(t, c.name, s).Evaluate(c.epoch, twoLogits, twoTargets, twoWeights)
		for _, v := range []struct {
			name      string
			got, want float64
		}{
			{"loss of clip 0", l.PerClip[0], c.first},
			{"loss of clip 1", l.PerClip[1], c.second},
			{"mean", l.Mean, (2*c.first + 0.5*c.second) / 2},
			{"gradient 0,0", l.Gradient[0], c.gradient[0]},
			{"gradient 0,2", l.Gradient[2], c.gradient[1]},
			{"entropy", l.Entropy[1], math.Log(8) - (2*math.Log(2)+5*math.Log(5))/8},
			{"log posterior", l.LogPosterior[4], math.Log(0.25)},
		} {
			if !near(v.got, v.want, 1e-13) || math.Abs(v.got-v.want) > 1e-8*math.Abs(v.want) {
				t.Errorf("%s, epoch %d: %s: %.17g, want %.17g", c.name, c.epoch, v.name, v.got, v.want)
			}
		}
	}
}

// drawSettings returns random counts and constants for the classes of a step.
func drawSettings(s step) objective.Settings {
	random := rand.New(rand.NewPCG(math.Float64bits(s.clean[0]), 2))
	r := objective.DefaultSettings(len(s.NicheWidth))
	for range s.NicheWidth {
		r.Counts = append(r.Counts, 1+random.IntN(600))
	}
	r.FocalGamma = 3 * random.Float64()
	r.ClassBalancedBeta = random.Float64()
	r.LDAMScale = 1 + 4*random.Float64()
	r.LogitAdjustmentTau = 2 * random.Float64()
	return r
}

// weightsOf returns the niche width of the class of each clip.
func weightsOf(s step) []float64 {
	var weights []float64
	for _, label := range s.Labels {
		weights = append(weights, s.NicheWidth[label])
	}
	return weights
}

func TestBaselineGradients(t *testing.T) {
	for _, name := range objective.Names() {
		forSteps(t, name+"'s gradient is that of the mean", func(s step) string {
			e, err := objective.New(name, drawSettings(s))
			if err != nil {
				return err.Error()
			}
			// Along a random direction, so that every coordinate counts.
			direction := s.mixed
			scale := 1 / floats.Norm(direction, 2)
			along := func(x []float64) float64 {
				logits := slices.Clone(s.clean)
				floats.AddScaled(logits, x[0]*scale, direction)
				return e.Evaluate(80, logits, softTargets(s), weightsOf(s)).Mean
			}
			got := scale * floats.Dot(e.Evaluate(80, s.clean, softTargets(s), weightsOf(s)).Gradient, direction)
			if want := slope(along, []float64{0}, 0); !near(got, want, 1e-8) {
				return fmt.Sprintf("the gradient along a direction is %g, the slope %g", got, want)
			}
			return ""
		})
	}
}

// same tells by how much two losses differ, or nothing.
func same(got, want *objective.Loss, tolerance float64) string {
	for _, c := range []struct {
		name      string
		got, want []float64
	}{
		{"loss", got.PerClip, want.PerClip},
		{"gradient", got.Gradient, want.Gradient},
		{"mean", []float64{got.Mean}, []float64{want.Mean}},
		{"entropy", got.Entropy, want.Entropy},
		{"log posterior", got.LogPosterior, want.LogPosterior},
	} {
		if len(c.got) != len(c.want) {
			return fmt.Sprintf("%d of %s, want %d", len(c.got), c.name, len(c.want))
		}
		for i := range c.got {
			if !near(c.got[i], c.want[i], tolerance) {
				return fmt.Sprintf("%s %d is %g, want %g", c.name, i, c.got[i], c.want[i])
			}
		}
	}
	return ""
}

func TestBaselinesThatAreCrossEntropy(t *testing.T) {
	equal := func(s *objective.Settings) {
		for i := range s.Counts {
			s.Counts[i] = 37
		}
	}
	for _, c := range []struct {
		name, loss string
		change     func(*objective.Settings)
	}{
		{"ce", "ce", func(*objective.Settings) {}},
		{"focal without focus", "focal", func(s *objective.Settings) { s.FocalGamma = 0 }},
		{"balanced softmax of equal counts", "balanced-softmax", equal},
		{"logit adjustment of equal counts", "logit-adjustment", equal},
		{"logit adjustment without τ", "logit-adjustment", func(s *objective.Settings) { s.LogitAdjustmentTau = 0 }},
		{"class-balanced of equal counts", "class-balanced", equal},
		{"class-balanced without β", "class-balanced", func(s *objective.Settings) { s.ClassBalancedBeta = 0 }},
		{"plain LDAM", "ldam", func(s *objective.Settings) { s.LDAMMargin, s.LDAMScale = 0, 1 }},
	} {
		forSteps(t, c.name+" is the cross-entropy", func(s step) string {
			r := drawSettings(s)
			c.change(&r)
			e, err := objective.New(c.loss, r)
			if err != nil {
				return err.Error()
			}
			return same(e.Evaluate(0, s.clean, softTargets(s), weightsOf(s)),
				objective.CrossEntropy(s.clean, softTargets(s), weightsOf(s)), 1e-12)
		})
	}
}

func TestLDAMOfEqualCounts(t *testing.T) {
	forSteps(t, "all classes have the one margin, and no weight", func(s step) string {
		r := drawSettings(s)
		for i := range r.Counts {
			r.Counts[i] = 5
		}
		e, err := objective.New("ldam-drw", r)
		if err != nil {
			return err.Error()
		}
		targets, weights := softTargets(s), weightsOf(s)
		sharp := make([]float64, len(s.clean))
		for i, z := range s.clean {
			sharp[i] = r.LDAMScale * (z - 0.5*targets[i])
		}
		want := objective.CrossEntropy(sharp, targets, weights)
		plain := objective.CrossEntropy(s.clean, targets, weights)
		want.Entropy, want.LogPosterior = plain.Entropy, plain.LogPosterior
		for i := range want.Gradient {
			want.Gradient[i] *= r.LDAMScale
		}
		return same(e.Evaluate(r.DeferredEpoch, s.clean, targets, weights), want, 1e-12)
	})
}

func TestRareClassesWeighMore(t *testing.T) {
	for _, name := range objective.Names()[2:] {
		e := expression(t, name, settings(600, 60, 6))
		l := e.Evaluate(80, make([]float64, 9), objective.OneHot([]int{0, 1, 2}, 3), []float64{1, 1, 1})
		if !(l.PerClip[0] < l.PerClip[1] && l.PerClip[1] < l.PerClip[2]) {
			t.Errorf("%s of 600, 60 and 6 clips: %v", name, l.PerClip)
		}
	}
}

func TestDefaultSettings(t *testing.T) {
	want := "{60 [] 2 0.9999 0.5 30 80 1}"
	if got := fmt.Sprint(objective.DefaultSettings(60)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, c := range []struct {
		loss, want string
		change     func(*objective.Settings)
	}{
		{"seesaw", "no loss \"seesaw\"; hint: the losses are ce, focal, class-balanced, ldam, ldam-drw, balanced-softmax, logit-adjustment", func(*objective.Settings) {}},
		{"ce", "Classes", func(s *objective.Settings) { s.Classes = 1 }},
		{"ldam", "Counts", func(s *objective.Settings) { s.Counts = nil }},
		{"class-balanced", "Counts", func(s *objective.Settings) { s.Counts = s.Counts[:2] }},
		{"balanced-softmax", "Counts[1]", func(s *objective.Settings) { s.Counts[1] = 0 }},
		{"focal", "FocalGamma", func(s *objective.Settings) { s.FocalGamma = -1 }},
		{"focal", "FocalGamma", func(s *objective.Settings) { s.FocalGamma = math.NaN() }},
		{"class-balanced", "ClassBalancedBeta", func(s *objective.Settings) { s.ClassBalancedBeta = 1 }},
		{"class-balanced", "ClassBalancedBeta", func(s *objective.Settings) { s.ClassBalancedBeta = -0.1 }},
		{"ldam", "LDAMMargin", func(s *objective.Settings) { s.LDAMMargin = -1 }},
		{"ldam", "LDAMScale", func(s *objective.Settings) { s.LDAMScale = 0 }},
		{"ldam-drw", "DeferredEpoch", func(s *objective.Settings) { s.DeferredEpoch = -1 }},
		{"logit-adjustment", "LogitAdjustmentTau", func(s *objective.Settings) { s.LogitAdjustmentTau = math.Inf(1) }},
	} {
		s := settings(9, 3, 1)
		c.change(&s)
		if _, err := objective.New(c.loss, s); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "; hint: ") {
			t.Errorf("%s: %v, want what names %q and hints", c.loss, err, c.want)
		}
	}
	for _, name := range []string{"ce", "focal"} {
		if _, err := objective.New(name, objective.DefaultSettings(3)); err != nil {
			t.Errorf("%s without counts: %v", name, err)
		}
	}
}
