package comparison

import "math"

// A history is what the fitted epochs say of a class.
type history struct {
	logSize float64   // of its size relative to the geometric mean
	entropy []float64 // by epoch, fraction of ln C; NaN where it isn't shown
	pull    []float64 // u_c by epoch; 0 where the loss doesn't use the widths
}

// A belief is what is known of a class after an epoch: a normal distribution of its
// level h and its floor T.
type belief struct {
	level, floor                   float64 // means
	levelVar, covariance, floorVar float64
	logSize                        float64
	known                          bool // whether the class was ever shown
}

// follow filters the history of a class (Kalman) and returns what is believed after
// its last epoch, and the log-likelihood of its entropies after the first one shown.
func (k *constants) follow(h *history) (b belief, logLikelihood float64) {
	noise := k.noise * k.noise * math.Exp(-h.logSize)
	b.logSize = h.logSize
	for t, entropy := range h.entropy {
		shown := !math.IsNaN(entropy)
		if !b.known {
			if shown {
				b = belief{level: entropy, levelVar: noise, floor: k.floor + k.floorBySize*h.logSize,
					floorVar: k.floorSpread * k.floorSpread, logSize: h.logSize, known: true}
			}
			continue
		}
		b.advance(k.classRate(h.logSize, t), k.gain*h.pull[t], k.drift*k.drift)
		if shown {
			logLikelihood += b.learn(entropy, noise)
		}
	}
	return b, logLikelihood
}

// advance moves the belief by an epoch, in which the answer to the weights lowers
// the floor.
func (b *belief) advance(rate, answer, drift float64) {
	keep := 1 - rate
	b.level = keep*b.level + rate*(b.floor-answer)
	b.levelVar = keep*keep*b.levelVar + 2*keep*rate*b.covariance + rate*rate*b.floorVar + drift
	b.covariance = keep*b.covariance + rate*b.floorVar
}

// learn takes a measured entropy and returns its log-likelihood.
func (b *belief) learn(entropy, noise float64) float64 {
	total := b.levelVar + noise
	surprise := entropy - b.level
	toLevel, toFloor := b.levelVar/total, b.covariance/total
	b.level += toLevel * surprise
	b.floor += toFloor * surprise
	b.floorVar -= toFloor * b.covariance
	b.covariance -= toLevel * b.covariance
	b.levelVar -= toLevel * b.levelVar
	return -(math.Log(2*math.Pi*total) + surprise*surprise/total) / 2
}

// draw returns a level and a floor from the belief, given two standard normal
// numbers.
func (b *belief) draw(z1, z2 float64) (level, floor float64) {
	deviation := math.Sqrt(math.Max(b.levelVar, 0))
	level, floor = b.level+deviation*z1, b.floor
	rest := b.floorVar
	if deviation > 0 {
		slope := b.covariance / deviation
		floor += slope * z1
		rest -= slope * slope
	}
	return level, floor + math.Sqrt(math.Max(rest, 0))*z2
}
