package proofs

import (
	"math"
	"slices"

	"aeed/dynamics"
)

// simplerSequences returns shorter sequences, of at least minimum values, then
// sequences of the same length with values moved to −1, 0 or 1.
func simplerSequences(values []float64, minimum int) [][]float64 {
	var simpler [][]float64
	n := len(values)
	for stretch := n / 2; stretch >= 1; stretch /= 2 {
		if n-stretch < minimum {
			continue
		}
		for from := 0; from < n; from += stretch {
			to := min(from+stretch, n)
			if n-(to-from) < minimum {
				continue
			}
			simpler = append(simpler, slices.Concat(values[:from], values[to:]))
		}
	}
	// Of its length, a constant history at an end of the range is the simplest,
	// then the one that alternates between 0 and 1, then one of such values.
	constant, alternating, rounded := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, value := range values {
		constant[i], alternating[i], rounded[i] = math.Round(values[0]), float64(i%2), math.Round(value)
	}
	for _, pattern := range [][]float64{constant, alternating, rounded} {
		if slices.Equal(values, pattern) {
			return simpler
		}
		simpler = append(simpler, pattern)
	}
	const few = 32 // single values matter only in short sequences
	for i := 0; i < n && n <= few; i++ {
		for _, value := range simplerNumbers(values[i], math.Round(values[i])) {
			changed := slices.Clone(values)
			changed[i] = value
			simpler = append(simpler, changed)
		}
	}
	return simpler
}

// simplerParameters returns p with one parameter moved to the paper's value or
// rounded to fewer digits.
func simplerParameters(p dynamics.Parameters) []dynamics.Parameters {
	var simpler []dynamics.Parameters
	paper := dynamics.DefaultParameters()
	vary := func(field func(*dynamics.Parameters) *float64) {
		for _, value := range simplerNumbers(*field(&p), *field(&paper)) {
			s := p
			*field(&s) = value
			if s.Beta >= 0 && s.Beta < 1 && s.Eta > 0 && s.Gamma > 0 {
				simpler = append(simpler, s)
			}
		}
	}
	vary(func(p *dynamics.Parameters) *float64 { return &p.InitialWeight })
	vary(func(p *dynamics.Parameters) *float64 { return &p.Gamma })
	vary(func(p *dynamics.Parameters) *float64 { return &p.Beta })
	vary(func(p *dynamics.Parameters) *float64 { return &p.Eta })
	if !p.Clip.IsUnclipped() && p.Clip != paper.Clip {
		s := p
		s.Clip = paper.Clip
		simpler = append(simpler, s)
	}
	return simpler
}

// simplerNumbers returns target, the point halfway to it and x itself, both
// rounded to few significant digits: those that differ from x. Nothing is
// simpler than target.
func simplerNumbers(x, target float64) []float64 {
	if x == target {
		return nil
	}
	simpler := []float64{target}
	for _, r := range []float64{roundSignificant((x+target)/2, 1), roundSignificant(x, 1), roundSignificant(x, 2)} {
		if r != x && r != target && math.Abs(r-target) <= 2*math.Abs(x-target) {
			simpler = append(simpler, r)
		}
	}
	return simpler
}

func roundSignificant(x float64, digits int) float64 {
	if x == 0 || math.IsInf(x, 0) || math.IsNaN(x) {
		return x
	}
	scale := math.Pow(10, float64(digits-1)-math.Floor(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}
