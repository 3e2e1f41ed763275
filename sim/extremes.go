package sim

import (
	"math"

	"aeed/dynamics"
)

// extremes are how far the weights of a point go, over all classes and epochs, in
// whatever order they come: a number takes its place only if it compares as
// further out, which NaN never does.
type extremes struct {
	least, most    float64 // weights
	toLow, toHigh  float64 // first epochs after which a weight is at that end of the clip, +Inf before
	lossy, gainful float64 // greatest negative and least non-negative rate ΔH̄−γw of a positive weight
}

func newExtremes(weight float64) extremes {
	return extremes{least: weight, most: weight, toLow: math.Inf(1), toHigh: math.Inf(1), lossy: math.Inf(-1), gainful: math.Inf(1)}
}

// step takes the weight of a class, the rate ΔH̄−γw at which the law moves it, and
// the next weight.
func (e *extremes) step(weight, rate, next float64, clip dynamics.Clip, epoch float64) {
	if weight > 0 {
		if rate < 0 && rate > e.lossy {
			e.lossy = rate
		}
		if rate >= 0 && rate < e.gainful {
			e.gainful = rate
		}
	}
	if next < e.least {
		e.least = next
	}
	if next > e.most {
		e.most = next
	}
	if next <= clip.Low && epoch < e.toLow {
		e.toLow = epoch
	}
	if next >= clip.High && epoch < e.toHigh {
		e.toHigh = epoch
	}
}

// uSlack returns the least 1 − (1+x)e^{−x} over the steps, x = η(ΔH̄−γw): it falls
// as x rises to 0 and rises from there, so that the rates closest to 0 decide. NaN
// if there was no step.
func (e *extremes) uSlack(eta float64) float64 {
	slack := math.Inf(1)
	for _, rate := range [...]float64{e.lossy, e.gainful} {
		if x := eta * rate; !math.IsInf(x, 0) {
			slack = math.Min(slack, 1-float64((1+x)*math.Exp(-x)))
		}
	}
	if math.IsInf(slack, 1) {
		return math.NaN()
	}
	return slack
}

// half is what the weight of one class does in the second half of a run.
type half struct {
	lowest, highest     float64
	rising              float64 // the last change that was not 0
	turns               float64 // number of turning points
	firstTurn, lastTurn float64 // their first and last epoch
}

func newHalf() half {
	return half{lowest: math.Inf(1), highest: math.Inf(-1), firstTurn: math.Inf(1), lastTurn: math.Inf(-1)}
}

// step takes two consecutive weights.
func (h *half) step(weight, next, epoch float64) {
	if next < h.lowest {
		h.lowest = next
	}
	if next > h.highest {
		h.highest = next
	}
	change := next - weight
	if float64(change*h.rising) < 0 {
		if h.turns == 0 {
			h.firstTurn = epoch
		}
		h.turns++
		h.lastTurn = epoch
	}
	if change != 0 {
		h.rising = change
	}
}

// period returns the mean period, epochs.
func (h *half) period() float64 {
	if h.turns < 2 {
		return math.NaN()
	}
	return 2 * (h.lastTurn - h.firstTurn) / (h.turns - 1)
}
