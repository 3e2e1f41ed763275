package dynamics

import "math"

// CaptureEpochs returns a number of epochs after which the clipped logistic law
// has come from weight to the lower end of the clip, if every flow stays in
// [−flow, flow] (Theorem 4, capture). ok is false where e^{ηd}−1 ≥ ηγ·low, a
// flow too large for this bound, and where an int can't hold the number.
//
// While the weight is above the clip's lower end, 1/w grows at least as
// x ← e^{−ηd}(x + ηγ), because 1 + y ≤ e^y; the result is when x passes 1/low.
func CaptureEpochs(p Parameters, weight, flow float64) (epochs int, ok bool) {
	from, to := 1/weight, 1/p.Clip.Low
	if from >= to {
		return 0, true
	}
	growth, gain := math.Expm1(p.Eta*flow), p.Eta*p.Gamma
	if gain <= to*growth {
		return 0, false
	}
	// The increments of x shrink to the last one, (ηγ − (e^{ηd}−1)/low)e^{−ηd}.
	// Where they all but equal it, dividing by it loses nothing and the
	// logarithm of the exact solution would be one of 1 + 0.
	count := (to - from) / (gain - to*growth) * (1 + growth)
	if to*growth >= 1e-9*gain {
		count = math.Log1p((to-from)/(gain/growth-to)) / (p.Eta * flow)
	}
	if !(count < math.MaxInt) {
		return 0, false
	}
	return int(math.Ceil(count)), true
}

// DeadZone returns γ·low: at the lower end of the clip a weight stays there for
// every flow below it (Theorem 4).
func DeadZone(p Parameters) float64 { return p.Gamma * p.Clip.Low }

// ClippedLimit returns low·e^{ηω}, the bound of limsup w under the clip when the
// entropy ends up moving by no more than swing = limsup H − liminf H (nats), for
// any η > 0 (Theorem 4).
func ClippedLimit(p Parameters, swing float64) float64 {
	return p.Clip.Low * math.Exp(p.Eta*swing)
}
