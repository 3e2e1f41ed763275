package monitor

import (
	"math"

	"aeed/dynamics"
)

// Each of these returns "" or the hypothesis that fails.

func hasLaw(p *dynamics.Parameters) string {
	if p.Law == nil {
		return "a built-in law, or your own passed to New"
	}
	return ""
}

// isPaper says that the theorems about the logistic law under the flow apply.
func isPaper(p *dynamics.Parameters) string {
	if _, logistic := p.Law.(dynamics.Logistic); !logistic {
		return "the paper's law, logistic"
	}
	return hasFlow(p)
}

func hasFlow(p *dynamics.Parameters) string {
	if p.Driver != dynamics.DriveFlow {
		return "the flow as driving signal"
	}
	return ""
}

func hasClip(p *dynamics.Parameters) string {
	if p.Clip.IsUnclipped() {
		return "a clip"
	}
	return ""
}

func hasNoClip(p *dynamics.Parameters) string {
	if !p.Clip.IsUnclipped() {
		return "no clip"
	}
	return ""
}

func startsInClip(p *dynamics.Parameters) string {
	if !p.Clip.Contains(p.InitialWeight) {
		return "an initial weight within the clip"
	}
	return ""
}

// staysPositive says that Theorem 1′ keeps every weight positive, before the
// clip too, if the initial weight lies in the clip.
func staysPositive(classes int) func(*dynamics.Parameters) string {
	return func(p *dynamics.Parameters) string {
		positive := false
		switch p.Law.(type) {
		case dynamics.Logistic:
			positive = logisticPositive(classes, p)
		case dynamics.Anchored:
			positive = anchoredPositive(classes, p)
		default:
			return "the logistic or the anchored law"
		}
		if !positive {
			return "η below the bound of Theorem 1′"
		}
		return ""
	}
}

// logisticPositive: the W of Theorem 1′ bounds a clipped run that starts in its
// clip, too. (0, W] is invariant and holds the lower end; by Theorem 4 that end
// adds nothing to the total gain. So W or the upper end is the highest weight.
func logisticPositive(classes int, p *dynamics.Parameters) bool {
	bound, _ := dynamics.WeightBound(classes, *p)
	return p.Eta < dynamics.EtaPositive(dynamics.FlowBound(classes, p.Beta), p.Gamma, math.Min(p.Clip.High, bound))
}

// anchoredPositive: (0, W] is invariant under the anchored law, or one step from
// (0, high] keeps the sign.
func anchoredPositive(classes int, p *dynamics.Parameters) bool {
	flowBound := dynamics.FlowBound(classes, p.Beta)
	_, margin := dynamics.AnchoredWeightBound(classes, *p)
	return margin > 0 || p.Eta*(flowBound+p.Gamma*(p.Clip.High-1)) < 1
}
