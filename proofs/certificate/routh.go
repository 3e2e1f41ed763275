package certificate

import in "aeed/proofs/interval"

// routh returns enclosures of the coefficients, constant term first, of the
// polynomial
//
//	(1+As)(1+Bs)(1+s)^{d−1} + G(1−s)^{d+1},   A = 2/λ − 1,  B = 2/(1−β) − 1,
//
// or (1+As)(1+Bs) + G(1+s)(1−s) where d = 0: the characteristic polynomial of
// Theorem 6 at z = (1+s)/(1−s), rid of a positive factor. Jury's conditions on z
// are Routh's on s, and here each parameter enters each coefficient
// monotonically, so that the enclosures are as tight as can be.
func routh(b cell, delay int) []in.Interval {
	one := in.Point(1)
	smoothing, answer := inertia(one.Sub(b.beta)), inertia(b.lag)
	growth := []in.Interval{one, smoothing.Add(answer), smoothing.Mul(answer)}
	feedback := []in.Interval{one, in.Point(0), in.Point(-1)}
	for k := range delay {
		if k == 0 {
			feedback = times(times([]in.Interval{one}, in.Point(-1)), in.Point(-1))
			continue
		}
		growth, feedback = times(growth, one), times(feedback, in.Point(-1))
	}
	for k := range growth {
		growth[k] = growth[k].Add(b.gain.Mul(feedback[k]))
	}
	return growth
}

// inertia returns 2/m − 1, which grows with the time 1/m that a share m of the new
// takes to replace the old.
func inertia(share in.Interval) in.Interval {
	return in.Point(2).Div(share).Sub(in.Point(1))
}

// times returns the polynomial p·(1+cs).
func times(p []in.Interval, c in.Interval) []in.Interval {
	product := append([]in.Interval{}, p...)
	product = append(product, in.Point(0))
	for k, a := range p {
		product[k+1] = product[k+1].Add(c.Mul(a))
	}
	return product
}

// positive reports whether Routh's table is proved to have a positive first
// column, as it has exactly if the leading coefficient is positive and all roots
// lie in the left half-plane.
func positive(polynomial []in.Interval) bool {
	var rows [2][]in.Interval
	for k := range polynomial {
		rows[k%2] = append(rows[k%2], polynomial[len(polynomial)-1-k])
	}
	upper, lower := rows[0], rows[1]
	for len(lower) > 0 {
		if !(upper[0].Lo > 0) || !(lower[0].Lo > 0) {
			return false
		}
		quotient := upper[0].Div(lower[0])
		next := append([]in.Interval{}, upper[1:]...)
		for i := range lower[1:] {
			next[i] = next[i].Sub(quotient.Mul(lower[i+1]))
		}
		upper, lower = lower, next
	}
	return upper[0].Lo > 0
}
