package objective

import (
	"math"
	"slices"

	"gorgonia.org/gorgonia"
)

// crossEntropy is −Σ y_k w_k ln p_k; nil weights are 1.
func crossEntropy(weights []float64) Build {
	return func(_ *gorgonia.ExprGraph, logits, targets *gorgonia.Node) (*gorgonia.Node, error) {
		if weights != nil {
			targets = gorgonia.Must(gorgonia.HadamardProd(targets, EachRow(logits, weights)))
		}
		logP := gorgonia.Must(gorgonia.LogSoftMax(logits, 1))
		return gorgonia.Neg(gorgonia.Must(gorgonia.Sum(gorgonia.Must(gorgonia.HadamardProd(targets, logP)), 1)))
	}
}

// focal is the cross-entropy with the weights (1 − p_k)^γ, which are differentiated.
// The smallest normal number keeps their slope finite where p_k is 1.
func focal(s Settings) Build {
	return func(_ *gorgonia.ExprGraph, logits, targets *gorgonia.Node) (*gorgonia.Node, error) {
		each := func(x float64) *gorgonia.Node {
			return EachRow(logits, slices.Repeat([]float64{x}, s.Classes))
		}
		logP := gorgonia.Must(gorgonia.LogSoftMax(logits, 1))
		rest := gorgonia.Must(gorgonia.Sub(each(0x1p-1022), gorgonia.Must(gorgonia.Expm1(logP))))
		weights := gorgonia.Must(gorgonia.Pow(rest, each(s.FocalGamma)))
		weighted := gorgonia.Must(gorgonia.HadamardProd(targets, weights))
		return gorgonia.Neg(gorgonia.Must(gorgonia.Sum(gorgonia.Must(gorgonia.HadamardProd(weighted, logP)), 1)))
	}
}

// ldam is the weighted cross-entropy of scaled logits that are less by the margins of
// their targets.
func ldam(s Settings, weights []float64) Build {
	rarest := float64(slices.Min(s.Counts))
	margins := s.ofCounts(func(n float64) float64 { return s.LDAMMargin * math.Pow(rarest/n, 0.25) })
	scale := slices.Repeat([]float64{s.LDAMScale}, s.Classes)
	return func(g *gorgonia.ExprGraph, logits, targets *gorgonia.Node) (*gorgonia.Node, error) {
		margin := gorgonia.Must(gorgonia.HadamardProd(targets, EachRow(logits, margins)))
		less := gorgonia.Must(gorgonia.Sub(logits, margin))
		return crossEntropy(weights)(g, gorgonia.Must(gorgonia.HadamardProd(less, EachRow(logits, scale))), targets)
	}
}

// shifted is the cross-entropy of logits to which a number of their class is added.
func shifted(by []float64) Build {
	return func(g *gorgonia.ExprGraph, logits, targets *gorgonia.Node) (*gorgonia.Node, error) {
		return crossEntropy(nil)(g, gorgonia.Must(gorgonia.Add(logits, EachRow(logits, by))), targets)
	}
}

// balancedWeights returns w_c = (1 − β)/(1 − β^n_c), times what makes their sum C: one
// over the effective number of clips of a class, 1 of them if β is 0, n_c as it nears 1.
func (s Settings) balancedWeights() []float64 {
	logBeta, sum := math.Log(s.ClassBalancedBeta), 0.0
	weights := s.ofCounts(func(n float64) float64 { return (1 - s.ClassBalancedBeta) / -math.Expm1(n*logBeta) })
	for _, w := range weights {
		sum += w
	}
	for c := range weights {
		weights[c] *= float64(s.Classes) / sum
	}
	return weights
}

// logCounts returns ln n_c.
func (s Settings) logCounts() []float64 { return s.ofCounts(math.Log) }

// logPriors returns τ·ln π_c, where π_c is the share of a class in all training clips.
func (s Settings) logPriors() []float64 {
	total := 0.0
	for _, n := range s.Counts {
		total += float64(n)
	}
	return s.ofCounts(func(n float64) float64 { return s.LogitAdjustmentTau * math.Log(n/total) })
}

// ofCounts returns f(n_c) of each class.
func (s Settings) ofCounts(f func(float64) float64) []float64 {
	values := make([]float64, len(s.Counts))
	for c, n := range s.Counts {
		values[c] = f(float64(n))
	}
	return values
}
