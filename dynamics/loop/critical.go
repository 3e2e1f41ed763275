package loop

import (
	"math"
	"math/cmplx"
)

// A Crossing is where, as the gain grows from 0, the first roots reach the unit
// circle at e^{±iθ}.
type Crossing struct {
	Gain  float64 // G_crit
	Angle float64 // θ in (0, π] radians an epoch: π is a flip, below it a Neimark–Sacker bifurcation
}

// Period returns 2π/θ, the period (epochs) of the oscillation born there.
func (c Crossing) Period() float64 { return 2 * math.Pi / c.Angle }

// CriticalGain returns the crossing of a mode with lag λ in (0, 1], smoothing β
// in [0, 1) and delay d ≥ 0 (Theorem 6). The mode is stable exactly if its gain
// lies in [0, Gain). Special cases:
//
//	d = 0: (2−λ)(1+β)/(λ(1−β)), always a flip;
//	d = 1: 1/λ + β/(1−β), at cos θ = (1−λ+β)/2;
//	any d: at least 1, the small-gain bound, sharp as d → ∞.
func CriticalGain(lag, beta float64, delay int) Crossing {
	// z − (1−m) on the circle is m − 2sin²(θ/2) + i·sin θ, which keeps the digits
	// of a small m = λ or 1−β that z − a and z − β would round away.
	from := func(m, theta float64) complex128 {
		sine := math.Sin(theta / 2)
		return complex(m-2*sine*sine, math.Sin(theta))
	}
	// There the feedback λ(1−β)G equals −(z−a)(z−β)z^{d−1}, so the phase of the
	// product is π mod 2π. Its phase and modulus both grow with θ, so the least
	// gain belongs to the first θ of phase π.
	phase := func(theta float64) float64 {
		return cmplx.Phase(from(lag, theta)) + cmplx.Phase(from(1-beta, theta)) + float64(delay-1)*theta
	}
	angle := math.Pi
	if delay > 0 {
		low, high := 0.0, math.Pi
		for {
			middle := low + (high-low)/2
			if middle <= low || middle >= high {
				break
			}
			if phase(middle) < math.Pi {
				low = middle
			} else {
				high = middle
			}
		}
		angle = high
	}
	modulus := cmplx.Abs(from(lag, angle)) * cmplx.Abs(from(1-beta, angle))
	return Crossing{Gain: modulus / lag / (1 - beta), Angle: angle}
}

// CriticalEta returns the adaptation rate at which the steepest possible mode of
// the plant over the given number of classes reaches its critical gain:
// G_crit/(α·ln C/4). Below it every equilibrium of the linearised loop is
// stable.
func CriticalEta(p Plant, classes int, beta float64) float64 {
	return CriticalGain(p.Lag, beta, p.Delay).Gain / p.MaxSlope(classes)
}
