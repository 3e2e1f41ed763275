package proofs

import (
	"fmt"
	"math"

	"aeed/dynamics"
	"aeed/dynamics/loop"
)

func condition(statement string, holds bool) Hypothesis {
	return Hypothesis{Statement: statement, Holds: holds, Margin: Real(math.NaN())}
}

func logisticLaw(s Setting) Hypothesis {
	return condition("the paper's law, logistic", s.Parameters.Law.Name() == dynamics.Logistic{}.Name())
}

func flowDriven(s Setting) Hypothesis {
	return condition("the flow as driving signal", s.Parameters.Driver == dynamics.DriveFlow)
}

func clipSet(s Setting) Hypothesis {
	return condition("a clip", !s.Parameters.Clip.IsUnclipped())
}

func clipHoldsInitialWeight(s Setting) Hypothesis {
	clip, weight := s.Parameters.Clip, s.Parameters.InitialWeight
	return Hypothesis{
		Statement: fmt.Sprintf("w₀ = %.4g within the clip %v", weight, clip),
		Holds:     clip.Contains(weight),
		Margin:    Real(math.Min(weight-clip.Low, clip.High-weight)),
	}
}

// etaBounded is the hypothesis of Theorem 1′, for the law at hand.
func etaBounded(s Setting) Hypothesis {
	limit := s.etaBounded()
	return Hypothesis{
		Statement: fmt.Sprintf("η < %.4g, Theorem 1′", limit),
		Holds:     s.Parameters.Eta < limit,
		Margin:    Real(limit - s.Parameters.Eta),
	}
}

func compactState(s Setting) Hypothesis {
	if clipSet(s).Holds {
		return clipHoldsInitialWeight(s)
	}
	return etaBounded(s)
}

// lawKnown says that Theorem 1′ has been proved for the law.
func lawKnown(s Setting) Hypothesis {
	return condition("the logistic or the anchored law", s.weightBoundKnown())
}

func (s Setting) weightBoundKnown() bool {
	switch s.Parameters.Law.(type) {
	case dynamics.Logistic, dynamics.Anchored:
		return true
	}
	return false
}

// weightBound returns the W of Theorem 1′ for the law at hand.
func (s Setting) weightBound() float64 {
	if _, anchored := s.Parameters.Law.(dynamics.Anchored); anchored {
		bound, _ := dynamics.AnchoredWeightBound(s.Classes, s.Parameters)
		return bound
	}
	bound, _ := dynamics.WeightBound(s.Classes, s.Parameters)
	return bound
}

func (s Setting) etaBounded() float64 {
	if _, anchored := s.Parameters.Law.(dynamics.Anchored); anchored {
		_, margin := dynamics.AnchoredWeightBound(s.Classes, s.Parameters)
		return s.Parameters.Eta / (1 - margin) // margin is 1 − η/limit
	}
	return dynamics.EtaBounded(s.Classes, s.Parameters)
}

func halfFlow(s Setting) Hypothesis {
	limit := dynamics.EtaInvariant(s.flowBound())
	return Hypothesis{
		Statement: fmt.Sprintf("η < 1/(2D̄) = %.4g", limit),
		Holds:     s.Parameters.Eta < limit,
		Margin:    Real(limit - s.Parameters.Eta),
	}
}

func startsInvariant(s Setting) Hypothesis {
	_, limit, _ := dynamics.InvariantInterval(s.Parameters.Eta, s.Parameters.Gamma, s.flowBound())
	return Hypothesis{
		Statement: fmt.Sprintf("w₀ < (1−ηD̄)/(ηγ) = %.4g", limit),
		Holds:     s.Parameters.InitialWeight < limit,
		Margin:    Real(limit - s.Parameters.InitialWeight),
	}
}

func gainBelowCritical(s Setting) Hypothesis {
	gain := s.Parameters.Eta * s.Plant.MaxSlope(s.Classes)
	critical := loop.CriticalGain(s.Plant.Lag, s.Parameters.Beta, s.Plant.Delay).Gain
	return Hypothesis{
		Statement: fmt.Sprintf("the loop's gain η·α·ln C/4 = %.4g < %.4g, critical for λ=%.3g, d=%d, β=%.3g",
			gain, critical, s.Plant.Lag, s.Plant.Delay, s.Parameters.Beta),
		Holds:  gain < critical,
		Margin: Real(critical - gain),
	}
}
