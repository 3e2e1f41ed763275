package loop

import (
	"fmt"
	"math"

	"aeed/dynamics"
)

// A Plant is a model of the network: how a class's entropy answers its share of
// the training signal (Hill competition).
type Plant struct {
	Alpha float64 // steepness α > 0 of the answer
	Lag   float64 // λ in (0, 1]: the part of the way to its target that the entropy moves in an epoch
	Delay int     // d ≥ 0 epochs between a weight and its effect; 0 is the paper's timing
}

// DefaultPlant is steep and follows slowly, with the paper's timing.
func DefaultPlant() Plant { return Plant{Alpha: 2, Lag: 0.3, Delay: 0} }

// maxDelay bounds the degree of the characteristic polynomial.
const maxDelay = 1000

// Validate returns a *dynamics.ParameterError for the first constant outside its
// range, or nil.
func (p Plant) Validate() error {
	switch {
	case !(p.Alpha > 0) || math.IsInf(p.Alpha, 1):
		return &dynamics.ParameterError{Name: "alpha", Value: fmt.Sprint(p.Alpha), Want: "a finite steepness α > 0",
			Hint: "1 is mild, 2 is steep"}
	case !(p.Lag > 0 && p.Lag <= 1):
		return &dynamics.ParameterError{Name: "lag", Value: fmt.Sprint(p.Lag), Want: "0 < λ ≤ 1",
			Hint: "1 follows at once, 0.1 closes a tenth of the gap an epoch"}
	case p.Delay < 0 || p.Delay > maxDelay:
		return &dynamics.ParameterError{Name: "delay", Value: fmt.Sprint(p.Delay), Want: fmt.Sprintf("0 to %d epochs", maxDelay),
			Hint: "0 is the paper's timing"}
	}
	return nil
}

// Target returns h(p) = ln C/(1+(p/q)^α) in nats, the entropy of a class that
// holds share p > 0 of the training signal for good; at p = q > 0 it is half
// of ln C.
func (p Plant) Target(classes int, share, reference float64) float64 {
	return dynamics.MaxEntropy(classes) / (1 + math.Pow(share/reference, p.Alpha))
}

// Slope returns |∂h/∂ln p| in nats at that share.
func (p Plant) Slope(classes int, share, reference float64) float64 {
	r := math.Pow(share/reference, p.Alpha)
	if math.IsInf(r, 1) {
		return 0
	}
	return p.Alpha * (r / (1 + r) / (1 + r)) * dynamics.MaxEntropy(classes)
}

// MaxSlope returns α·ln C/4, the largest Slope over all shares.
func (p Plant) MaxSlope(classes int) float64 {
	return p.Alpha / 4 * dynamics.MaxEntropy(classes)
}
