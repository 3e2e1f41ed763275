package analysis

import (
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// SafeRegion returns the series of the safe-region figure: for γ from 0.005 to
// 0.3, and further to hold the setting's, the η below which Theorem 1′ holds,
// one step keeps weights positive within the clip, and one step keeps their
// order; the naive condition; and the paper's Table 6.
func SafeRegion(s proofs.Setting) plot.SafeRegion {
	p := s.Parameters
	d := plot.SafeRegion{
		Heading: plot.Heading{Title: "Safe region: what is proved for which η and γ", Setting: describe(s)},
		Gamma:   logarithmic(math.Min(0.005, p.Gamma/2), math.Max(0.3, 3*p.Gamma), 161),
		Eta0:    p.Eta,
		Gamma0:  p.Gamma,
	}
	d.Notes = driverNote(p)
	for _, row := range table6 {
		d.Measured = append(d.Measured, plot.Measured{Eta: row.eta, Gamma: row.gamma, Accuracy: row.accuracy})
	}
	along := func(name string, eta func(p dynamics.Parameters) float64) plot.Limit {
		limit := plot.Limit{Name: name}
		for _, gamma := range d.Gamma {
			q := p
			q.Gamma = gamma
			limit.Eta = append(limit.Eta, eta(q))
		}
		return limit
	}
	if etaBounded := boundednessLimit(s); etaBounded != nil {
		d.Proved = append(d.Proved, along("0 < w ≤ W for ever, without a clip (Theorem 1′)", etaBounded))
	} else {
		d.Notes = append(d.Notes, "Theorem 1′ is proved for the logistic and the anchored law alone.")
	}
	high, flowBound := p.Clip.High, dynamics.FlowBound(s.Classes, p.Beta)
	switch {
	case !logistic(p):
		d.Notes = append(d.Notes, "The conditions on one step within the clip, and the naive one, are about the logistic law: they are left out.")
	case p.Clip.IsUnclipped():
		d.Notes = append(d.Notes, "Without a clip there are no conditions on one step within it, and no naive one.")
	case math.IsInf(high, 1):
		d.Notes = append(d.Notes, "Under a clip without an upper end no η keeps one step positive from every weight: those conditions are left out.")
	default:
		d.Proved = append(d.Proved,
			along("one step from the clip stays positive: η < 1/(D̄+γ·high)", func(q dynamics.Parameters) float64 {
				return dynamics.EtaPositive(flowBound, q.Gamma, high)
			}),
			along("one step keeps the order of weights: η ≤ 1/(D̄+2γ·high)", func(q dynamics.Parameters) float64 {
				return dynamics.EtaMonotone(flowBound, q.Gamma, high)
			}))
		d.Naive = along("naive condition: η < 1/(ln C+γ·high)", func(q dynamics.Parameters) float64 {
			return dynamics.EtaNaive(s.Classes, q.Gamma, high)
		})
	}
	return d
}

// boundednessLimit returns the η below which Theorem 1′ holds for the setting's
// law as a function of the parameters, or nil for a law without a proof.
func boundednessLimit(s proofs.Setting) func(dynamics.Parameters) float64 {
	switch {
	case logistic(s.Parameters):
		return func(p dynamics.Parameters) float64 { return dynamics.EtaBounded(s.Classes, p) }
	case anchored(s.Parameters):
		return func(p dynamics.Parameters) float64 {
			_, margin := dynamics.AnchoredWeightBound(s.Classes, p)
			return p.Eta / (1 - margin) // the margin is 1 − η/limit
		}
	}
	return nil
}

// logarithmic returns n > 1 numbers from low > 0 to high, equally spaced in
// their logarithms.
func logarithmic(low, high float64, n int) []float64 {
	numbers := make([]float64, n)
	for i := range numbers {
		numbers[i] = low * math.Pow(high/low, float64(i)/float64(n-1))
	}
	return numbers
}
