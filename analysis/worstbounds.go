package analysis

import (
	"fmt"
	"math"
	"slices"

	"aeed/analysis/plot"
	"aeed/dynamics"
	"aeed/proofs"
)

// farAway is the factor beyond which a coarse bound or an end of the clip would
// squeeze the other curves of a figure, and is left out.
const farAway = 1000

// envelopeBound returns the bound of Theorem 3 over all entropies, or a note
// that it has no finite value.
func envelopeBound(classes int, p dynamics.Parameters, epochs []int) (plot.Series, string) {
	series := bound("bound over all entropies (Theorem 3)", epochs, func(t int) float64 {
		return dynamics.WorstEnvelope(classes, p, t)
	})
	if len(series.X) == 0 {
		return series, "The bound of Theorem 3 is beyond the range of numbers: it is left out."
	}
	return series, ""
}

// collapseBound returns the bound of Theorem 2′, or a note that it is far above
// the other curves.
func collapseBound(classes int, p dynamics.Parameters, epochs []int, others float64) (plot.Series, string) {
	series := bound("collapse bound C^η/(1/w_0 + ηγt) (Theorem 2′)", epochs, func(t int) float64 {
		return dynamics.CollapseBound(classes, p, t)
	})
	if len(series.X) == 0 || series.Y[0] > farAway*others {
		return plot.Series{}, "The collapse bound of Theorem 2′ is far above every other curve: it is left out."
	}
	return series, ""
}

// bound returns the finite, positive values of a bound over epochs.
func bound(name string, epochs []int, value func(t int) float64) plot.Series {
	series := plot.Series{Name: name}
	for _, t := range epochs {
		if v := value(t); v > 0 && !math.IsInf(v, 1) {
			series.X, series.Y = append(series.X, float64(t)), append(series.Y, v)
		}
	}
	return series
}

// levels returns the horizontal lines of the figure: the ends of the clip and,
// for the anchored law, the W of Theorem 1′; and a note on those left out.
func levels(s proofs.Setting, d plot.WorstEnvelope) (levels []plot.Level, note string) {
	low := lowest(d.Attained, d.Constant, d.Bound, d.Collapse)
	high := highest(d.Attained, d.Constant, d.Bound, d.Collapse)
	if clip := s.Parameters.Clip; !clip.IsUnclipped() {
		for _, end := range []plot.Level{{Name: "lower end of the clip", Weight: clip.Low}, {Name: "upper end of the clip", Weight: clip.High}} {
			switch {
			case math.IsInf(end.Weight, 1):
			case end.Weight > high*farAway || end.Weight < low/farAway:
				note = "An end of the clip that is far from every curve is left out."
			default:
				levels = append(levels, end)
			}
		}
		if len(levels) == 2 {
			levels[0].Name, levels[1].Name = "ends of the clip", ""
		}
	}
	if anchored(s.Parameters) {
		weight, margin := dynamics.AnchoredWeightBound(s.Classes, s.Parameters)
		if margin <= 0 {
			return levels, "η is not below the limit of Theorem 1′ for the anchored law: no bound is drawn."
		}
		levels = append(levels, plot.Level{Name: fmt.Sprintf("bound W = %s (Theorem 1′)", plot.Number(weight)), Weight: weight})
	}
	return levels, note
}

// highest returns the largest value of the series, or +Inf without any.
func highest(series ...plot.Series) float64 {
	values := slices.Concat(values(series)...)
	if len(values) == 0 {
		return math.Inf(1)
	}
	return slices.Max(values)
}

// lowest returns the smallest value of the series, or 0 without any.
func lowest(series ...plot.Series) float64 {
	values := slices.Concat(values(series)...)
	if len(values) == 0 {
		return 0
	}
	return slices.Min(values)
}

func values(series []plot.Series) [][]float64 {
	var all [][]float64
	for _, s := range series {
		all = append(all, s.Y)
	}
	return all
}
