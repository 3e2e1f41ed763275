package objective

import (
	"fmt"
	"strings"
)

// Settings are what the baseline losses take. A loss uses only some of them; all of
// them must be in their ranges.
type Settings struct {
	Classes int   // C ≥ 2
	Counts  []int // n_c ≥ 1, the training clips of each class; nil is enough for "ce" and "focal"

	FocalGamma         float64 // γ ≥ 0: the higher, the less do clips count that are right
	ClassBalancedBeta  float64 // β in [0, 1): the higher, the more do rare classes weigh
	LDAMMargin         float64 // ≥ 0: the margin of the rarest class
	LDAMScale          float64 // s > 0: the sharpness of the softmax
	DeferredEpoch      int     // of "ldam-drw": the first epoch with weights, counted from 0
	LogitAdjustmentTau float64 // τ ≥ 0: the share of the prior that is taken out of the logits
}

// DefaultSettings returns the published constants: γ = 2, β = 0.9999, a margin of 0.5
// and a scale of 30, weights from epoch 80 (of 100) on, τ = 1. Counts are nil.
func DefaultSettings(classes int) Settings {
	return Settings{
		Classes:            classes,
		FocalGamma:         2,
		ClassBalancedBeta:  0.9999,
		LDAMMargin:         0.5,
		LDAMScale:          30,
		DeferredEpoch:      80,
		LogitAdjustmentTau: 1,
	}
}

// A baseline is a loss by name.
type baseline struct {
	name   string
	counts bool // whether it needs them
	phases func(Settings) []phase
}

// baselines are in the order of their appearance in the literature.
var baselines = []baseline{
	{"ce", false, func(s Settings) []phase { return always(crossEntropy(nil)) }},
	{"focal", false, func(s Settings) []phase { return always(focal(s)) }},
	{"class-balanced", true, func(s Settings) []phase { return always(crossEntropy(s.balancedWeights())) }},
	{"ldam", true, func(s Settings) []phase { return always(ldam(s, nil)) }},
	{"ldam-drw", true, func(s Settings) []phase {
		return append(always(ldam(s, nil)), phase{s.DeferredEpoch, ldam(s, s.balancedWeights())})
	}},
	{"balanced-softmax", true, func(s Settings) []phase { return always(shifted(s.logCounts())) }},
	{"logit-adjustment", true, func(s Settings) []phase { return always(shifted(s.logPriors())) }},
}

// always is the loss of all epochs.
func always(b Build) []phase { return []phase{{0, b}} }

// Names returns the names of the baseline losses.
func Names() []string {
	var names []string
	for _, b := range baselines {
		names = append(names, b.name)
	}
	return names
}

// New returns a baseline loss of y_k ≥ 0, the targets, and p = softmax(z), of logits z:
//
//	ce                −Σ y_k ln p_k
//	focal             −Σ y_k (1 − p_k)^γ ln p_k                            Lin et al. 2017
//	class-balanced    −Σ y_k w_k ln p_k, w_k ∝ (1 − β)/(1 − β^n_k), Σ w = C  Cui et al. 2019
//	ldam              ce of s·(z_k − y_k·m_k), m_k = margin·(n_min/n_k)^¼   Cao et al. 2019
//	ldam-drw          ldam; from an epoch on with the weights w_k
//	balanced-softmax  ce of z_k + ln n_k                                   Ren et al. 2020
//	logit-adjustment  ce of z_k + τ ln π_k, π_k = n_k/Σ n                   Menon et al. 2021
//
// LDAM has plain logits, those of a linear classifier, for its authors' cosines. Of a
// mixture of labels each class has the share of its margin that is its target. All of
// them predict by the plain logits. An unknown name, and settings out of their ranges,
// are errors.
func New(name string, s Settings) (*Expression, error) {
	for _, b := range baselines {
		if b.name != name {
			continue
		}
		if err := s.check(b); err != nil {
			return nil, err
		}
		return newExpression(s.Classes, b.phases(s)...)
	}
	return nil, fmt.Errorf("objective: there is no loss %q; hint: the losses are %s", name, strings.Join(Names(), ", "))
}

// check returns nil if the loss can be made of s, or an error that names the field.
func (s Settings) check(b baseline) error {
	problem := func(field string, value any, want, hint string) error {
		return fmt.Errorf("objective: %s of %q is %v, want %s; hint: %s", field, b.name, value, want, hint)
	}
	switch {
	case s.Classes < 2:
		return problem("Classes", s.Classes, "at least 2", "a network has a logit for each class")
	case b.counts && len(s.Counts) != s.Classes:
		return problem("Counts", fmt.Sprintf("of %d classes", len(s.Counts)), fmt.Sprintf("one for each of the %d classes", s.Classes),
			"this loss depends on how many training clips a class has")
	case !within(s.FocalGamma, 0, 100):
		return problem("FocalGamma", s.FocalGamma, "0 to 100", "2 is the published one")
	case !(s.ClassBalancedBeta >= 0 && s.ClassBalancedBeta < 1):
		return problem("ClassBalancedBeta", s.ClassBalancedBeta, "from 0 to below 1", "0.9999 is the published one")
	case !within(s.LDAMMargin, 0, 1e6):
		return problem("LDAMMargin", s.LDAMMargin, "0 to 1e6", "0.5 is the published one")
	case !(s.LDAMScale > 0 && s.LDAMScale <= 1e6):
		return problem("LDAMScale", s.LDAMScale, "above 0, to 1e6", "30 is the published one")
	case s.DeferredEpoch < 0:
		return problem("DeferredEpoch", s.DeferredEpoch, "at least 0", "80 of 100 epochs is usual")
	case !within(s.LogitAdjustmentTau, 0, 100):
		return problem("LogitAdjustmentTau", s.LogitAdjustmentTau, "0 to 100", "1 is the published one")
	}
	if b.counts {
		for class, n := range s.Counts {
			if n < 1 {
				return problem(fmt.Sprintf("Counts[%d]", class), n, "at least 1", "leave classes without training clips out")
			}
		}
	}
	return nil
}

// within tells whether x is a number from low to high.
func within(x, low, high float64) bool { return x >= low && x <= high }
