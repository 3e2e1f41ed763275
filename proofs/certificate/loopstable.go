package certificate

import (
	"errors"
	"fmt"
	"strconv"

	"aeed/dynamics/loop"
	"aeed/proofs/certificate/checker"
	in "aeed/proofs/interval"
)

// A Region is a box of linearised closed loops (Theorem 6), its ends decimals.
type Region struct {
	Delay int       // d, epochs
	Gain  [2]string // G = ημ ≥ 0
	Beta  [2]string // smoothing β, 0 ≤ β < 1
	Lag   [2]string // share λ of the answer of a class in its first epoch, 0 < λ ≤ 1
}

// LoopStable returns a certificate that every loop in the region is stable: all
// roots of its characteristic polynomial lie inside the unit circle. It halves
// the region until every box is proved: by Routh's table, in intervals, or, for
// gains below 1, by Theorem 6. Up to a delay of 5 epochs it gets within a few
// per cent of the critical gain in a hundredth of a second; beyond 6 it needs
// more boxes than the default for gains of 1 and more.
func LoopStable(r Region, budget Budget) (Certificate, error) {
	region, params, err := r.box()
	if err != nil {
		return Certificate{}, err
	}
	var cuts []byte
	boxes := 0
	pending := []cell{region}
	for len(pending) > 0 {
		b := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if b.gain.Hi < 1 || positive(routh(b, r.Delay)) {
			cuts = append(cuts, '.')
			boxes++
			continue
		}
		if boxes+len(pending) >= budget.boxes() || b.depth >= maxDepth {
			gain, beta, lag := b.gain.Mid(), b.beta.Mid(), b.lag.Mid()
			return Certificate{}, fmt.Errorf("certificate: gain %.4g, beta %.4g, lag %.4g is not proved stable (critical gain %.4g); take a smaller region, or more boxes",
				gain, beta, lag, loop.CriticalGain(lag, beta, r.Delay).Gain)
		}
		cut, low, high := b.halve()
		cuts = append(cuts, cut)
		pending = append(pending, high, low)
	}
	return Certificate{
		Format: checker.Format, Quantity: checker.LoopStable, Params: params,
		Bound: params["gain"][1], Witness: checker.Witness{Cuts: string(cuts)},
	}.Seal(), nil
}

// maxDepth bounds the times that one box is halved.
const maxDepth = 60

// A cell is a box of loops.
type cell struct {
	gain, beta, lag in.Interval
	depth           int
}

// box encloses the region and spells its parameters canonically.
func (r Region) box() (cell, map[string]checker.Value, error) {
	if r.Delay < 0 || r.Delay > 20 {
		return cell{}, nil, fmt.Errorf("certificate: delay %d; give 0 to 20 epochs", r.Delay)
	}
	params := map[string]checker.Value{"delay": {strconv.Itoa(r.Delay)}}
	var b cell
	for _, d := range []struct {
		name string
		ends [2]string
		into *in.Interval
	}{{"gain", r.Gain, &b.gain}, {"beta", r.Beta, &b.beta}, {"lag", r.Lag, &b.lag}} {
		var numbers [2]in.Interval
		for k, text := range d.ends {
			text, number, err := canonical(text)
			if err != nil {
				return cell{}, nil, fmt.Errorf("certificate: %s: %w", d.name, err)
			}
			params[d.name] = append(params[d.name], text)
			numbers[k] = number
		}
		if numbers[0].Lo > numbers[1].Hi || numbers[0].Lo < 0 {
			return cell{}, nil, fmt.Errorf("certificate: %s %v; give two numbers from 0 on, the lower first", d.name, d.ends)
		}
		*d.into = numbers[0].Hull(numbers[1])
	}
	if !(b.beta.Hi < 1) || !(b.lag.Lo > 0) || !(b.lag.Hi <= 1) {
		return cell{}, nil, errors.New("certificate: give 0 <= beta < 1 and 0 < lag <= 1")
	}
	return b, params, nil
}

// halve cuts a box where it is relatively widest, in terms of what Routh's table
// is made of.
func (b cell) halve() (cut byte, low, high cell) {
	b.depth++
	low, high = b, b
	split := func(x in.Interval) (in.Interval, in.Interval) {
		middle := x.Mid()
		return in.New(x.Lo, middle), in.New(middle, x.Hi)
	}
	width := func(x in.Interval) float64 { return x.Width() / (1 + x.Lo) }
	gain, beta, lag := width(b.gain), width(inertia(in.Point(1).Sub(b.beta))), width(inertia(b.lag))
	switch {
	case gain >= beta && gain >= lag:
		low.gain, high.gain = split(b.gain)
		return 'g', low, high
	case beta >= lag:
		low.beta, high.beta = split(b.beta)
		return 'b', low, high
	}
	low.lag, high.lag = split(b.lag)
	return 'l', low, high
}
