package plot

import "math"

// A span is the range of some values.
type span struct{ low, high float64 }

func noRange() span { return span{math.Inf(1), math.Inf(-1)} }

// include widens the span to hold all finite values.
func (r *span) include(values ...float64) {
	for _, v := range values {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			r.low, r.high = math.Min(r.low, v), math.Max(r.high, v)
		}
	}
}

// widened returns the span with room, a part of it, at either end; a single value,
// up to rounding, has some room around it.
func (r span) widened(room float64) (low, high float64) {
	if r.high-r.low <= 1e-9*math.Max(math.Abs(r.low), math.Abs(r.high)) {
		margin := math.Max(math.Abs(r.low)/2, 1e-3)
		return r.low - margin, r.high + margin
	}
	margin := room * (r.high - r.low)
	return r.low - margin, r.high + margin
}
