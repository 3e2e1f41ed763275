package analysis

import (
	"fmt"
	"math"

	"aeed/analysis/plot"
	"aeed/dynamics"
)

// Under a constant drive δ the law is a one-dimensional map of the weight. The
// logistic law is then the logistic map of growth 1+ηδ: fixed point δ/γ of
// multiplier 1−ηδ, period doubling at ηδ = 2, chaos from 2.57, escape beyond 3.
// The anchored law is the same map with δ+γ in place of δ.
const (
	doublingDrive = 2.0
	chaosDrive    = 2.569945672 // the end of the period-doubling cascade
	escapeDrive   = 3.0
)

// effectiveDrive returns the δ for which the logistic law is the same map as p's
// law under drive; ok is false for a law that is no logistic map.
func effectiveDrive(p dynamics.Parameters, drive float64) (effective float64, ok bool) {
	switch {
	case logistic(p):
		return drive, true
	case anchored(p):
		return drive + p.Gamma, true
	}
	return 0, false
}

// attractingStart returns a weight whose orbit finds the attractor if there is
// one: for a logistic map its critical point, which every attractor attracts
// (Fatou), and for other laws w⁽⁰⁾.
func attractingStart(p dynamics.Parameters, drive float64) float64 {
	if effective, ok := effectiveDrive(p, drive); ok {
		if weight, _ := dynamics.OneStepPeak(p.Eta, p.Gamma, effective); weight > 0 {
			return p.Clip.Apply(weight)
		}
	}
	return p.Clip.Apply(p.InitialWeight)
}

// escaped reports whether a weight is on its way to −∞.
func escaped(weight float64) bool { return !(weight >= 0) || math.IsInf(weight, 1) }

// checkDrive returns an error for a drive that isn't a number.
func checkDrive(drive float64) error {
	if math.IsNaN(drive) || math.IsInf(drive, 0) {
		return &dynamics.ParameterError{Name: "drive", Value: fmt.Sprint(drive), Want: "a finite drive δ (nats)",
			Hint: "at 0.1 the entropy rises by a tenth of a nat each epoch"}
	}
	return nil
}

// checkCount returns an error for a count outside [low, high].
func checkCount(name string, value, low, high int) error {
	if value < low || value > high {
		return &dynamics.ParameterError{Name: name, Value: fmt.Sprint(value), Want: fmt.Sprintf("%d to %d", low, high),
			Hint: "more take longer and show no more"}
	}
	return nil
}

// checkRange returns an error for limits that aren't ascending numbers from least;
// prefix begins their names.
func checkRange(prefix string, low, high, least float64) error {
	if !(least <= low && low < high && !math.IsInf(high, 1)) {
		want := "finite numbers from < to"
		if least >= 0 {
			want = "finite numbers 0 < from < to"
		}
		return &dynamics.ParameterError{Name: prefix + "from", Value: fmt.Sprintf("%v --%sto %v", low, prefix, high), Want: want, Hint: "the range of an axis"}
	}
	return nil
}

// describeMap returns the line of a figure that states the map, but for the
// parameter that has the given name.
func describeMap(p dynamics.Parameters, drive float64, but string) string {
	text := ""
	for _, part := range []struct {
		name, symbol string
		value        float64
	}{{"drive", "δ", drive}, {"eta", "η", p.Eta}, {"gamma", "γ", p.Gamma}} {
		if part.name != but {
			text += fmt.Sprintf("%s = %s,  ", part.symbol, plot.Exact(part.value))
		}
	}
	return text + fmt.Sprintf("%s,  %s law", clipName(p.Clip), p.Law.Name())
}

// clipLevels returns the ends of a clip as lines.
func clipLevels(c dynamics.Clip) []plot.Level {
	if c.IsUnclipped() {
		return nil
	}
	levels := []plot.Level{{Name: "ends of the clip", Weight: c.Low}}
	if !math.IsInf(c.High, 1) {
		levels = append(levels, plot.Level{Weight: c.High})
	}
	return levels
}
