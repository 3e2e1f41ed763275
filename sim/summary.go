package sim

import (
	"math"

	"aeed/dynamics"
)

// A Summary is what a run comes to, over all classes.
type Summary struct {
	FinalMin, FinalMean, FinalMax float64 // niche widths after the last epoch; classes that are never seen count
	WeightMin, WeightMax          float64 // over all epochs, w⁽⁰⁾ included
	// EpochsToLow and EpochsToHigh are the fewest epochs after which a class is at
	// that end of the clip, counted from the first epoch that moves weights; −1 if
	// none ever is.
	EpochsToLow, EpochsToHigh int
	Overshoot                 float64 // WeightMax/w⁽⁰⁾ − 1
	// Amplitude is half of the range that a class's weight covers in the second
	// half of the run, for the class that covers most, and Period that class's
	// mean period in epochs: NaN with fewer than two turning points.
	Amplitude, Period float64
	TailHead          float64 // final weight of the smallest seen class over that of the largest
	// USlack is the least relative margin 1 − U₊e^{ηγw}/U by which the telescoping
	// coordinate falls (Theorem 2′), while weights are positive; NaN for other
	// laws and drivers, and before weights move.
	USlack  float64
	Applies Theorems
}

// Theorems is a set of the corrected theorems whose hypotheses hold at a point.
type Theorems uint8

// The theorems, in the order of their numbers.
const (
	Boundedness  Theorems = 1 << iota // 1′
	Collapse                          // 2′, without a clip
	TotalGain                         // 3, without a clip
	Capture                           // 4, with one
	InputToState                      // 5
	ClosedLoop                        // 6, of the Hill plant, linearised
)

// theoremsAt returns the theorems that apply to a scenario under p.
func theoremsAt(s *Scenario, p *dynamics.Parameters) Theorems {
	var t Theorems
	_, logistic := p.Law.(dynamics.Logistic)
	_, anchored := p.Law.(dynamics.Anchored)
	byFlow := p.Driver == dynamics.DriveFlow
	classes, flowBound := s.Classes(), dynamics.FlowBound(s.Classes(), p.Beta)
	if anchored && byFlow {
		if _, margin := dynamics.AnchoredWeightBound(classes, *p); margin > 0 {
			t |= Boundedness
		}
	}
	if !logistic {
		return t
	}
	if _, limit, ok := dynamics.InvariantInterval(p.Eta, p.Gamma, flowBound); ok && p.InitialWeight < limit {
		t |= InputToState
	}
	if !byFlow {
		return t
	}
	unclipped := p.Clip.IsUnclipped()
	if _, margin := dynamics.WeightBound(classes, *p); margin > 0 {
		t |= Boundedness
		if unclipped {
			t |= Collapse | TotalGain
		}
	}
	if !unclipped && p.Clip.Contains(p.InitialWeight) {
		t |= Capture
	}
	if hill, ok := s.Source.(Hill); ok && hill.criticalEta(classes, p.Beta) > p.Eta {
		t |= ClosedLoop
	}
	return t
}

// newSummary returns the summary of no classes.
func newSummary() Summary {
	return Summary{FinalMin: math.Inf(1), FinalMax: math.Inf(-1), Period: math.NaN()}
}

// addClass adds the final weight of a class and what it did in the second half.
// The classes of a point are added in order.
func (s *Summary) addClass(final float64, h half) {
	s.FinalMin, s.FinalMax = min(s.FinalMin, final), max(s.FinalMax, final)
	s.FinalMean += final
	if amplitude := (h.highest - h.lowest) / 2; amplitude > s.Amplitude {
		s.Amplitude, s.Period = amplitude, h.period()
	}
}

// finish completes the summary of a point; head and tail are the final weights of
// the largest and of the smallest seen class.
func (s *Summary) finish(scenario *Scenario, p *dynamics.Parameters, e extremes, head, tail float64) {
	s.FinalMean /= float64(scenario.Classes())
	s.WeightMin, s.WeightMax = e.least, e.most
	s.EpochsToLow, s.EpochsToHigh = epochsTo(e.toLow), epochsTo(e.toHigh)
	s.Overshoot = s.WeightMax/p.InitialWeight - 1
	s.TailHead = tail / head
	s.USlack = math.NaN()
	if _, logistic := p.Law.(dynamics.Logistic); logistic && p.Driver == dynamics.DriveFlow {
		s.USlack = e.uSlack(p.Eta)
	}
	s.Applies = theoremsAt(scenario, p)
}

func epochsTo(epoch float64) int {
	if math.IsInf(epoch, 1) {
		return -1
	}
	return int(epoch)
}

// ends returns the largest and the smallest class that is seen; both 0 if none
// is.
func ends(sizes []int) (head, tail int) {
	for c, n := range sizes {
		if n > sizes[head] {
			head = c
		}
		if n > 0 && (sizes[tail] == 0 || n <= sizes[tail]) {
			tail = c
		}
	}
	return head, tail
}
