package dynamics

import "fmt"

// A Law moves one niche width by one epoch, before the clip. It must be a pure
// function. Any type with these two methods can drive a Controller, be
// simulated and be property-tested.
type Law interface {
	// Name is the word for the law in configurations and trajectories.
	Name() string
	// Next returns w⁽ᵗ⁺¹⁾ before the clip from w⁽ᵗ⁾ = weight, the driving
	// signal of epoch t (nats), η and γ.
	Next(weight, drive, eta, gamma float64) float64
}

// A SmoothLaw also knows its derivatives and fixed points: what state-space
// analysis needs.
type SmoothLaw interface {
	Law
	// Slopes returns ∂Next/∂weight and ∂Next/∂drive.
	Slopes(weight, drive, eta, gamma float64) (byWeight, byDrive float64)
	// FixedPoints returns every weight that Next leaves where it is under a
	// constant drive, in ascending order.
	FixedPoints(drive, gamma float64) []float64
}

// Logistic is the paper's law, Eq. 4: w ← w + ηw(ΔH̄ − γw).
type Logistic struct{}

// Name returns "logistic".
func (Logistic) Name() string { return "logistic" }

// Next evaluates Eq. 4 in the order in which it is printed, each product
// rounded (no fused multiply-add), so that every platform returns the same
// bits.
func (Logistic) Next(weight, drive, eta, gamma float64) float64 {
	rate := drive - float64(gamma*weight)
	return weight + float64(float64(eta*weight)*rate)
}

// Slopes returns 1 + η(D − 2γw) and ηw.
func (Logistic) Slopes(weight, drive, eta, gamma float64) (byWeight, byDrive float64) {
	return 1 + eta*(drive-2*gamma*weight), eta * weight
}

// FixedPoints returns 0 and drive/γ.
func (Logistic) FixedPoints(drive, gamma float64) []float64 {
	return ascending(0, drive/gamma)
}

// Anchored is the remedy for the collapse of the common scale under Eq. 4:
// w ← w + ηw(D − γ(w − 1)), which rests at w = 1, not at 0, when the entropies
// settle, and returns there with the factor 1 − ηγ an epoch.
type Anchored struct{}

// Name returns "anchored".
func (Anchored) Name() string { return "anchored" }

// Next returns w + ηw(D − γ(w − 1)), each product rounded.
func (Anchored) Next(weight, drive, eta, gamma float64) float64 {
	rate := drive - float64(gamma*(weight-1))
	return weight + float64(float64(eta*weight)*rate)
}

// Slopes returns 1 + η(D − γ(2w − 1)) and ηw.
func (Anchored) Slopes(weight, drive, eta, gamma float64) (byWeight, byDrive float64) {
	return 1 + eta*(drive-gamma*(2*weight-1)), eta * weight
}

// FixedPoints returns 0 and 1 + drive/γ.
func (Anchored) FixedPoints(drive, gamma float64) []float64 {
	return ascending(0, 1+drive/gamma)
}

// LawByName returns the law that a configuration or a trajectory names.
func LawByName(name string) (Law, error) {
	for _, law := range []Law{Logistic{}, Anchored{}} {
		if law.Name() == name {
			return law, nil
		}
	}
	return nil, &ParameterError{"law", fmt.Sprintf("%q", name), `"logistic" or "anchored"`, "the paper's is logistic"}
}

// Step moves one niche width from epoch t to t+1 under p: raw is the law's
// value, next the clipped one. drive is the signal of epoch t in nats.
func Step(p *Parameters, weight, drive float64) (raw, next float64) {
	raw = p.Law.Next(weight, drive, p.Eta, p.Gamma)
	return raw, p.Clip.Apply(raw)
}

func ascending(a, b float64) []float64 {
	switch {
	case a < b:
		return []float64{a, b}
	case a > b:
		return []float64{b, a}
	default:
		return []float64{a}
	}
}
